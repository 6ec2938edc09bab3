using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Templates;

/// <summary>Boots a machine that is nobody, saves it and ends it. Only one process does so at a time.</summary>
internal sealed class TemplateMaker(
    TemplateStore templates, MachineStore store, QemuImg qemuImg, MachineStarter starter, BootWatch watch, Suspension suspension)
{
    private const int NeededDiskMiB = 2048;

    /// <summary>Ends and removes what earlier tries have left that were cut short.</summary>
    public async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var making in templates.FindMakings())
        {
            await RemoveAsync(making, cancellationToken);
        }
    }

    /// <param name="image">What it is made of.</param>
    /// <param name="launch">The machine that is to be started from it.</param>
    /// <param name="key">The shape of that.</param>
    /// <param name="reporter">Hears how it goes.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    public async Task MakeAsync(
        MachineImage image, MachineLaunch launch, string key, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var making = templates.NewMaking();
        making.EnsureSocketPathsFit();
        PrivateDirectory.Create(making.Directory);
        try
        {
            QemuImg.EnsureSpace(making.Directory, NeededDiskMiB);
            await qemuImg.CreateOverlayAsync(image.BaseDisk, making.Overlay, image.OverlayBytes, cancellationToken);
            await BootAndSaveAsync(launch, making, reporter, cancellationToken);
            templates.Publish(making, key, new Template(image.Id, MachineStore.FindSuspended(making)!));
        }
        finally
        {
            await RemoveAsync(making, CancellationToken.None);
        }
    }

    private async Task BootAndSaveAsync(MachineLaunch launch, MachineFiles making, IBootReporter reporter, CancellationToken cancellationToken)
    {
        // No port of this host leads to an agent that has no token yet.
        var machine = await starter.StartAsync(
            launch with { AgentPort = 0, IsVolatile = false }, fixedPort: null, making, reporter, cancellationToken);
        if (await watch.WarmUpAsync(machine, making, reporter, cancellationToken) is { } failure)
        {
            throw failure.Lasting ?? Failures.TemplateFailed(failure.Reason);
        }

        reporter.Stage("saving the template");
        await suspension.SaveAsync(machine, making, cancellationToken);
        if (!await store.EndAsync(machine.Process, cancellationToken))
        {
            throw Failures.StillRunning("template", machine.Process.Id);
        }
    }

    private async Task RemoveAsync(MachineFiles making, CancellationToken cancellationToken)
    {
        if ((store.FindRunning(making)?.Process ?? store.FindByPidFile(making)) is { } process)
        {
            await store.EndAsync(process, cancellationToken);
        }

        Directory.Delete(making.Directory, recursive: true);
    }
}
