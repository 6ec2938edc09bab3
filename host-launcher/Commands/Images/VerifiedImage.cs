using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Signing;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary>What <c>image verify --json</c> prints of an image: contract, members are added and never renamed.</summary>
/// <param name="Name">The image.</param>
/// <param name="Directory">Where it is.</param>
/// <param name="Intact">Whether all its files are as they were made.</param>
/// <param name="SignedBy">The key it was found to be signed with.</param>
/// <param name="Reason">What is wrong, or why the signature says nothing.</param>
internal sealed record VerifiedImage(string Name, string Directory, bool Intact, string? SignedBy = null, string? Reason = null)
{
    public static VerifiedImage Failed(string directory, LauncherException failure) =>
        new(Path.GetFileName(directory), directory, Intact: false, Reason: failure.Message);

    public static async Task<VerifiedImage> VerifyAsync(
        string directory, IReadOnlyList<MinisignPublicKey> keys, CancellationToken cancellationToken)
    {
        var image = ManifestReader.Read(directory);
        await ImageVerifier.EnsureIntactAsync(image, installed: false, cancellationToken);
        await ImageVerifier.EnsureCompanionsIntactAsync(image, cancellationToken);
        if (DiskChain.HeaderOf(image.BaseDisk) is { HasDataFile: true } or { BackingFile: not null })
        {
            throw Failures.DiskNamesOthers(image.BaseDisk, "another file", expected: null);
        }

        var verified = new VerifiedImage(image.Id, image.Directory, Intact: true);
        var signature = Path.Combine(directory, SignedSums.SignatureFileName);
        if (!File.Exists(signature) || keys.Count == 0)
        {
            return verified with { Reason = File.Exists(signature) ? "it is signed, and there is no key to verify it with" : "it is not signed" };
        }

        await ImageVerifier.EnsureSignedAsync(directory, keys, cancellationToken);
        return verified with { SignedBy = MinisignSignature.Parse(await File.ReadAllTextAsync(signature, cancellationToken)).KeyId };
    }

    public override string ToString() =>
        $"{Name}: {(Intact ? "intact" : "not in order")}{(SignedBy is not null ? $", signed with the key {SignedBy}" : Intact ? $"; {Reason}" : "")} ({Directory})";
}
