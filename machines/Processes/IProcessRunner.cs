namespace Pockr.Machines.Processes;

/// <summary>The one door to other programs.</summary>
internal interface IProcessRunner
{
    /// <summary>Runs to the end and hands back the result whatever the exit code was.</summary>
    Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken);

    /// <summary>Starts a program whose output is read while it runs; disposing of it ends it.</summary>
    IRunningProcess Start(ProcessCommand command);

    /// <summary>Starts a program that goes on by itself; what it writes is lost.</summary>
    /// <param name="command">The program.</param>
    /// <param name="variables">Variables of its environment, which is this process's otherwise.</param>
    void Detach(ProcessCommand command, params IEnumerable<(string Name, string Value)> variables);
}

internal interface IRunningProcess : IAsyncDisposable
{
    /// <summary>Lines of standard output as they come, until the program closes it.</summary>
    IAsyncEnumerable<string> ReadLinesAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the end and hands back the exit code.</summary>
    Task<int> WaitForExitAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the end and hands back what the program wrote to standard error.</summary>
    Task<string> WaitForErrorAsync(CancellationToken cancellationToken);
}
