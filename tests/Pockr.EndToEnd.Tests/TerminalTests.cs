using System.Net;
using System.Net.WebSockets;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class TerminalTests(RunningVm vm, IdleContainer idle) : IClassFixture<IdleContainer>
{
    [Fact(Timeout = 120_000)]
    public async Task AShell_HasATerminalOfTheSizeGiven_AndTellsItsExitCode()
    {
        using var socket = await OpenAsync("cmd=sh&columns=123&rows=45");
        await socket.TypeAsync("stty size\n");
        await socket.ReadUntilAsync("45 123");

        await socket.ResizeAndExitAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task TheKeysThatDetachInDocker_AreKeysAsOthers()
    {
        using var socket = await OpenAsync("cmd=cat");

        await socket.TypeAsync("\u0010");
        await socket.ReadUntilAsync("^P");
        await socket.TypeAsync("\u0010\u0010x");
        await socket.ReadUntilAsync("^P^Px");
    }

    [Fact(Timeout = 120_000)]
    public async Task AClientThatGoesAway_EndsItsCommand()
    {
        using var socket = await OpenAsync("cmd=sh&cmd=-c&cmd=echo%20ready%3B%20sleep%20546%3B%20true");
        await socket.ReadUntilAsync("ready");
        await socket.CloseAsync();

        string processes;
        do
        {
            processes = (await vm.CurlAsync($"/v1/containers/{idle.Name}/exec/run", """{"cmd":["ps","-o","args"]}""")).Body;
        }
        while (processes.Contains("sleep 546", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task ACommandWithoutATerminal_HasItsUserAndVariables_ItsStreamsApart_AndAnEndOfItsInput()
    {
        using var socket = await OpenAsync(
            "tty=false&streams=true&user=65534&workDir=/tmp&env=A%3Db&cmd=sh&cmd=-c&cmd=" + Uri.EscapeDataString("id -u; echo $A >&2; pwd; cat; exit 4"));
        await socket.TypeAsync("typed");
        await socket.TellAsync("""{"endInput":true}""");

        var text = await socket.ReadUntilAsync("""{"exitCode":4}""");

        Assert.Contains("\u00016553", text, StringComparison.Ordinal);
        Assert.Contains("\u0002b\n", text, StringComparison.Ordinal);
        Assert.Contains("/tmp\n", text, StringComparison.Ordinal);
        Assert.Contains("typed", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task AMessageThatIsNotUnderstood_ClosesAndSaysWhatIs()
    {
        using var socket = await OpenAsync("cmd=cat");
        await socket.TellAsync("""{"resize":{"columns":0,"rows":20}}""");

        var (status, text) = await socket.ReadCloseAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, status);
        Assert.Contains("resize", text, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("")]
    [InlineData("cmd=sh&rows=0")]
    [InlineData("cmd=sh&columns=1001")]
    public async Task ARequestThatCannotBe_IsRefusedBeforeTheUpgrade(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, await TerminalSocket.RefusalAsync(vm, $"{idle.Name}/exec/tty?{query}"));

    [Fact(Timeout = 60_000)]
    public async Task AnUnknownContainer_Is404_AndAPlainRequest400()
    {
        Assert.Equal(HttpStatusCode.NotFound, await TerminalSocket.RefusalAsync(vm, "b-nobody/exec/tty?cmd=sh"));
        Assert.Equal(400, (await vm.CurlAsync($"/v1/containers/{idle.Name}/exec/tty?cmd=sh")).Status);
    }

    private Task<TerminalSocket> OpenAsync(string query) => TerminalSocket.OpenAsync(vm, $"{idle.Name}/exec/tty?{query}");
}
