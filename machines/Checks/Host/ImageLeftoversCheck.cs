using Pockr.Machines.Images;

namespace Pockr.Machines.Checks.Host;

internal sealed class ImageLeftoversCheck(ImageStore images) : ICheck
{
    public string Id => "image.leftovers";

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var count = images.FindLeftovers().Count();
        return Task.FromResult(count == 0
            ? Finding.Ok("No installation or removal of an image was cut short.")
            : Finding.Fixable(
                $"{count} installations or removals of an image were cut short.", new Repair("Removed what they left.", images.RemoveLeftoversAsync)));
    }
}
