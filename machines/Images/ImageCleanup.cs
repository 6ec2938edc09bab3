using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;
using Pockr.Machines.Templates;

namespace Pockr.Machines.Images;

/// <summary>
/// Removes images and templates that nobody needs. Whatever makes something lie over them waits meanwhile, and in doubt nothing is removed.
/// </summary>
internal sealed class ImageCleanup(
    PockrHome home,
    ImageStore images,
    ImageLocator locator,
    ImageUses uses,
    TemplateStore templates,
    TemplateMaker maker,
    DiskLayers layers,
    IProcessRunner processes)
{
    /// <summary>Removes one image.</summary>
    /// <returns>How much its files took.</returns>
    public async Task<long> RemoveAsync(string id, IBootReporter reporter, CancellationToken cancellationToken)
    {
        home.Create();
        using var held = await HoldAsync(reporter, cancellationToken);
        var all = images.All().Select(Path.GetFullPath).ToList();
        var directory = all.Find(directory => Path.GetFileName(directory) == id)
            ?? throw Failures.InstalledImageNotFound(id, [.. all.Select(directory => Path.GetFileName(directory))]);
        var users = FindUses().Where(use => use.Directory == directory).Select(use => use.ToString()).ToList();
        if (users.Count > 0)
        {
            throw Failures.ImageInUse(id, users);
        }

        var bytes = Removable.BytesOf(directory);
        images.Remove(directory);
        return bytes;
    }

    /// <summary>Removes all that nobody needs.</summary>
    /// <param name="all">Whether also that goes which only the next new machine would have use for.</param>
    /// <param name="reporter">Hears what is waited for.</param>
    /// <param name="cancellationToken">Ends it; what was begun is ended by the next one.</param>
    public async Task<IReadOnlyList<Removable>> CollectAsync(bool all, IBootReporter reporter, CancellationToken cancellationToken)
    {
        home.Create();
        using var held = await HoldAsync(reporter, cancellationToken);
        layers.RemoveUnneeded();
        var found = await FindAsync(all, cancellationToken);
        await maker.RemoveLeftoversAsync(cancellationToken);
        templates.RemoveLeftovers();
        images.RemoveLeftovers();
        foreach (var removable in found)
        {
            Remove(removable);
        }

        return found;
    }

    /// <summary>What <see cref="CollectAsync"/> would remove.</summary>
    public async Task<IReadOnlyList<Removable>> FindAsync(bool all, CancellationToken cancellationToken)
    {
        var found = FindUses();
        var next = all ? null : locator.FindQuietly();
        var version = next is null ? null : await FindVersionAsync(next, cancellationToken);
        var oldTemplates = templates.All()
            .Where(template => !IsUsed(template.Directory, found) && !IsForNext(template, next, version))
            .Select(template => template.Directory)
            .ToList();
        var kept = found.Where(use => use.Kind != UserKind.Template || !oldTemplates.Exists(template => Path.GetFileName(template) == use.Name)).ToList();
        var oldImages = images.All().Where(directory => Path.GetFileName(directory) != next?.Id && !IsUsed(directory, kept));
        return
        [
            .. oldTemplates.Select(directory => Removable.Of(Removable.Template, directory)),
            .. oldImages.Select(directory => Removable.Of(Removable.Image, directory)),
            .. ImagePull.FindPartial(home).Select(FindDownload).OfType<Removable>(),
            .. images.FindLeftovers().Concat(templates.FindLeftovers()).Select(directory => Removable.Of(Removable.Leftover, directory)),
        ];
    }

    private static bool IsUsed(string directory, IEnumerable<ImageUse> found) => found.Any(use => use.Directory == Path.GetFullPath(directory));

    private static bool IsForNext(TemplateFiles template, MachineImage? next, string? version) =>
        next is not null && TemplateStore.Describe(template) is { } described
        && described.Image == next.Id && (version is null || described.Memory.QemuVersion == version);

    // One that is at work just now is no leftover.
    private static Removable? FindDownload(string stem)
    {
        using var file = PartialFile.TryOpen(stem);
        return file is null ? null : new Removable(Removable.Download, Path.GetFileName(stem), file.Content.Length);
    }

    /// <summary>Images, templates and layers stay as they are until this is let go of. Nobody who has one of these locks waits for one before it.</summary>
    private async Task<IDisposable> HoldAsync(IBootReporter reporter, CancellationToken cancellationToken)
    {
        var held = new HeldLocks();
        try
        {
            held.Add(await images.LockAsync(reporter, cancellationToken));
            held.Add(await FileLock.AcquireAsync(
                home.TemplatesLock, () => reporter.Stage("waiting for another pockr that makes a template"), cancellationToken));
            held.Add(await layers.LockAsync(reporter, cancellationToken));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private IReadOnlyList<ImageUse> FindUses()
    {
        List<string> doubts = [];
        var found = uses.Find(doubts);
        return doubts.Count == 0 ? found : throw Failures.UsesInDoubt(doubts);
    }

    private async Task<string?> FindVersionAsync(MachineImage next, CancellationToken cancellationToken)
    {
        try
        {
            return await QemuVersion.AskAsync(processes, GuestArchitecture.Of(next.Manifest.Architecture).Executable, cancellationToken);
        }
        catch (LauncherException)
        {
            return null; // not installed just now
        }
    }

    private void Remove(Removable removable)
    {
        switch (removable.Kind)
        {
            case Removable.Template:
                templates.Remove(templates.FilesOf(removable.Name));
                break;
            case Removable.Image:
                images.Remove(Path.Combine(home.Images, removable.Name));
                break;
            case Removable.Download:
                using (var file = PartialFile.TryOpen(Path.Combine(home.Images, removable.Name)))
                {
                    file?.Remove();
                }

                break;
        }
    }

    private sealed class HeldLocks : IDisposable
    {
        private readonly Stack<FileLock> _locks = [];

        public void Add(FileLock held) => _locks.Push(held);

        public void Dispose()
        {
            while (_locks.TryPop(out var held))
            {
                held.Dispose();
            }
        }
    }
}
