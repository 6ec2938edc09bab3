using Pockr.GuestAgent;

await GuestAgentApp.Create(args).RunAsync();
