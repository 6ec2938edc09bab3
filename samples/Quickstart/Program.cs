using Pockr.Sdk.Sandboxes;

await using var sandbox = await Sandbox.CreateAsync(new() { Image = "busybox" });
var result = await sandbox.RunAsync("echo $((6 * 7))");
Console.WriteLine(result.Stdout);
