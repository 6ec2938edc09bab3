namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /exec/{id}/json</c>.</summary>
/// <param name="Running">Whether its process runs; for a moment still true when its output has ended.</param>
/// <param name="ExitCode">Null until it has ended.</param>
/// <param name="Pid">Its process in the machine's own numbering; 0 before it is started.</param>
public sealed record ExecDetails(bool Running, int? ExitCode, int Pid);
