using System.Diagnostics;

namespace Pockr.Bench.Processes;

/// <summary>A program in the background, which ends with this one, however that ends: a shell beside it waits at a pipe.</summary>
internal sealed class Companion : IAsyncDisposable
{
    // $0 is the file for what the program says. Ctrl-C is for this program, which then closes the pipe. When the program has ended by itself, nobody is to
    // kill another of its number.
    private const string Script = """
        trap '' INT
        exec 3<&0
        "$@" >"$0" 2>&1 </dev/null &
        program=$!
        { cat >/dev/null; kill -9 $program; } <&3 2>/dev/null &
        waiting=$!
        wait $program
        kill $waiting 2>/dev/null
        """;

    private readonly Process _shell;
    private readonly string _log;

    private Companion(Process shell, string log) => (_shell, _log) = (shell, log);

    public bool HasEnded => _shell.HasExited;

    /// <param name="log">File for what it says.</param>
    /// <param name="command">The program and its arguments.</param>
    public static Companion Start(string log, params IEnumerable<string> command) => new(new Tool("sh").Start(["-c", Script, log, .. command]), log);

    /// <summary>The same as the first process of namespaces of its own: when it ends, all that it has started has ended, too, and what was mounted is gone.</summary>
    /// <param name="log">File for what it says.</param>
    /// <param name="command">The program and its arguments.</param>
    public static Companion StartApart(string log, params IEnumerable<string> command) => new(
        new Tool("unshare").Start(["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", Script, log, .. command]), log);

    /// <summary>The last line it has said.</summary>
    public string LastWords() => File.ReadLines(_log).LastOrDefault() ?? "it says nothing";

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
