using System.Security.Cryptography;
using System.Text;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Images;

/// <summary>An image that has been taken in.</summary>
/// <param name="Image">Where it is now.</param>
/// <param name="SignedBy">The key it was found to be signed with, if it is.</param>
internal sealed record TakenImage(MachineImage Image, string? SignedBy);

/// <summary>Takes images in: out of a stream, or from a web server.</summary>
internal sealed class ImagePull(PockrHome home, ImageStore images, TimeSpan pause)
{
    private const string Prefix = ".pull-";

    /// <summary>Downloads that were cut short, or are at work, each as <see cref="PartialFile"/> takes it.</summary>
    public static IEnumerable<string> FindPartial(PockrHome home) => Directory.Exists(home.Images) ? PartialFile.Find(home.Images, Prefix) : [];

    /// <param name="stream">A bundle.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="trust">Who has to have signed it.</param>
    /// <param name="reporter">Hears how far it is.</param>
    /// <param name="cancellationToken">Ends it; nothing is left.</param>
    public async Task<TakenImage> ImportAsync(
        Stream stream, string source, ImageTrust trust, IBootReporter reporter, CancellationToken cancellationToken)
    {
        home.Create();
        await using var bundle = new ImageBundle(stream, source, trust);
        reporter.Stage("reading the image");
        var image = await images.InstallAsync(bundle, reporter, cancellationToken);
        return new TakenImage(image, bundle.SignedBy);
    }

    /// <param name="address">Where a bundle is.</param>
    /// <param name="sha256">The digest it has to have, if that is known.</param>
    /// <param name="trust">Who has to have signed it.</param>
    /// <param name="reporter">Hears how far it is.</param>
    /// <param name="cancellationToken">Ends it; what was downloaded is gone on with next time.</param>
    public async Task<TakenImage> PullAsync(
        Uri address, string? sha256, ImageTrust trust, IBootReporter reporter, CancellationToken cancellationToken)
    {
        home.Create();
        var name = NameOf(address);
        using var file = PartialFile.TryOpen(PathOf(address)) ?? throw Failures.DownloadInProgress(name);

        // Proxies are those of the environment; a stalled server is noticed by Download.
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        await new Download(http, address, name, pause).FetchAsync(file, reporter, cancellationToken);
        var taken = await TakeAsync(file, name, sha256, trust, reporter, cancellationToken);
        file.Remove();
        return taken;
    }

    private async Task<TakenImage> TakeAsync(
        PartialFile file, string name, string? sha256, ImageTrust trust, IBootReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            await EnsureDigestAsync(file, name, sha256, cancellationToken);
            file.Content.Position = 0;
            return await ImportAsync(file.Content, name, trust, reporter, cancellationToken);
        }
        catch (LauncherException damage) when (damage.ExitCode == ExitCodes.ImageDamaged)
        {
            file.Remove(); // the same again would be no better
            throw;
        }
    }

    private static async Task EnsureDigestAsync(PartialFile file, string name, string? sha256, CancellationToken cancellationToken)
    {
        if (sha256 is null)
        {
            return;
        }

        file.Content.Position = 0;
        var actual = Convert.ToHexStringLower(await SHA256.HashDataAsync(file.Content, cancellationToken));
        if (!actual.Equals(sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Failures.DownloadDiffers(name, actual, sha256);
        }
    }

    private static string NameOf(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    // Not the address itself, which may have a password in it.
    private string PathOf(Uri address) =>
        Path.Combine(home.Images, $"{Prefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..16]}");
}
