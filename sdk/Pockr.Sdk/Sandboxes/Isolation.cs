namespace Pockr.Sdk.Sandboxes;

/// <summary>What is between a sandbox and the others.</summary>
public enum Isolation
{
    /// <summary>A container of its own, in the machine that the others are in too.</summary>
    Container,

    /// <summary>A machine of its own, with a kernel and a Docker of its own, which is removed with the sandbox.</summary>
    Vm,
}
