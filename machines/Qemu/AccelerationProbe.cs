using Pockr.Machines.Images;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Qemu;

/// <summary>
/// Tries an accelerator with the image's own kernel. Looking is not enough: <c>/dev/kvm</c> can be there, open, and make a machine
/// that never runs.
/// </summary>
internal sealed class AccelerationProbe(IProcessRunner processes, TimeSpan patience)
{
    /// <summary>What the initramfs does when it is asked for a probe.</summary>
    public const string Parameter = "pockr.probe";

    public const string Success = "pockr: probe ok";

    /// <summary>Why the accelerator cannot be used, or nothing if it can.</summary>
    public async Task<string?> FindFaultAsync(MachineImage image, string accelerator, CancellationToken cancellationToken)
    {
        var command = QemuCommandLine.BuildProbe(
            GuestArchitecture.Of(image.Manifest.Architecture),
            accelerator,
            image.Kernel,
            image.Initramfs,
            $"{image.Manifest.CommandLine} {Parameter}");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        await using var qemu = processes.Start(command);
        try
        {
            await foreach (var line in qemu.ReadLinesAsync(limit.Token))
            {
                if (line.Contains(Success, StringComparison.Ordinal))
                {
                    return null;
                }
            }

            return LastLineOf(await qemu.WaitForErrorAsync(limit.Token)) ?? "QEMU ended before the guest had said a word.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"a guest gave no sign of life within {patience.TotalSeconds:0.#} s.";
        }
    }

    private static string? LastLineOf(string text)
    {
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
    }
}
