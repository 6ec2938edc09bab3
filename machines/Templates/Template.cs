namespace Pockr.Machines.Templates;

/// <summary>A machine that had booted and was nobody yet; <c>template.json</c>.</summary>
/// <param name="Image">The image it was made of.</param>
/// <param name="Memory">What its memory fits to.</param>
internal sealed record Template(string Image, SuspendedMemory Memory);
