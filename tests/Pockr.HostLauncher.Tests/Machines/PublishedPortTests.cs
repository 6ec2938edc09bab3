using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Machines;

public sealed class PublishedPortTests
{
    [Theory]
    [InlineData("8080:80", 8080, 80, "tcp", null)]
    [InlineData("127.0.0.1:8080:80", 8080, 80, "tcp", null)]
    [InlineData("localhost:53:53/UDP", 53, 53, "udp", null)]
    [InlineData("80", 0, 80, "tcp", null)]
    [InlineData("127.0.0.1::80/udp", 0, 80, "udp", null)]
    [InlineData("8000-8010:9000-9010", 8000, 9000, "tcp", 9010)]
    [InlineData("7000-7003:7000-7003/udp", 7000, 7000, "udp", 7003)]
    [InlineData("9000-9001", 0, 9000, "tcp", 9001)]
    public void Parse_ReadsEachWay(string text, int host, int container, string protocol, int? last)
    {
        var mapping = PublishedPort.Parse(text);

        Assert.Equal(new PortMapping(host, container, protocol, last), mapping);
    }

    [Theory]
    [InlineData("1:2:3:4", "does not name a port of the host and one of the container")]
    [InlineData("8000-8010:80", "has 11 ports of the host for 1 of the container")]
    [InlineData("8010-8000:10-20", "ends before it begins")]
    [InlineData("80/sctp", "asks for the protocol 'sctp'")]
    [InlineData("0:80", "has '0' where a port is expected")]
    [InlineData("8080:80-", "has '' where a port is expected")]
    [InlineData("0.0.0.0:8080:80", "pockr up --bind ADDRESS")]
    public void Parse_OfAnythingElse_TellsValueAndRemedy(string text, string told)
    {
        var failure = Assert.Throws<LauncherException>(() => PublishedPort.Parse(text));

        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
        Assert.Contains($"'-p {text}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(told, $"{failure.Message} {failure.Remedy}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8080:80")]
    [InlineData("7000-7003:8000-8003/udp")]
    public void Format_IsWhatParseReads(string text) => Assert.Equal(text, PublishedPort.Format(PublishedPort.Parse(text)));
}
