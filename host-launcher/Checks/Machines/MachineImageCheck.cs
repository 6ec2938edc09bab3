using Pockr.HostLauncher.Images;
using Pockr.HostLauncher.Machines;

namespace Pockr.HostLauncher.Checks.Machines;

internal sealed class MachineImageCheck(CheckedMachine machine, ImageStore images) : ICheck
{
    public string Id => machine.IdOf("image");

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (machine.TryFindConfig() is not { } config)
        {
            return Task.FromResult(Finding.Skipped("Its settings do not tell which."));
        }

        return images.Find(config.Image) is { } image
            ? Task.FromResult(Finding.Ok($"It lies over {image.Id}."))
            : throw MachinePreparation.ImageMissing(machine.Name, config, machine.Files);
    }
}
