using System.CommandLine;
using Pockr.Image.Bundles;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image bundle --image DIR --output DIR</c></summary>
internal sealed class BundleCommand : Command
{
    private readonly Option<DirectoryInfo> _image = new("--image") { Description = "Directory of a finished image.", Required = true };

    private readonly Option<DirectoryInfo> _output = new("--output") { Description = "Directory the file is written to.", Required = true };

    public BundleCommand()
        : base("bundle", "Put an image into one file, for 'pockr image pull' and 'pockr image import'.")
    {
        Add(_image);
        Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = await new ImageBundle(parsed.GetRequiredValue(_image).FullName)
            .WriteAsync(parsed.GetRequiredValue(_output).FullName, cancellationToken);
        Console.WriteLine(FormattableString.Invariant($"{file} ({new FileInfo(file).Length / 1e6:F1} MB)"));
        return 0;
    }
}
