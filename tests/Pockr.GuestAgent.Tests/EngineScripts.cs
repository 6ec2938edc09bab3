using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests;

/// <summary>Answers that every dockerd gives.</summary>
internal static class EngineScripts
{
    public static string Ready(string request) => request switch
    {
        "GET /_ping" => Answer(200, "OK", "text/plain"),
        "GET /version" => Answer(200, """{"Version":"26.1.5","ApiVersion":"1.45","MinAPIVersion":"1.24","Components":[{"Name":"Engine"},{"Name":"containerd"}]}"""),
        _ => Answer(500, $$"""{"message":"not in the script: {{request}}"}"""),
    };
}
