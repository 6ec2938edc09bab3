using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Docker;

/// <summary>dockerd's own API, whole: a tunnel to its socket, and its paths below <c>/docker</c> for clients that only know HTTP.</summary>
internal static class DockerApi
{
    private static readonly string[] s_protocols = ["pockr-docker", "tcp"];

    public static void MapDocker(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/docker/tunnel", Tunnel).WithName("OpenDockerTunnel").WithTags("Docker");
        routes.Map($"{DockerRequestHead.Prefix}/{{**path}}", Proxy).WithName("CallDocker").WithTags("Docker");
    }

    private static async Task Tunnel(HttpContext context, DockerSocket docker)
    {
        var protocol = context.Request.Headers.Upgrade.ToString();
        if (!IsUpgrade(context.Request) || !s_protocols.Contains(protocol, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(Problems.UpgradeRequired(s_protocols[0]));
        }

        using var engine = await docker.OpenAsync(default, context.RequestAborted);
        var switched = $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\n\r\n";
        await RelayUpgradedAsync(context, engine, Encoding.ASCII.GetBytes(switched));
    }

    private static Task Proxy(HttpContext context, DockerSocket docker)
    {
        return IsUpgrade(context.Request) ? ProxyUpgradeAsync(context, docker) : ProxyRequestAsync(context, docker);
    }

    private static async Task ProxyUpgradeAsync(HttpContext context, DockerSocket docker)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var head = DockerRequestHead.Write(context.Request, InputKind.Raw, body.Length);
        using var engine = await docker.OpenAsync((byte[])[.. head, .. body.ToArray()], context.RequestAborted);
        await RelayUpgradedAsync(context, engine, answer: default);
    }

    private static async Task ProxyRequestAsync(HttpContext context, DockerSocket docker)
    {
        var request = context.Request;
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var kind = request.Headers.TransferEncoding.Count > 0 ? InputKind.ChunkedBody : InputKind.Body;
        var head = DockerRequestHead.Write(request, kind, request.ContentLength);
        using var engine = await docker.OpenAsync(head, context.RequestAborted);
        if (request.Headers.Expect.Count > 0)
        {
            // Reading makes Kestrel send its '100 Continue', which must not get between the bytes of dockerd's answer.
            var first = await request.BodyReader.ReadAsync(context.RequestAborted);
            request.BodyReader.AdvanceTo(first.Buffer.Start);
        }

        await RelayAsync(context, engine, new EngineInput(request.BodyReader, engine, kind), answer: default, context.RequestAborted);
    }

    // The client's end of sending counts as its having gone for Kestrel, so its token for that is not asked here.
    private static Task RelayUpgradedAsync(HttpContext context, Socket engine, ReadOnlyMemory<byte> answer)
    {
        var input = context.Features.GetRequiredFeature<TakeableConnection>().Input;
        return RelayAsync(context, engine, new EngineInput(input, engine, InputKind.Raw), answer, CancellationToken.None);
    }

    private static async Task RelayAsync(
        HttpContext context, Socket engine, EngineInput input, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var client = context.Features.GetRequiredFeature<TakeableConnection>().Take();
        await new DockerRelay(client, engine).RunAsync(input, answer, ending.Token);
        context.Abort(); // for Kestrel, which is not to answer any more
    }

    private static bool IsUpgrade(HttpRequest request)
    {
        return request.Headers.Upgrade.Count > 0
            && request.Headers.GetCommaSeparatedValues(HeaderNames.Connection).Contains("Upgrade", StringComparer.OrdinalIgnoreCase);
    }
}
