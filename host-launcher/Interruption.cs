using System.Runtime.InteropServices;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher;

/// <summary>Ctrl-C and SIGTERM: the first asks the command to end in order, the second ends the program at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public CancellationToken Token => _source.Token;

    /// <summary>What a program ends with that was ended by this signal.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    public static Interruption OfThisProcess()
    {
        var interruption = new Interruption();
        interruption._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, interruption.OnSignal));
        interruption._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, interruption.OnSignal));
        return interruption;
    }

    /// <summary>Does what the first signal does.</summary>
    public void Interrupt(int exitCode)
    {
        ExitCode = exitCode;
        _source.Cancel();
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        var exitCode = context.Signal == PosixSignal.SIGTERM ? ExitCodes.Terminated : ExitCodes.Interrupted;
        if (_source.IsCancellationRequested)
        {
            Environment.Exit(exitCode);
        }

        Interrupt(exitCode);
    }
}
