using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.Machines.Checks.Host;

/// <summary>Images and templates that only take room.</summary>
internal sealed class UnusedImagesCheck(ImageCleanup cleanup) : ICheck
{
    private const long MiB = 1 << 20;

    public string Id => "image.unused";

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = (await cleanup.FindAsync(all: false, cancellationToken)).Where(removable => removable.Kind != Removable.Leftover).ToList();
            return found.Count == 0
                ? Finding.Ok("Every image and every template is used, or is for the next new machine.")
                : Finding.Warning(
                    $"Used by nobody: {string.Join(", ", found.Select(Describe))}; {found.Sum(removable => removable.Bytes)} bytes in all.",
                    "Run 'pockr image gc'.");
        }
        catch (LauncherException doubt)
        {
            return Finding.Skipped(doubt.Message); // the machine in question has an error of its own
        }
    }

    private static string Describe(Removable removable) => $"{removable.Kind} {removable.Name} ({removable.Bytes / MiB} MiB)";
}
