using Pockr.Machines.Images;

namespace Pockr.Machines.Checks.Host;

internal sealed class ImagePresentCheck(ImageLocator locator, MachineDirectory directory) : ICheck
{
    private const string Remedy = "Get one with 'pockr image pull URL' or 'pockr image import FILE', build one with './build.sh image', or name one with '--image DIR' or POCKR_IMAGE.";

    public string Id => "image.present";

    public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(
        locator.Find(null) is { } image ? Finding.Ok($"New machines are made of {image.Directory}.")
        : directory.Names.Any() ? Finding.Warning("There is no image for new machines.", Remedy)
        : Finding.Error("There is no image to make a machine of.", Remedy));
}
