namespace Pockr.Contracts;

/// <summary>Answer of <c>GET /health</c>. The first three members are those of Pockr's original agent.</summary>
/// <param name="Status"><c>ok</c> when containers can be run; <c>degraded</c> while <paramref name="WaitingFor"/> is not there yet.</param>
/// <param name="Runtime">Always <c>docker</c>.</param>
/// <param name="Version">Version of dockerd, or <c>unknown</c> while it does not answer.</param>
/// <param name="WaitingFor">The part that is not ready (<c>dockerd</c> or <c>token</c>), or <see langword="null"/> when all are.</param>
/// <param name="Settings">Revision of the machine's settings, if it was given any; see <see cref="SystemSettings"/>.</param>
public sealed record Health(string Status, string Runtime, string Version, string? WaitingFor = null, string? Settings = null)
{
    /// <summary>Value of <see cref="Status"/> when everything is ready.</summary>
    public const string Ok = "ok";

    /// <summary>Value of <see cref="Status"/> while a part is missing.</summary>
    public const string Degraded = "degraded";
}
