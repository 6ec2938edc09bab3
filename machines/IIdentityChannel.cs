namespace Pockr.Machines;

/// <summary>A way to a machine's agent that no other program of the host or the guest has. A machine that does not answer is asked for ever.</summary>
internal interface IIdentityChannel
{
    /// <summary>Tells a machine who it is, and ends when it has become that.</summary>
    /// <param name="files">The machine's files.</param>
    /// <param name="persona">Who it is.</param>
    /// <param name="setsClock">Whether its clock may have stood still.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task TellAsync(MachineFiles files, MachinePersona persona, bool setsClock, CancellationToken cancellationToken);

    /// <summary>Ends when a machine that is nobody yet has done all that can be done for whoever it will be, and written out its disk.</summary>
    Task WarmUpAsync(MachineFiles files, CancellationToken cancellationToken);
}
