using Pockr.GuestAgent.Walls;

namespace Pockr.GuestAgent.Tests.Walls;

public sealed class AllowedHostTests
{
    [Theory]
    [InlineData("example.org", "example.org:1-65535", true)]
    [InlineData("a-b.x_y.Example.org:443", "a-b.x_y.Example.org:443-443", true)]
    [InlineData("db:5432-5433", "db:5432-5433", true)]
    [InlineData("192.0.2.7:80", "192.0.2.7:80-80", false)]
    [InlineData("192.0.2.0/24:80-90", "192.0.2.0/24:80-90", false)]
    [InlineData("0.0.0.0/0:443", "0.0.0.0/0:443-443", false)]
    public void AHost_IsANameOrAddresses_AndPorts(string text, string expected, bool isName)
    {
        var host = AllowedHost.TryParse(text)!;

        Assert.Equal((expected, isName), (host.ToString(), host.IsName));
        Assert.Equal(host, AllowedHost.TryParse(expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("*.example.org")]
    [InlineData("https://example.org")]
    [InlineData("example.org:")]
    [InlineData("example.org:0")]
    [InlineData("example.org:65536")]
    [InlineData("example.org:90-80")]
    [InlineData("example.org:80,443")]
    [InlineData("example.org/24")]
    [InlineData("example.org -j ACCEPT")]
    [InlineData("example.org\n")]
    [InlineData("-x.example.org")]
    [InlineData("192.0.2.7/24")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2")]
    [InlineData("1")]
    [InlineData("::1")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("2001:db8::/32")]
    public void AnythingElse_IsNone(string text) => Assert.Null(AllowedHost.TryParse(text));
}
