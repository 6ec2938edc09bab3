using System.Diagnostics;
using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>A shell line on a terminal of its own, 100 by 30, which <c>script</c> of util-linux makes. What is typed comes when it is to.</summary>
internal sealed class HostTerminal : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly byte[] _piece = new byte[4096];

    private HostTerminal(Process process) => _process = process;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="line">For the shell; after it, the terminal's settings are printed, and its exit code is that of all.</param>
    /// <param name="environment">Variables besides this process's.</param>
    public static HostTerminal Start(string line, IReadOnlyDictionary<string, string> environment)
    {
        Requirements.NeedProgram("script");
        string[] arguments = ["-qec", $"stty cols 100 rows 30; {line}; code=$?; stty -a; exit $code", "/dev/null"];
        var start = new ProcessStartInfo("script", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new HostTerminal(Process.Start(start)!);
    }

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(keys), Cancellation);
        await _process.StandardInput.BaseStream.FlushAsync(Cancellation);
    }

    /// <summary>Waits for what is not what has been typed, which the terminal shows as well.</summary>
    public async Task WaitForAsync(string text)
    {
        while (!_text.ToString().Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await ReadAsync(), $"'{text}' did not come: {_text}");
        }
    }

    /// <summary>All it has shown, and the exit code.</summary>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        while (await ReadAsync())
        {
        }

        await _process.WaitForExitAsync(Cancellation);
        return (_process.ExitCode, _text.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        var count = await _process.StandardOutput.BaseStream.ReadAsync(_piece, Cancellation);
        _text.Append(Encoding.UTF8.GetString(_piece, 0, count));
        return count > 0;
    }
}
