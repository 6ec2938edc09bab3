namespace Pockr.HostLauncher.Services;

/// <summary>A service of a system in a container.</summary>
/// <param name="Name">Its name, as the system's own tool wants it.</param>
/// <param name="State">What it does, in the tool's word, such as <c>running</c>, <c>exited</c>, <c>failed</c>, <c>started</c> or <c>stopped</c>.</param>
/// <param name="Start">Whether it starts with the system, in the tool's words, such as <c>enabled</c> or the runlevel; empty if it does not.</param>
internal sealed record Service(string Name, string State, string Start);
