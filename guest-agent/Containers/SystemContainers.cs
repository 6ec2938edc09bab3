using System.Net;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>Makes of a container one that boots a system: what its init takes for granted is there.</summary>
internal sealed class SystemContainers(DockerEngine engine, ContainerFactory factory)
{
    private const string UsualInit = "/sbin/init";
    private const string Runtime = "system";
    private const int StopSeconds = 30;

    // How an init knows that there is no hardware to look after (systemd's CONTAINER_INTERFACE.md); OpenRC reads it as well.
    private static readonly string[] s_environment = ["container=oci"];

    // In a process namespace of its own, reboot(2) ends that and no more. Without the right to it, most inits end everything but themselves.
    private const string Reboot = "SYS_BOOT";

    private static readonly Dictionary<string, string> s_memory = new() { ["/run"] = "exec,mode=755", ["/run/lock"] = "", ["/tmp"] = "exec" };

    public async Task<ContainerSpec> PrepareAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        var program = spec.Cmd is [var first, ..] ? first : UsualInit;
        var init = SystemInit.Of(await FindProgramAsync(spec.Image, program, cancellationToken));
        return spec with
        {
            Entrypoint = [""], // the image's own would be started in the init's place
            Cmd = spec.Cmd is { Count: > 0 } ? spec.Cmd : [program],
            Env = [.. s_environment, .. spec.Env ?? []],
            Tty = true,
            StopSignal = spec.StopSignal ?? init.StopSignal,
            StopTimeout = spec.StopTimeout ?? StopSeconds,
            Labels = new Dictionary<string, string>(spec.Labels ?? new Dictionary<string, string>()) { [SystemInit.Label] = init.Name },
            HostConfig = spec.HostConfig! with
            {
                Runtime = Runtime,
                Tmpfs = Memory(spec.HostConfig),
                CapAdd = [Reboot, .. spec.HostConfig.CapAdd ?? []],
            },
        };
    }

    // What the request mounts itself is as it wants it: dockerd takes one mount for each path.
    private static Dictionary<string, string> Memory(HostSpec host)
    {
        var own = host.Tmpfs ?? new Dictionary<string, string>();
        var taken = (host.Mounts ?? []).Select(mount => mount.Target).Concat(own.Keys).Select(path => path.TrimEnd('/')).ToHashSet();
        return new Dictionary<string, string>([.. own, .. s_memory.Where(memory => !taken.Contains(memory.Key))]);
    }

    // dockerd shows the files of containers only, so there is one for a moment; it is never started.
    private async Task<string> FindProgramAsync(string image, string program, CancellationToken cancellationToken)
    {
        var looked = await factory.CreateAsync(name: null, new ContainerSpec { Image = image, Entrypoint = [program] }, cancellationToken);
        try
        {
            await using var archive = await engine.Archives.ReadAsync(looked.Id, program, cancellationToken);
            return archive.Stat.LinkTarget is { Length: > 0 } target ? target : program;
        }
        catch (EngineException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            throw new ProblemException(Problems.NoInit(image, program));
        }
        finally
        {
            await factory.DiscardAsync(looked.Id);
        }
    }
}
