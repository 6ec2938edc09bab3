using Pockr.Bench.Machines;
using Pockr.Bench.Results;

namespace Pockr.Bench.Suites;

/// <summary>How large an image of a machine is, and beside it, that of a manager of virtual machines, if it was made here.</summary>
internal sealed class ImageSuite : ISuite
{
    private const string ToDownload = "to download";
    private const string OnDisk = "on the disk";

    public string Name => "image";

    public async Task MeasureAsync(Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        var figure = findings.Begin("image", "Size of an image", "MB", Baseline.VmManager.Name);
        foreach (var file in new DirectoryInfo(bench.Options.Image).EnumerateFiles().OrderByDescending(file => file.Length).TakeWhile(file => file.Length > 1e6))
        {
            figure.Add(file.Name, "pockr", Megabytes(file));
        }

        figure.Add(OnDisk, "pockr", new DirectoryInfo(bench.Options.Image).EnumerateFiles().Sum(Megabytes));
        var theirs = new DirectoryInfo(Path.Combine(bench.Options.Baselines, Baseline.VmManager.Kind));
        if (theirs.Exists)
        {
            figure.Add(OnDisk, Baseline.VmManager.Name, theirs.EnumerateFiles().Sum(Megabytes));
        }

        await AddReleasedAsync(bench, figure, findings, cancellationToken);
    }

    private static async Task AddReleasedAsync(Workbench bench, Figure figure, Findings findings, CancellationToken cancellationToken)
    {
        var name = $"pockr-image-{(await bench.DescribeAsync(cancellationToken)).Image}.tar";
        var released = new FileInfo(Path.Combine(bench.Options.Root, "artifacts/release", name));
        if (released.Exists)
        {
            figure.Add(ToDownload, "pockr", Megabytes(released));
        }
        else
        {
            findings.Note($"The size to download is not told, as `./build.sh release` has not made {name} here.");
        }
    }

    private static double Megabytes(FileInfo file) => file.Length / 1e6;
}
