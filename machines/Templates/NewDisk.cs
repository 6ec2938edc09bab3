using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Templates;

/// <summary>Gives a machine its disk: over a template, of which it is to go on with the memory too, or over the image.</summary>
internal sealed class NewDisk(
    PockrHome home, TemplateStore templates, TemplateMaker maker, QemuImg qemuImg, IProcessRunner processes)
{
    public async Task EnsureAsync(
        UpRequest request,
        PreparedMachine prepared,
        MachineLaunch launch,
        MachineFiles files,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        if (!File.Exists(files.Overlay))
        {
            await MakeAsync(request, prepared, launch, files, reporter, cancellationToken);
        }
        else if (request.IsVolatile)
        {
            await MakeVolatileAsync(request.Name, files, cancellationToken);
        }
    }

    private async Task MakeVolatileAsync(MachineName name, MachineFiles files, CancellationToken cancellationToken)
    {
        // A template's memory goes with a disk that is as it was made; a machine's own is for its next run that counts.
        if (MachineStore.FindSuspended(files) is { Template: null })
        {
            throw Failures.VolatileOfSuspended(name.Value);
        }

        await qemuImg.CreateOverlayAsync(files.Overlay, files.VolatileDisk, bytes: null, cancellationToken);
    }

    private async Task MakeAsync(
        UpRequest request,
        PreparedMachine prepared,
        MachineLaunch launch,
        MachineFiles files,
        IBootReporter reporter,
        CancellationToken cancellationToken)
    {
        // Until the machine lies over it: nobody is to set the template aside or remove it in between.
        using var held = await FileLock.AcquireAsync(
            home.TemplatesLock, () => reporter.Stage("waiting for another pockr that makes a template"), cancellationToken);
        var template = await FindOrMakeAsync(request, prepared, launch, reporter, cancellationToken);
        MachineStore.Save(files, prepared.Config with { Template = template?.Files.Name });

        // Before the disk, which says that the machine has been made. Whatever memory there was went with another disk.
        Suspension.Drop(files);
        if (template is { } found)
        {
            MachineStore.Save(files, found.Template.Memory with { Template = found.Files.Name, Port = launch.AgentPort });
        }

        await qemuImg.CreateOverlayAsync(
            template?.Files.Disk ?? prepared.Image.BaseDisk,
            request.IsVolatile ? files.VolatileDisk : files.Overlay,
            prepared.Image.OverlayBytes,
            cancellationToken);
    }

    private async Task<(TemplateFiles Files, Template Template)?> FindOrMakeAsync(
        UpRequest request, PreparedMachine prepared, MachineLaunch launch, IBootReporter reporter, CancellationToken cancellationToken)
    {
        if (!request.IsFromTemplate || prepared.Config.Mounts.Count > 0)
        {
            return null; // a machine with directories of the host is one of its kind
        }

        var version = await QemuVersion.AskAsync(processes, launch.Architecture.Executable, cancellationToken);
        var key = TemplateStore.KeyOf(prepared.Image.Id, version, QemuCommandLine.GuestSide(launch));
        await maker.RemoveLeftoversAsync(cancellationToken);
        if (templates.Find(key) is { } there)
        {
            return there;
        }

        reporter.Note("The first machine of this kind takes longer: a template is made, from which it and all others start.");
        try
        {
            await maker.MakeAsync(prepared.Image, launch, key, reporter, cancellationToken);
            return templates.Find(key);
        }
        catch (Exception failure) when (failure is LauncherException { ExitCode: not ExitCodes.AgentOfAnotherAge } or IOException or UnauthorizedAccessException)
        {
            reporter.Note($"{failure.Message} The machine boots without one.");
            return null;
        }
    }
}
