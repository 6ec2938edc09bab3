using Pockr.Client;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.Sdk.Hosts;

/// <summary>Which machine of this host is meant, and what it is like if it is new.</summary>
public sealed record HostOptions
{
    /// <summary>Name of the machine, of <c>a-z</c>, <c>0-9</c> and <c>-</c>, up to 32; the one that <c>pockr</c> means, too.</summary>
    public string Machine { get; init; } = "default";

    /// <summary>Directory machines are kept in; <c>POCKR_HOME</c>, or the usual one, if absent.</summary>
    public string? Home { get; init; }

    /// <summary>Directory of the image a new machine is made of; the one that is installed, or <c>POCKR_IMAGE</c>, if absent.</summary>
    public string? Image { get; init; }

    /// <summary>Processors of the machine, if they are to be other than they are; a machine that runs keeps those it has.</summary>
    public int? Cpus { get; init; }

    /// <summary>Memory of the machine in MiB, if it is to be other than it is; a machine that runs keeps what it has.</summary>
    public int? MemoryMiB { get; init; }

    /// <summary>Whether what the machine writes is to be gone when it ends.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>
    /// The <c>pockr</c> that is left with the machine in the background; the one beside this program, or on <c>PATH</c>, if absent. Without
    /// any, this program keeps the published ports right itself, as long as it has the host.
    /// </summary>
    public string? Program { get; init; }

    /// <summary>Told how a machine comes up, a sentence each.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>
    /// Makes what requests to a machine that is up are sent with, in place of <see cref="PockrClient.CreateTransport"/>. Whoever is given a
    /// request is given the machine's token.
    /// </summary>
    public Func<HttpMessageHandler>? Transport { get; init; }

    /// <summary>Checks what can be known before a machine is looked for: its name, its processors and its memory.</summary>
    /// <exception cref="MachineException">One of them cannot be.</exception>
    public void Validate()
    {
        const int LeastMemoryMiB = 1; // what an image needs is known when it is found
        try
        {
            _ = MachineName.Parse(Machine);
            var config = new MachineConfig { Image = "", Cpus = Cpus ?? 1, MemoryMiB = MemoryMiB ?? LeastMemoryMiB };
            var findings = config.Validate(HostResources.OfThisHost(), LeastMemoryMiB).ToList();
            if (findings.Count > 0)
            {
                throw Failures.InvalidSettings(findings);
            }
        }
        catch (LauncherException failure)
        {
            throw new MachineException(failure);
        }
    }
}
