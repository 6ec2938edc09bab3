using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary><c>pockr image pull URL</c></summary>
internal sealed class ImagePullCommand : Command
{
    private const int DigestLength = 64;

    private readonly Argument<string> _address = new("URL") { Description = "Address of a released image (http or https)." };
    private readonly Option<string?> _sha256 = new("--sha256") { Description = "SHA-256 the downloaded file has to have.", HelpName = "DIGEST" };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly TrustOptions _trust;
    private readonly ImagePull _pull;
    private readonly TerminalOutput _terminal;

    public ImagePullCommand(TrustOptions trust, ImagePull pull, TerminalOutput terminal)
        : base("pull", "Download an image. A download that was cut short is gone on with.")
    {
        _trust = trust;
        _pull = pull;
        _terminal = terminal;
        Add(_address);
        Add(_sha256);
        trust.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var address = ParseAddress(parsed.GetRequiredValue(_address));
        var digest = parsed.GetValue(_sha256);
        if (digest is not null && (digest.Length != DigestLength || !digest.All(char.IsAsciiHexDigit)))
        {
            throw Failures.DigestUnusable(digest);
        }

        TakenImage taken;
        using (var line = new StageLine(_terminal))
        {
            taken = await _pull.PullAsync(address, digest, _trust.Read(parsed), line, cancellationToken);
        }

        TakenReport.Write(taken, parsed.GetValue(_json), _terminal);
        return ExitCodes.Success;
    }

    private static Uri ParseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw Failures.ImageAddressUnusable(text);
}
