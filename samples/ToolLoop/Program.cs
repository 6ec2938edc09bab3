using Pockr.Sdk.Sandboxes;

// What a model can ask for. Whatever it asks, it is done in a sandbox with no network, and with limits.
await using var sandbox = await Sandbox.CreateAsync(new() { Image = "busybox", Network = "none", MemoryBytes = 128 << 20, PidsLimit = 64 });
var tools = new Dictionary<string, Func<string, string, Task<string>>>
{
    ["write"] = async (path, text) =>
    {
        await sandbox.Files.WriteTextAsync(path, text);
        return "written";
    },
    ["run"] = async (code, _) =>
    {
        var result = await sandbox.RunAsync(code);
        return $"exit code {result.ExitCode}\n{result.Stdout}{result.Stderr}".TrimEnd();
    },
};

string? seen = null;
while (Ask(seen) is var (tool, argument, text))
{
    seen = await tools[tool](argument, text);
    Console.WriteLine($"{tool} {argument}: {seen}");
}

// In place of a model: it makes a mistake, sees it, and mends it.
static (string Tool, string Argument, string Text)? Ask(string? seen) => seen switch
{
    null => ("write", "/tmp/sum.sh", "expr $1 + $2 + $3\n"),
    "written" => ("run", "sh /tmp/sum.sh 20 22", ""),
    _ when seen.StartsWith("exit code 2", StringComparison.Ordinal) => ("write", "/tmp/sum.sh", "expr $1 + $2\n"),
    _ => null,
};
