using System.Diagnostics;

namespace Pockr.HostLauncher.Tests.Images;

/// <summary>The packer itself, as the build runs it.</summary>
internal static class XzTool
{
    /// <param name="content">What is packed.</param>
    /// <param name="options">How; as for a released image unless said otherwise.</param>
    public static byte[] Pack(byte[] content, params string[] options)
    {
        string[] asReleased = ["-T1", "--x86", "--lzma2=preset=1,dict=64MiB"];
        var start = new ProcessStartInfo("xz", ["-c", .. options.Length > 0 ? options : asReleased])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using var xz = Process.Start(start)!;
        var feeding = Task.Run(() =>
        {
            xz.StandardInput.BaseStream.Write(content);
            xz.StandardInput.Close();
        });
        using var packed = new MemoryStream();
        xz.StandardOutput.BaseStream.CopyTo(packed);
        feeding.Wait();
        xz.WaitForExit();
        Assert.Equal(0, xz.ExitCode);
        return packed.ToArray();
    }
}
