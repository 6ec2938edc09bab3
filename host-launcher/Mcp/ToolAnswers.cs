namespace Pockr.HostLauncher.Mcp;

/// <summary>A sandbox, as the model sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>running</c>, <c>exited</c>, or what else Docker calls it.</param>
/// <param name="Image">Image it is made of.</param>
/// <param name="Profile">Its profile, if it has one.</param>
/// <param name="CreatedAt">Time it was made, UTC.</param>
/// <param name="Ports">Its ports that are published.</param>
internal sealed record ToolSandbox(string Name, string State, string Image, string? Profile, DateTimeOffset CreatedAt, IReadOnlyList<int> Ports);

/// <summary>All sandboxes there are.</summary>
internal sealed record ToolSandboxes(IReadOnlyList<ToolSandbox> Sandboxes);

/// <summary>A sandbox that is gone.</summary>
internal sealed record ToolRemoval(string Removed);

/// <summary>A command that has ended.</summary>
/// <param name="Stdout">What it wrote, as far as it is here.</param>
/// <param name="Stderr">What it wrote to standard error, likewise.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="TimedOut">Whether it was ended because its time was over.</param>
/// <param name="Truncated">Whether it wrote more.</param>
/// <param name="Note">What the model is to make of that.</param>
internal sealed record ToolRun(string Stdout, string Stderr, int ExitCode, bool TimedOut, bool Truncated, string? Note);

/// <summary>A file, or a part of it.</summary>
/// <param name="Content">Text, or Base64.</param>
/// <param name="Encoding"><c>utf-8</c> or <c>base64</c>.</param>
/// <param name="Bytes">How many bytes of the file it is.</param>
/// <param name="Truncated">Whether there is more.</param>
/// <param name="NextOffset">Where that begins.</param>
internal sealed record ToolContent(string Content, string Encoding, int Bytes, bool Truncated, long? NextOffset);

/// <summary>A file that was written.</summary>
internal sealed record ToolWritten(string Path, int Bytes);

/// <summary>What is in a directory.</summary>
internal sealed record ToolListing(IReadOnlyList<ToolFile> Entries, bool Truncated);

/// <summary>An entry of a directory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>file</c>, <c>directory</c>, <c>link</c> or <c>other</c>.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Mode">Permissions in octal digits.</param>
/// <param name="ModifiedAt">Time of the last change.</param>
/// <param name="LinkTarget">Text of a symbolic link.</param>
internal sealed record ToolFile(string Name, string Type, long SizeBytes, string Mode, DateTimeOffset ModifiedAt, string? LinkTarget);

/// <summary>Where published ports are.</summary>
internal sealed record ToolPorts(IReadOnlyList<ToolPort> Ports);

/// <summary>A published port.</summary>
/// <param name="Port">Port in the sandbox.</param>
/// <param name="HostAddress">Address of this host.</param>
/// <param name="HostPort">Port of this host.</param>
/// <param name="Open">Whether it leads to the sandbox; not if another program has taken it.</param>
internal sealed record ToolPort(int Port, string HostAddress, int HostPort, bool Open);
