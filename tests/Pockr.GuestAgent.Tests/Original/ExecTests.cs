using System.Diagnostics;
using System.Net;
using System.Text;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Original;

public sealed class ExecTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Exec_AnswersBothStreamsAndTheExitCodeThatComesLate()
    {
        var looks = 0;
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            await connection.WriteAsync(
                request switch
                {
                    "POST /containers/web/exec" => Encoding.UTF8.GetBytes(Answer(201, """{"Id":"e1"}""")),
                    "POST /exec/e1/start" => RawStream(Frame(1, "out\n"), Frame(2, "err\n")),
                    "GET /exec/e1/json" when Interlocked.Increment(ref looks) == 1 =>
                        Encoding.UTF8.GetBytes(Answer(200, """{"ID":"e1","Running":true,"ExitCode":null,"Pid":4194304}""")),
                    "GET /exec/e1/json" => Encoding.UTF8.GetBytes(Answer(200, """{"ID":"e1","Running":false,"ExitCode":3,"Pid":4194304}""")),
                    _ => Encoding.UTF8.GetBytes(EngineScripts.Ready(request)),
                },
                Cancellation);
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, body) = await agent.PostJsonAsync("/exec", """{"name":"web","cmd":"whatever"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"stdout":"out\n","stderr":"err\n","exitCode":3}""", body.ToJsonString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_ThatTakesTooLong_IsEndedFromOutside()
    {
        using var process = Process.Start("setsid", ["sh", "-c", "sleep 600 & sleep 600"]);
        await using var script = ScriptOfAnExec(process.Id);
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath, settings: "--CommandTimeoutSeconds=0.5");

        var (status, body) = await agent.PostJsonAsync("/exec", """{"name":"web","cmd":"sleep 600"}""");

        Assert.Equal((HttpStatusCode.GatewayTimeout, "Exec timed out"), (status, (string?)body["detail"]));
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(137, process.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task V1Exec_WhoseCallerGoesAway_IsEndedFromOutside()
    {
        using var process = Process.Start("sleep", "600");
        await using var script = ScriptOfAnExec(process.Id);
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/containers/web/exec")
        {
            Content = new StringContent("""{"cmd":["sleep","600"]}""", Encoding.UTF8, "application/json"),
        };

        var response = await agent.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        response.Dispose();

        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(137, process.ExitCode);
    }

    private static ScriptedEngine ScriptOfAnExec(int processId)
    {
        return new ScriptedEngine(async (request, connection) =>
        {
            if (request == "POST /exec/e1/start")
            {
                await connection.WriteAsync(RawStream(), Cancellation);
                await connection.CopyToAsync(Stream.Null, Cancellation); // until the agent gives up
                return;
            }

            await connection.WriteAsync(
                Encoding.UTF8.GetBytes(request switch
                {
                    "POST /containers/web/exec" => Answer(201, """{"Id":"e1"}"""),
                    "GET /exec/e1/json" => Answer(200, $$"""{"ID":"e1","Running":true,"ExitCode":null,"Pid":{{processId}}}"""),
                    _ => EngineScripts.Ready(request),
                }),
                Cancellation);
        });
    }
}
