using Pockr.Machines.Qemu;

namespace Pockr.HostLauncher.Tests.Qemu;

public sealed class UserNetworkTests
{
    // Recorded from QEMU 7.2.22, with a connection in the making.
    private const string Recorded =
        "Hub -1 (net0):\r\n" +
        "  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ\r\n" +
        "  TCP[SYN_SENT]      12       127.0.0.1 17080       10.0.2.15  7080     0     0\r\n" +
        "  TCP[HOST_FORWARD]   8       127.0.0.1 17080       10.0.2.15  7080     0     0\r\n" +
        "  UDP[HOST_FORWARD]  13       127.0.0.1 18082       10.0.2.15 18082     0     0\r\n";

    [Fact]
    public void Parse_FindsRulesAndNoConnections()
    {
        Assert.Equal(
            [new ForwardRule("tcp", "127.0.0.1", 17080, 7080), new ForwardRule("udp", "127.0.0.1", 18082, 18082)],
            UserNetwork.Parse(Recorded));
    }

    [Fact]
    public void CountClients_CountsThoseThatCameFromThisHost()
    {
        const string More =
            "  TCP[TIME_WAIT]     -1       127.0.0.1 17080       10.0.2.15  7080     0     0\r\n" +
            "  TCP[ESTABLISHED]   28       127.0.0.1 17080       10.0.2.15  7080     0     0\r\n" +
            "  TCP[ESTABLISHED]   31       10.0.2.15 40000       192.0.2.7   443     0     0\r\n";

        Assert.Equal((1, 2), (UserNetwork.CountClients(Recorded), UserNetwork.CountClients(Recorded + More)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  TCP[HOST_FORWARD]   8       127.0.0.1 x       10.0.2.15  7080     0     0")]
    [InlineData("  TCP[HOST_FORWARD]   8")]
    public void Parse_OfAnythingElse_FindsNothing(string output) => Assert.Empty(UserNetwork.Parse(output));

    [Fact]
    public void Rule_IsWrittenAsTheMonitorTakesIt()
    {
        var rule = new ForwardRule("udp", "127.0.0.1", 53, 53);

        Assert.Equal(("udp:127.0.0.1:53-10.0.2.15:53", "udp:127.0.0.1:53"), (rule.ToString(), rule.HostSide));
    }
}
