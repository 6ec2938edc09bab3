using System.CommandLine;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image lock --source DIR --cache DIR --archive DIR [--distro NAME] [--arch NAME] [--mirror URL]</c></summary>
internal sealed class LockCommand : Command
{
    private readonly DistributionOptions _distribution = new();

    public LockCommand()
        : base("lock", "Find the newest packages of an image, check their signatures, and pin them in image/locks/.")
    {
        _distribution.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var choice = await _distribution.ChooseAsync(parsed, cancellationToken);
        var path = _distribution.Sources(parsed).LockOf(choice.Flavour);
        var archive = _distribution.OpenArchive(parsed);
        var supply = new PackageSupply(choice, path, archive, Console.Out);

        var work = Directory.CreateDirectory(Path.Combine(archive.Directory, $"{Guid.NewGuid():N}")).FullName;
        try
        {
            Report(path, choice.Recipe, await supply.ResolveAsync(work, cancellationToken));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return 0;
    }

    private static void Report(string path, Recipe recipe, PackageLock @new)
    {
        var old = File.Exists(path) ? PackageLock.Read(path) : null;
        var difference = LockDifference.Between(old, @new);
        foreach (var line in difference)
        {
            Console.WriteLine(line);
        }

        if (difference.Count == 0 && old!.Fits(recipe))
        {
            Console.WriteLine($"{path} has the newest packages.");
            return;
        }

        @new.Write(path);
        Console.WriteLine(FormattableString.Invariant(
            $"{path} has {@new.Packages.Count} packages of {@new.Packages.Sum(package => package.Bytes) / 1e6:F1} MB; commit it."));
    }
}
