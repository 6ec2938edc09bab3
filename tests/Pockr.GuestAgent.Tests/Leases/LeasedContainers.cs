using Pockr.EngineClient.Tests;

namespace Pockr.GuestAgent.Tests.Leases;

/// <summary>A dockerd with a container that a lease keeps, and one that was made of a snapshot of such a container.</summary>
internal sealed class LeasedContainers
{
    public const string Lease = "0123456789abcdef0123456789abcdef";

    private readonly TaskCompletionSource<string> _removed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failures;

    /// <summary>The request that removed the first.</summary>
    public Task<string> Removed => _removed.Task;

    /// <summary>How often it cannot say what there is.</summary>
    public int Failures { set => _failures = value; }

    public string Answer(string request)
    {
        var line = Uri.UnescapeDataString(request);
        return line switch
        {
            _ when line.StartsWith("DELETE /containers/", StringComparison.Ordinal) => Remove(request),
            "GET /images/snapshot/json" => Image($"\"pockr.lease\":\"{Lease}\""),
            "GET /images/image/json" => Image(""),
            _ when !line.StartsWith("GET /containers/json?", StringComparison.Ordinal) => EngineScripts.Ready(request),
            _ when Interlocked.Decrement(ref _failures) >= 0 => Answer(500, """{"message":"starting"}"""),
            _ when line.Contains("pockr.lease", StringComparison.Ordinal) => Answer(200, $"[{Container("c0", "snapshot")},{Container("c1", "image")}]"),
            _ => Answer(200, "[]"),
        };
    }

    private string Remove(string request)
    {
        _removed.TrySetResult(request);
        return Answer(204, "");
    }

    private static string Answer(int status, string body) => ScriptedEngine.Answer(status, body);

    private static string Image(string labels) => Answer(200, $$"""{"Id":"sha256:1","Config":{"Labels":{{{labels}}} } }""");

    private static string Container(string id, string image) =>
        $$"""{"Id":"{{id}}","Names":["/{{id}}"],"Image":"i","ImageID":"{{image}}","Command":"c","State":"running","Status":"Up","Created":1,"Ports":[],"Labels":{"pockr.lease":"{{Lease}}"} }""";
}
