using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Everything users see goes through here: results to stdout, all else to stderr.</summary>
internal sealed class TerminalOutput
{
    // Nothing of it goes into a web page.
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter _results;
    private readonly TextWriter _messages;

    public TerminalOutput(Stream standardOutput, Stream standardError, bool interactive)
    {
        StandardOutput = standardOutput;
        StandardError = standardError;
        Interactive = interactive;
        _results = WriterOf(standardOutput);
        _messages = WriterOf(standardError);
    }

    /// <summary>Where the bytes of a container's output go.</summary>
    public Stream StandardOutput { get; }

    /// <summary>Where the bytes of a container's error output go.</summary>
    public Stream StandardError { get; }

    /// <summary>Whether a person watches stderr, so that a line may be written over.</summary>
    public bool Interactive { get; }

    /// <summary>Whether a person watches stdout.</summary>
    public bool IsWatched { get; init; }

    /// <summary>For System.CommandLine's help and version.</summary>
    public TextWriter Results => _results;

    public static TerminalOutput OfThisProcess() => new(
        Console.OpenStandardOutput(),
        Console.OpenStandardError(),
        interactive: !Console.IsErrorRedirected && IsCapable)
    {
        IsWatched = !Console.IsOutputRedirected && IsCapable,
    };

    /// <summary>The same where standard output is for another program: results go where messages go.</summary>
    public TerminalOutput WithoutResults() => new(StandardError, StandardError, Interactive);

    public void WriteResult(string line) => _results.WriteLine(line);

    /// <summary>A list, which is the command's result.</summary>
    public void WriteList<T>(
        ListFormat format, T items, JsonTypeInfo<T> type, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = format switch
        {
            { IsJson: true } => [JsonSerializer.Serialize(items, type)],
            { Template: { } template } => JsonSerializer.SerializeToNode(items, type)!.AsArray().Select(item => template.Apply(item!)),
            _ => TextTable.Format(header, rows),
        };
        foreach (var line in lines)
        {
            WriteResult(line);
        }
    }

    /// <summary>Lines that stand in the place of those before, where a person watches; below them otherwise.</summary>
    public void WriteFrame(IEnumerable<string> lines, bool isRefreshed)
    {
        var text = string.Join('\n', lines);
        if (isRefreshed && IsWatched)
        {
            _results.Write($"\u001b[H{text.Replace("\n", "\u001b[K\n", StringComparison.Ordinal)}\u001b[K\n\u001b[J");
        }
        else
        {
            _results.WriteLine(text);
        }
    }

    /// <summary>JSON for people: indented.</summary>
    public void WriteJson(JsonNode value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, s_indented))
        {
            value.WriteTo(writer);
        }

        WriteResult(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    public void WriteMessage(string line) => _messages.WriteLine(line);

    public void WriteWarning(string line) => _messages.WriteLine($"warning: {line}");

    public void WriteFailure(string message, string remedy)
    {
        _messages.WriteLine($"{Colour("error:", 31)} {message}");
        if (remedy.Length > 0)
        {
            _messages.WriteLine($"  {Colour("try:", 34)} {remedy}");
        }
    }

    public void WriteFailure(LauncherException failure) => WriteFailure(failure.Message, failure.Remedy);

    /// <summary>Writes over the line a <see cref="StageLine"/> keeps; only for people.</summary>
    public void Overwrite(string text) => _messages.Write($"\r\u001b[K{text}");

    /// <summary>Writes over the lines that <see cref="LiveLines"/> keeps; only for people.</summary>
    /// <param name="above">How many there are, the cursor being below them.</param>
    /// <param name="lines">What comes in their place.</param>
    public void OverwriteLines(int above, IEnumerable<string> lines) =>
        _messages.Write($"{(above > 0 ? $"\u001b[{above}A" : "")}\r\u001b[J{string.Concat(lines.Select(line => line + "\n"))}");
    private static bool IsCapable => Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    private string Colour(string text, int code) =>
        Interactive && Environment.GetEnvironmentVariable("NO_COLOR") is null or "" ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static StreamWriter WriterOf(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
}
