using System.CommandLine;
using Pockr.Image.Bundles;
using Pockr.Image.Errors;
using Pockr.Image.Recipes;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image bundle --image DIR --source DIR --output DIR</c></summary>
internal sealed class BundleCommand : Command
{
    private readonly Option<DirectoryInfo> _image = new("--image") { Description = "Directory of a finished image.", Required = true };

    private readonly Option<DirectoryInfo> _source = new("--source")
    {
        Description = "The repository's image/ directory, whose recipes say how large it may be.",
        Required = true,
    };

    private readonly Option<DirectoryInfo> _output = new("--output") { Description = "Directory the file is written to.", Required = true };

    private readonly Option<int> _preset = new("--preset")
    {
        Description = $"How much work xz is to have with it, 0 to {XzFile.HighestPreset}; releases are packed with {XzFile.ReleasePreset}.",
        DefaultValueFactory = _ => XzFile.ReleasePreset,
    };

    public BundleCommand()
        : base("bundle", "Put an image into one file, with what tells of it beside, for 'pockr image pull' and 'pockr image import'.")
    {
        Add(_image);
        Add(_source);
        Add(_output);
        Add(_preset);
        _preset.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > XzFile.HighestPreset)
            {
                result.AddError($"--preset is {result.GetValueOrDefault<int>()}; use 0 to {XzFile.HighestPreset}.");
            }
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var bundle = ImageBundle.Of(parsed.GetRequiredValue(_image).FullName, parsed.GetValue(_preset));
        var architecture = Architecture.Find(bundle.Manifest.Architecture) ?? throw Failures.UnknownArchitecture(bundle.Manifest.Architecture);
        var recipe = RecipeFile.Read(new ImageSources(parsed.GetRequiredValue(_source).FullName).RecipeOf(bundle.Manifest.Distro), architecture);
        var file = await bundle.WriteAsync(parsed.GetRequiredValue(_output).FullName, recipe, cancellationToken);
        bundle.CopyDocuments(file);
        Console.WriteLine(FormattableString.Invariant(
            $"{file} ({new FileInfo(file).Length / 1e6:F1} MB of a budget of {recipe.BudgetBytes / 1e6:F1} MB)"));
        return 0;
    }
}
