namespace Pockr.Machines.Qemu;

/// <summary>QEMU refused a command, or its monitor does not answer.</summary>
internal sealed class QmpException(string message, Exception? cause = null) : Exception(message, cause);
