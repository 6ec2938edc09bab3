using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>A machine as somebody has it who runs a small shop on it: what the pictures of the dashboard show.</summary>
internal sealed class PicturedShop(DashboardVm vm)
{
    private const string Serve = """
        echo "Welcome to the shop." >/root/index.html
        n=0
        while :; do
          n=$((n + 1))
          echo "GET /products/$((n * 37 % 90)) 200 $((n * 13 % 40 + 3)) ms"
          [ $((n % 7)) = 0 ] && echo "GET /cart 500 no price for item $((n % 90))" >&2
          sleep 0.5
        done
        """;

    private const string Pack = """
        while :; do
          echo "order $RANDOM is packed"
          head -c 4000000 /dev/zero | sha256sum >/dev/null
          sleep 1
        done
        """;

    public async Task FillAsync()
    {
        await BuildAsync("shop/database:17", "database");
        await BuildAsync("shop/worker:1.4", "worker");
        await BuildAsync("shop/web:1.4", "web");
        await vm.Cli.MustAsync("tag", "shop/web:1.4", "shop/web:latest");
        await vm.Cli.MustAsync("network", "create", "--subnet", "10.20.0.0/24", "shop");
        await vm.Cli.MustAsync("network", "create", "--internal", "backoffice");
        await vm.Cli.MustAsync("volume", "create", "uploads");
        await RunAsync("migrate", "shop/worker:1.4", "echo all tables are there", """{"network":"shop"}""");
        await RunAsync("report", "shop/worker:1.4", "dd if=/dev/zero of=/dev/null bs=256M count=1", """{"memoryBytes":67108864,"memorySwapBytes":67108864}""");
        await RunAsync("database", "shop/database:17", "sleep 86400", """{"network":"shop","mounts":[{"type":"volume","source":"orders","target":"/var/lib/orders"}]}""");
        await RunAsync("worker", "shop/worker:1.4", Pack, """{"network":"shop","memoryBytes":134217728,"cpus":0.5}""");
        await RunAsync("web", "shop/web:1.4", Serve, $$"""
            {"network":"shop","env":["LANGUAGE=en"],"ports":[{"hostPort":{{HostPort.FindFree()}},"containerPort":80}],
             "mounts":[{"type":"volume","source":"uploads","target":"/root/uploads"}]}
            """);
    }

    private async Task BuildAsync(string image, string part)
    {
        var recipe = await Tars.OfAsync(("Dockerfile", $"FROM busybox\nENV PART={part}\nCOPY Dockerfile /root/Dockerfile\nCMD [\"sh\", \"/root/{part}.sh\"]\n"));
        var built = await vm.Cli.PipeAsync(recipe, "build", "-t", image, "--network", "none", "-q", "-");
        Assert.True(built.ExitCode == 0, built.ToString());
    }

    /// <summary>Runs a script; the container's command is only its name.</summary>
    private async Task RunAsync(string name, string image, string script, string settings)
    {
        var body = JsonNode.Parse(settings)!.AsObject();
        (body["name"], body["image"], body["stopTimeoutSeconds"]) = (name, image, 0);
        body["cmd"] = new JsonArray("sh", $"/root/{name}.sh");
        await SendAsync(HttpMethod.Post, "/v1/containers", body.ToJsonString());
        await SendAsync(HttpMethod.Put, $"/v1/containers/{name}/files?path=/root/{name}.sh", script);
        await SendAsync(HttpMethod.Post, $"/v1/containers/{name}/start", "");
    }

    private async Task SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, method == HttpMethod.Put ? "application/octet-stream" : "application/json") };
        using var answer = await vm.Api.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }
}
