using Pockr.Sdk.Sandboxes;

await using var sandbox = await Sandbox.CreateAsync(new() { Image = "busybox", Ports = [new(0, 8000)] });
await sandbox.Files.WriteTextAsync("/www/index.html", "<h1>Hello from a sandbox</h1>\n");
await sandbox.RunAsync("httpd -p 8000 -h /www"); // it goes on in the background

var port = (await sandbox.GetInfoAsync()).Ports[0].HostPort;
using var http = new HttpClient();
Console.WriteLine(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")));
