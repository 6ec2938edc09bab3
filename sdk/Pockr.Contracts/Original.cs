namespace Pockr.Contracts;

// The eight endpoints of Pockr's original agent (AI2TH/Pockr, api_server.py), whose shapes these are.

/// <summary>An entry of <c>GET /containers</c>.</summary>
/// <param name="Name">Name of the container.</param>
/// <param name="Image">Image as it was named.</param>
/// <param name="Status">Docker's text, such as <c>Up 5 seconds</c>.</param>
/// <param name="Ports">Each published port as Docker prints it, such as <c>0.0.0.0:8080->80/tcp</c>.</param>
public sealed record OriginalContainer(string Name, string Image, string Status, IReadOnlyList<string> Ports);

/// <summary>A variable of the environment.</summary>
/// <param name="Key">Name of the variable.</param>
/// <param name="Value">Value of the variable.</param>
public sealed record OriginalVariable(string? Key, string? Value);

/// <summary>A port to publish.</summary>
/// <param name="Host">Port on the machine.</param>
/// <param name="Container">Port in the container.</param>
public sealed record OriginalPort(int? Host, int? Container);

/// <summary>Answer of <c>POST /containers/start</c>.</summary>
/// <param name="Status">Always <c>started</c>.</param>
/// <param name="Name">Name of the container.</param>
/// <param name="Id">64 hexadecimal digits.</param>
public sealed record OriginalStarted(string Status, string Name, string Id);

/// <summary>Answer of <c>POST /containers/stop</c>.</summary>
/// <param name="Status">Always <c>stopped</c>.</param>
/// <param name="Name">Name of the container.</param>
public sealed record OriginalStopped(string Status, string Name);

/// <summary>Answer of <c>POST /images/pull</c>.</summary>
/// <param name="Status">Always <c>pulled</c>.</param>
/// <param name="Image">Image as it was named in the request.</param>
/// <param name="Output">Docker's status lines.</param>
public sealed record OriginalPulled(string Status, string Image, string Output);

/// <summary>Body of <c>POST /vm/exec</c>: a shell command line in the machine itself, as root.</summary>
/// <param name="Cmd">Given to <c>sh -c</c>.</param>
public sealed record OriginalVmExecRequest(string? Cmd);

/// <summary>Answer of <c>POST /exec</c> and <c>POST /vm/exec</c>.</summary>
/// <param name="Stdout">Standard output.</param>
/// <param name="Stderr">Standard error.</param>
/// <param name="ExitCode">Exit code of the command.</param>
public sealed record OriginalExecResult(string Stdout, string Stderr, int ExitCode);
