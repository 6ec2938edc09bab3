using Pockr.Machines.Images;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Checks.Machines;

internal sealed class MachineImageCheck(CheckedMachine machine, ImageStore images, IProcessRunner processes) : ICheck
{
    public string Id => machine.IdOf("image");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (machine.TryFindConfig() is not { } config)
        {
            return Finding.Skipped("Its settings do not tell which.");
        }

        return images.Find(config.Image) is { } image
            ? await JudgeAsync(image, cancellationToken)
            : throw MachinePreparation.ImageMissing(machine.Name, config, machine.Files);
    }

    private async Task<Finding> JudgeAsync(MachineImage image, CancellationToken cancellationToken)
    {
        var architecture = GuestArchitecture.Of(image.Manifest.Architecture);
        if (architecture.Name == GuestArchitecture.OfThisHost)
        {
            return Finding.Ok($"It lies over {image.Id}.");
        }

        var result = await processes.RunAsync(new ProcessCommand(architecture.Executable, ["--version"]), cancellationToken);
        return result.Succeeded
            ? Finding.Ok($"It lies over {image.Id}, for another processor than this host's: {architecture.Executable} emulates that.")
            : Finding.Error($"{architecture.Executable}, which {image.Id} needs, does not run: {result.ErrorTail}", "Install it anew.");
    }
}
