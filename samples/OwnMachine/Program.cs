using Pockr.Sdk.Sandboxes;

// A kernel and a Docker of its own: what is done to them is done to nobody else.
await using var sandbox = await Sandbox.CreateAsync(new() { Image = "busybox", Isolation = Isolation.Vm });
var result = await sandbox.RunAsync("uptime");
Console.WriteLine(result.Stdout);

Console.WriteLine("Press Enter, and it is gone with its machine.");
Console.ReadLine();
