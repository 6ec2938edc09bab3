using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;

(string Student, string Program)[] answers =
[
    ("ada", "read a b; echo $((a + b))"),
    ("bob", "read a b; echo $((a - b))"),
    ("eve", "while :; do :; done"),
];

// Each answer runs in a sandbox of its own, with limits. The pool has the next ones ready.
await using var host = await PockrHost.StartAsync();
await using var pool = new SandboxPool(
    host.Sandboxes, new() { Image = "busybox", Network = "none", MemoryBytes = 64 << 20, PidsLimit = 64 }, size: 2);

foreach (var line in await Task.WhenAll(answers.Select(answer => GradeAsync(answer.Student, answer.Program))))
{
    Console.WriteLine(line);
}

async Task<string> GradeAsync(string student, string program)
{
    await using var sandbox = await pool.TakeAsync();
    var result = await sandbox.RunAsync(new SandboxRun(["sh", "-c", program], Stdin: "2 3\n", TimeoutSeconds: 5));
    return $"{student}: {(result.TimedOut ? "too slow" : result is { Ok: true, Stdout: "5\n" } ? "right" : "wrong")}";
}
