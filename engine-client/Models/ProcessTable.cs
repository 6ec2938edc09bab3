namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /containers/{id}/top</c>.</summary>
/// <param name="Titles">Titles of the columns.</param>
/// <param name="Processes">Rows; the last column has the rest of the line.</param>
public sealed record ProcessTable(IReadOnlyList<string> Titles, IReadOnlyList<IReadOnlyList<string>>? Processes);
