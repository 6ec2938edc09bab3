using System.CommandLine;
using System.Text.Json;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary><c>pockr image verify [NAME]</c></summary>
internal sealed class ImageVerifyCommand : Command
{
    private readonly Argument<string?> _name = new ImageArgument<string?>("NAME")
    {
        Description = "Image to verify (default: all that are here).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly TrustOptions _trust;
    private readonly ImageStore _images;
    private readonly ImageLocator _locator;
    private readonly TerminalOutput _terminal;

    public ImageVerifyCommand(TrustOptions trust, ImageStore images, ImageLocator locator, TerminalOutput terminal)
        : base("verify", "Compare images with their manifests, byte for byte, and with their signatures where they have any.")
    {
        _trust = trust;
        _images = images;
        _locator = locator;
        _terminal = terminal;
        Add(_name);
        trust.AddTo(this, allowsUnsigned: false);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var keys = _trust.Read(parsed).Keys;
        List<VerifiedImage> reports = [];
        var exitCode = ExitCodes.Success;
        foreach (var directory in Choose(parsed.GetValue(_name)))
        {
            try
            {
                reports.Add(await VerifiedImage.VerifyAsync(directory, keys, cancellationToken));
            }
            catch (LauncherException failure)
            {
                exitCode = failure.ExitCode;
                reports.Add(VerifiedImage.Failed(directory, failure));
                _terminal.WriteFailure(failure);
            }
        }

        if (parsed.GetValue(_json))
        {
            _terminal.WriteResult(JsonSerializer.Serialize([.. reports], LauncherJson.Default.VerifiedImageArray));
        }
        else
        {
            reports.ForEach(report => _terminal.WriteResult(report.ToString()));
        }

        return exitCode;
    }

    private List<string> Choose(string? name)
    {
        var all = _images.All().Concat(_locator.FindOthers()).ToList();
        var chosen = name is null ? all : all.FindAll(directory => NameOf(directory) == name);
        return name is null || chosen.Count > 0 ? chosen : throw Failures.InstalledImageNotFound(name, [.. all.Select(NameOf).Distinct()]);
    }

    // A directory of a build has another name than the image in it.
    private static string NameOf(string directory)
    {
        try
        {
            return ManifestReader.Read(directory).Id;
        }
        catch (Exception damage) when (damage is LauncherException or IOException or UnauthorizedAccessException)
        {
            return Path.GetFileName(directory);
        }
    }
}
