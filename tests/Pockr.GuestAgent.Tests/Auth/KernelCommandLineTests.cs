using System.Security.Cryptography;
using System.Text;
using Pockr.GuestAgent.Auth;

namespace Pockr.GuestAgent.Tests.Auth;

public sealed class KernelCommandLineTests
{
    private const string Token = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static readonly string s_digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));

    [Theory]
    [InlineData($"pockr.token={Token}")]
    [InlineData($"console=ttyS0 api_token={Token} quiet\n")]
    [InlineData($"api_token=1b4e28ba-2fa1-11d2-883f-0016d3cca427 pockr.token={Token}")]
    [InlineData($"pockr.token=1b4e28ba-2fa1-11d2-883f-0016d3cca427 pockr.token={Token}")]
    public void ReadToken_OfAPlainToken_HashesIt(string commandLine)
    {
        var setting = KernelCommandLine.ReadToken(commandLine);

        Assert.Equal(s_digest, Convert.ToHexString(setting.Digest!));
    }

    [Fact]
    public void ReadToken_OfADigest_TakesIt()
    {
        var upper = KernelCommandLine.ReadToken($"pockr.token=sha256:{s_digest}");
        var lower = KernelCommandLine.ReadToken($"pockr.token=sha256:{s_digest.ToLowerInvariant()}");

        Assert.Equal(s_digest, Convert.ToHexString(upper.Digest!));
        Assert.Equal(upper.Digest, lower.Digest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("console=ttyS0 quiet")]
    [InlineData("xpockr.token=0f8fad5b-d9cb-469f-a165-70867728950e")]
    public void ReadToken_WithoutOne_HasNone(string commandLine)
    {
        Assert.Equal(new TokenSetting(null, IsMalformed: false), KernelCommandLine.ReadToken(commandLine));
    }

    [Fact]
    public void ReadToken_OfOneThatComesOverTheChannel_AwaitsIt()
    {
        Assert.Equal(new TokenSetting(null, IsMalformed: false, IsAwaited: true), KernelCommandLine.ReadToken("quiet pockr.token=channel"));
    }

    [Theory]
    [InlineData("pockr.token=")]
    [InlineData("pockr.token=secret")]
    [InlineData("pockr.token=sha256:abcd")]
    [InlineData("pockr.token=sha256:zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("pockr.token=bad api_token=0f8fad5b-d9cb-469f-a165-70867728950e")]
    public void ReadToken_OfAMalformedOne_HasNoneAndSaysSo(string commandLine)
    {
        Assert.Equal(new TokenSetting(null, IsMalformed: true), KernelCommandLine.ReadToken(commandLine));
    }
}
