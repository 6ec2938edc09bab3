using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Processes;

internal sealed class ProcessRunner : IProcessRunner
{
    private const int NoSuchFile = 2; // ENOENT, and ERROR_FILE_NOT_FOUND on Windows
    private const int NotExecutable = 13; // EACCES

    // What QEMU and systemctl need of the environment; a proxy's password or a cloud key is none of their business.
    private static readonly string[] s_keptVariables = ["PATH", "HOME", "TMPDIR", "SystemRoot", "TEMP", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR"];

    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken)
    {
        using var process = StartRedirected(command);
        try
        {
            // Both pipes are read while the program runs: one left full would block it for ever.
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ProcessResult(command, process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public IRunningProcess Start(ProcessCommand command) => new RunningProcess(StartRedirected(command));

    public void Detach(ProcessCommand command, params IEnumerable<(string Name, string Value)> variables)
    {
        // Pipes that end with this process, so that nobody who reads this one's output waits for that one.
        var start = Redirected(command);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        StartFound(start).Dispose();
    }

    private static ProcessStartInfo Redirected(ProcessCommand command) => new(command.FileName, command.Arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };

    private static Process StartRedirected(ProcessCommand command)
    {
        var start = Redirected(command);
        KeepOnly(start.Environment, s_keptVariables);
        start.Environment["LC_ALL"] = "C"; // messages are compared with
        var process = StartFound(start);
        process.StandardInput.Close();
        return process;
    }

    private static Process StartFound(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception) when (exception.NativeErrorCode is NoSuchFile or NotExecutable)
        {
            throw Failures.ToolMissing(start.FileName, PackageOf(start.FileName), exception);
        }
    }

    private static void KeepOnly(IDictionary<string, string?> environment, string[] names)
    {
        foreach (var name in environment.Keys.Except(names).ToList())
        {
            environment.Remove(name);
        }
    }

    private static string PackageOf(string tool) => tool switch
    {
        "qemu-img" => "qemu-utils",
        "qemu-system-aarch64" => "qemu-system-arm",
        "qemu-system-x86_64" => "qemu-system-x86",
        "debugfs" or "e2fsck" => "e2fsprogs",
        _ => tool,
    };

    private sealed class RunningProcess : IRunningProcess
    {
        private readonly Process _process;
        private readonly Task<string> _error;

        public RunningProcess(Process process)
        {
            _process = process;
            _error = process.StandardError.ReadToEndAsync();
        }

        public async IAsyncEnumerable<string> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                yield return line;
            }
        }

        public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
        {
            await _process.WaitForExitAsync(cancellationToken);
            return _process.ExitCode;
        }

        public Task<string> WaitForErrorAsync(CancellationToken cancellationToken) => _error.WaitAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
