using Pockr.GuestAgent;

await using var app = GuestAgentApp.Create(args);
await app.RunAsync();
