using System.CommandLine;
using Pockr.Image.Bundles;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image bundle --image DIR --output DIR</c></summary>
internal sealed class BundleCommand : Command
{
    private readonly Option<DirectoryInfo> _image = new("--image") { Description = "Directory of a finished image.", Required = true };

    private readonly Option<DirectoryInfo> _output = new("--output") { Description = "Directory the file is written to.", Required = true };

    public BundleCommand()
        : base("bundle", "Put an image into one file, with what tells of it beside, for 'pockr image pull' and 'pockr image import'.")
    {
        Add(_image);
        Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var bundle = new ImageBundle(parsed.GetRequiredValue(_image).FullName);
        var file = await bundle.WriteAsync(parsed.GetRequiredValue(_output).FullName, cancellationToken);
        bundle.CopyDocuments(file);
        Console.WriteLine(FormattableString.Invariant($"{file} ({new FileInfo(file).Length / 1e6:F1} MB)"));
        return 0;
    }
}
