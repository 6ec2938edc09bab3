using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines.Agent;
using Pockr.Testing;

namespace Pockr.HostLauncher.Tests.Machines;

public sealed class BlockingTransportTests : IAsyncLifetime
{
    private FakeAgent _agent = null!;
    private PockrClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _agent = await FakeAgent.StartAsync();
        _client = new PockrClient(_agent.Url, "secret", new BlockingTransport());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _agent.DisposeAsync();
    }

    [Fact]
    public async Task Requests_GoOverOneConnection_WithTokenAndBody()
    {
        var ports = new List<int>();
        _agent.On("GET /v1/containers", """[]""").On("POST /v1/containers", async context =>
        {
            ports.Add(context.Connection.RemotePort);
            context.Response.StatusCode = StatusCodes.Status201Created;
            await context.Response.WriteAsync("""{"id":"c1","warnings":[]}""");
        }).On("POST /v1/containers/c1/start", context =>
        {
            ports.Add(context.Connection.RemotePort);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });

        Assert.Empty(await _client.Containers.ListAsync(all: true, cancellationToken: Cancellation));
        Assert.Equal("c1", (await _client.Containers.CreateAsync(new CreateContainerRequest("büsybox"), Cancellation)).Id);
        await _client.Containers.StartAsync("c1", Cancellation);

        var requests = _agent.Requests.ToArray();
        Assert.Equal(["GET /v1/containers?all=true", "POST /v1/containers/c1/start"], [requests[0], requests[2]]);
        Assert.Equal("büsybox", (string?)JsonNode.Parse(requests[1]["POST /v1/containers ".Length..])!["image"]);
        Assert.All(_agent.Authorizations, authorization => Assert.Equal("Bearer secret", authorization));
        Assert.Single(ports.Distinct());
    }

    [Fact]
    public async Task WhenThereIsNoRoomForTheConnection_ItIsTriedAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the kernel alone tries again.");
        using var full = await FullListener.StartAsync(Cancellation);

        var opening = Task.Run(() => BlockingConnection.Open(full.Url, Cancellation), Cancellation);
        await full.AcceptUntilAsync(opening, Cancellation);

        using var connection = await opening;
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task WhoIsNoLongerWaitedFor_StopsConnecting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere connecting is not cut short.");
        using var full = await FullListener.StartAsync(Cancellation);
        using var cancel = new CancellationTokenSource();

        var opening = Task.Run(() => BlockingConnection.Open(full.Url, cancel.Token), Cancellation);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task Output_ComesPieceByPiece_ToItsEnd()
    {
        var go = new TaskCompletionSource();
        _agent.On("POST /v1/containers/c1/exec", async context =>
        {
            await context.Response.WriteAsync("""{"stream":"stdout","text":"one"}""" + "\n");
            await context.Response.Body.FlushAsync();
            await go.Task;
            await context.Response.WriteAsync(string.Concat("""{"stream":"stdout","text":""", '"', new string('x', 100_000), "\"}\n{\"exitCode\":3}\n"));
        });

        var texts = new List<string?>();
        await foreach (var frame in _client.Containers.ExecAsync("c1", new ExecRequest(["true"]), Cancellation))
        {
            go.TrySetResult();
            texts.Add(frame.Text ?? $"{frame.ExitCode}");
        }

        Assert.Equal(["one", new string('x', 100_000), "3"], texts);
    }

    [Fact]
    public async Task AProblem_IsToldAsEver()
    {
        _agent.On("POST /v1/containers/c1/start", """{"code":"ContainerNotFound","detail":"None.","remedy":"Look.","status":404}""", 404);

        var problem = await Assert.ThrowsAsync<ResourceNotFoundException>(() => _client.Containers.StartAsync("c1", Cancellation));

        Assert.Equal("None.", problem.Message);
    }

    [Fact]
    public async Task WhoIsInterrupted_DoesNotWaitForTheAnswer()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _agent.On("GET /v1/containers", async context =>
        {
            interruption.Cancel();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => _client.Containers.ListAsync(all: true, cancellationToken: interruption.Token), Cancellation));
    }

    [Fact]
    public async Task OutputThatIsInterrupted_IsNotWaitedFor()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _agent.On("POST /v1/containers/c1/exec", async context =>
        {
            await context.Response.WriteAsync("""{"stream":"stdout","text":"one"}""" + "\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(ReadAsync, Cancellation));

        async Task ReadAsync()
        {
            await foreach (var frame in _client.Containers.ExecAsync("c1", new ExecRequest(["true"]), interruption.Token))
            {
                Assert.Equal("one", frame.Text);
                interruption.CancelAfter(1);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 2\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n[]\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n[]")]
    public async Task AnAnswerThatIsNone_OrNotWhole_IsTold(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, answer);
        using var client = new PockrClient(new Uri($"http://{listener.LocalEndpoint}"), "secret", new BlockingTransport());

        await Assert.ThrowsAsync<AgentUnreachableException>(() => Task.Run(() => client.Containers.ListAsync(all: true, cancellationToken: Cancellation), Cancellation));

        await answering;
    }

    [Theory]
    [InlineData("", typeof(AgentUnreachableException))]
    [InlineData("HTTP/1.1 200 OK\r\n", typeof(AgentUnreachableException))]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", typeof(AgentUnreachableException))]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}", typeof(StreamCutException))]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", typeof(StreamCutException))]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n", typeof(StreamCutException))]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>", typeof(PockrException))]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 60\r\n\r\n<html>", typeof(PockrException))]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", typeof(StreamCutException))]
    public async Task OutputThatIsNone_OrNotWhole_IsTold(string answer, Type failure)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, answer);
        using var client = new PockrClient(new Uri($"http://{listener.LocalEndpoint}"), "secret", new BlockingTransport());

        Assert.Equal(failure, (await Assert.ThrowsAnyAsync<PockrException>(() => Task.Run(ReadAsync, Cancellation))).GetType());

        await answering;

        async Task ReadAsync()
        {
            await foreach (var _ in client.Containers.ExecAsync("c1", new ExecRequest(["true"]), Cancellation))
            {
            }
        }
    }

    [Fact]
    public async Task ARunThatIsRefused_IsToldAsEver_AndOneThatIsNotHasItsContainer()
    {
        _agent.On("POST /v1/containers/run", """{"code":"ImageNotFound","detail":"No image.","remedy":"Pull it.","status":404}""", 404);
        var problem = await Assert.ThrowsAsync<ResourceNotFoundException>(() => _client.Containers.RunAsync(new CreateContainerRequest("x"), Cancellation));
        Assert.Equal(("No image.", "Pull it."), (problem.Message, problem.Remedy));

        _agent.On("POST /v1/containers/run", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (StatusCodes.Status201Created, "/v1/containers/c1");
            return context.Response.WriteAsync("{\"exitCode\":3}\n");
        });
        var run = await _client.Containers.RunAsync(new CreateContainerRequest("x"), Cancellation);
        await using var output = run.Output;
        Assert.Equal(("c1", 3), (run.Id, output.ToBlockingEnumerable(Cancellation).Single().ExitCode));
        Assert.All(_agent.Authorizations, authorization => Assert.Equal("Bearer secret", authorization));
    }

    [Fact]
    public async Task EndlessHeads_AreNotRead()
    {
        await AnAnswerThatIsNone_OrNotWhole_IsTold($"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}\r\n\r\n[]");
        await AnAnswerThatIsNone_OrNotWhole_IsTold($"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat("X: y\r\n", 1000))}\r\n[]");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\n[\r\n1\r\n]\r\n0\r\nTrailer: z\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 2\n\n[]")]
    public async Task WholeAnswers_AreRead_HoweverTheyEnd(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, answer);
        using var client = new PockrClient(new Uri($"http://{listener.LocalEndpoint}"), "secret", new BlockingTransport());

        Assert.Empty(await Task.Run(() => client.Containers.ListAsync(all: true, cancellationToken: Cancellation), Cancellation));

        await answering;
    }

    [Fact]
    public async Task AConnectionThatWasClosedMeanwhile_IsReplaced()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new PockrClient(new Uri($"http://{listener.LocalEndpoint}"), "secret", new BlockingTransport());
        for (var request = 0; request < 2; request++)
        {
            var answering = AnswerAsync(listener, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");

            Assert.Empty(await Task.Run(() => client.Containers.ListAsync(all: true, cancellationToken: Cancellation), Cancellation));

            await answering; // and with it the connection is closed
        }
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var socket = await listener.AcceptSocketAsync(Cancellation);
        await socket.ReceiveAsync(new byte[4096], Cancellation);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(answer), Cancellation);
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The reader has had enough.
        }
    }
}
