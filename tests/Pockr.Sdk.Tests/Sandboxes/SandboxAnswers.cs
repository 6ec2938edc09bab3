namespace Pockr.Sdk.Tests.Sandboxes;

/// <summary>What the agent says of containers that are sandboxes.</summary>
internal static class SandboxAnswers
{
    public static string Details(string name, bool isPersistent) => Details(
        name, $$"""{"pockr.sandbox":"","pockr.sandbox.timeout-seconds":"7","pockr.sandbox.persistent":"{{(isPersistent ? "true" : "false")}}"}""");

    public static string Details(string name, string labels) => $$"""
        {"id":"c1","name":"{{name}}","image":"pockr/minimal-python","imageId":"sha256:1","command":["sleep"],"createdAt":"2026-01-01T00:00:00Z",
         "state":{"status":"running","running":true,"exitCode":0,"oomKilled":false},"restartCount":0,"env":[],"workDir":"/home/sandbox","user":"",
         "hostname":"h","labels":{{labels}},"ports":[],"mounts":[],"networks":[],"limits":{},"restartPolicy":{"name":"no","maximumRetryCount":0},
         "autoRemove":false,"readOnlyRoot":false,"privileged":false,"openStdin":false,"tty":false}
        """;
}
