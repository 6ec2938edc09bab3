using System.Net.Sockets;
using Pockr.EngineClient.Tests;

namespace Pockr.Fuzz.Tests.Hosts;

/// <summary>An engine for all inputs, to which whatever came before must not matter; it ends with the process, and leaves nothing.</summary>
internal static class LastingEngine
{
    public static ScriptedEngine Start(Func<string, NetworkStream, Task> script)
    {
        var engine = new ScriptedEngine(script);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => engine.DisposeAsync().AsTask().Wait();
        return engine;
    }
}
