using Pockr.Contracts;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>A sandbox, as <c>sandbox info --json</c> prints it: contract, members are added and never renamed.</summary>
/// <param name="Sandbox">How it is.</param>
/// <param name="Stats">What it uses, if it runs.</param>
/// <param name="Processes">What runs in it, if it runs.</param>
internal sealed record SandboxReport(SandboxInfo Sandbox, ContainerStats? Stats = null, IReadOnlyList<ContainerProcess>? Processes = null);
