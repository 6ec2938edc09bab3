using System.ComponentModel;

namespace Pockr.GuestAgent.Files;

/// <summary>A call of the kernel that failed.</summary>
/// <param name="error">Its number.</param>
/// <param name="path">What it was about, as a path in the container.</param>
internal sealed class FileCallException(int error, string path) : IOException($"{path}: {new Win32Exception(error).Message}")
{
    public int Error => error;

    public string Path => path;
}
