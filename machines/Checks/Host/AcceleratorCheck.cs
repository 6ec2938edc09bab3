using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Checks.Host;

/// <summary>What came of trying accelerators. It is not tried here: that starts a machine.</summary>
internal sealed class AcceleratorCheck(ImageLocator locator, AccelerationChooser acceleration) : ICheck
{
    public string Id => "acceleration.result";

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return locator.Find(null) is { } image
                ? Judge(await acceleration.RecallAsync(image, cancellationToken))
                : Finding.Skipped("There is no image to try it with.");
        }
        catch (LauncherException)
        {
            return Finding.Skipped("QEMU or the image cannot be used.");
        }
    }

    private static Finding Judge(Acceleration? known) => known switch
    {
        null => Finding.Skipped("It was not tried yet; the next 'pockr up' does."),
        { Name: not Acceleration.Tcg } => Finding.Ok($"{known.Name} works."),
        { IsOnlyChoice: true } => Finding.Ok($"Machines are emulated (tcg): {known.Reason}."),
        _ => Finding.Warning(
            $"Machines are emulated (tcg), which is slow: {known.Reason}",
            "Turn virtualization on in the firmware, and get the right to use /dev/kvm: 'sudo usermod -aG kvm $USER'."),
    };
}
