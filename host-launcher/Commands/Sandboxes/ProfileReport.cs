using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>A profile, as <c>profiles --json</c> prints it: contract, members are added and never renamed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">Image its sandboxes are made of.</param>
/// <param name="Base">Image that one is built on.</param>
/// <param name="Description">What it is for.</param>
/// <param name="HasNetwork">Whether its sandboxes have a network, unless it is said otherwise.</param>
/// <param name="Megabytes">About what its image takes.</param>
internal sealed record ProfileReport(string Name, string Image, string Base, string Description, bool HasNetwork, int Megabytes)
{
    public static ProfileReport Of(Profile profile) =>
        new(profile.Name, profile.Image, profile.Base, profile.Description, profile.HasNetwork, profile.Megabytes);
}
