using System.Globalization;
using System.Security.Cryptography;

namespace Pockr.EndToEnd.Tests.Soak;

/// <summary>What users do all day, in small. An operation that says it succeeded has to have done what it says.</summary>
internal sealed class SoakWork(PockrCli cli, Ledger ledger, SoakTally tally)
{
    private const string Standing = "soak-standing";

    private readonly int _port = HostPort.FindFree();
    private int _next;

    /// <summary>What is there before the first operation: a server that starts again whenever it can.</summary>
    public Task BeginAsync() => cli.MustAsync(
        "run", "-d", "--name", Standing, "--restart", "always", "-p", Text($"{_port}:80"), "busybox", "httpd", "-f", "-h", "/etc");

    /// <summary>The next operation of a number of kinds.</summary>
    public async Task DoNextAsync()
    {
        var number = Interlocked.Increment(ref _next);
        switch (number % 6)
        {
            case 0: tally.Note("write a file to a volume", await ledger.WriteAsync(Text($"file-{number}"))); break;
            case 1: Note("run a container", Text($"{number}\n"), await SoakCommand.RunAsync(cli, "run", "--rm", "busybox", "echo", Text($"{number}"))); break;
            case 2: Note("exec in a container", Text($"{number}\n"), await SoakCommand.RunAsync(cli, "exec", Standing, "echo", Text($"{number}"))); break;
            case 3: await CopyAsync(Text($"/tmp/copy-{number}")); break;
            case 4: tally.Note("list containers and images", await SoakCommand.RunAsync(cli, "ps", "-a", "--json"), await SoakCommand.RunAsync(cli, "images", "--json")); break;
            default: tally.Note("fetch a page of a published port", await HostCommand.RunAsync("curl", ["-sS", "-m", "60", "-o", "/dev/null", Text($"http://127.0.0.1:{_port}/passwd")])); break;
        }
    }

    private async Task CopyAsync(string path)
    {
        using var place = new HostDirectory();
        var content = Convert.ToHexString(RandomNumberGenerator.GetBytes(100_000));
        var up = await SoakCommand.RunAsync(cli, "cp", place.Write("sent", content), $"{Standing}:{path}");
        var down = up.ExitCode == 0 ? await SoakCommand.RunAsync(cli, "cp", $"{Standing}:{path}", place["got"]) : up;
        tally.Note("copy a file in and out", up, down);
        if (down.ExitCode == 0 && await File.ReadAllTextAsync(place["got"]) != content)
        {
            tally.NoteWrong($"{path} came back as something else.");
        }
    }

    private void Note(string operation, string expected, CommandResult result)
    {
        tally.Note(operation, result);
        if (result.ExitCode == 0 && result.Output != expected)
        {
            tally.NoteWrong(result.ToString());
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
