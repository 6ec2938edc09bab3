using Pockr.GuestAgent.Auth;

namespace Pockr.GuestAgent.Tests.Auth;

public sealed class BrowserKeysTests : IDisposable
{
    private readonly TokenDirectory _machine = new();
    private readonly ShiftedClock _clock = new();
    private readonly AccessToken _token;
    private readonly BrowserKeys _keys;

    public BrowserKeysTests()
    {
        _token = _machine.Read();
        _token.Become(TokenDirectory.Digest("a token"));
        _keys = new BrowserKeys(_token, _clock);
    }

    [Fact]
    public void AKey_IsGoodForTwelveHours_AndNotLonger()
    {
        var key = _keys.Make();

        Assert.InRange(key.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromHours(11.9), TimeSpan.FromHours(12));
        _clock.Shift = TimeSpan.FromHours(11.9);
        Assert.True(_keys.Accepts(key.Key));
        _clock.Shift = TimeSpan.FromHours(12);
        Assert.False(_keys.Accepts(key.Key));
    }

    [Fact]
    public void AKey_ChangedInAnyPlace_IsNone()
    {
        var key = _keys.Make().Key;

        // The last digit also has bits of nothing, and the sign is for all keys.
        Assert.All(Enumerable.Range("pockr-".Length, key.Length - "pockr-".Length - 1), at =>
        {
            var other = key[at] == 'A' ? 'B' : 'A';
            Assert.False(_keys.Accepts($"{key[..at]}{other}{key[(at + 1)..]}"));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all!")]
    public void WhatIsNoKey_IsRefused(string rest)
    {
        Assert.False(_keys.Accepts($"pockr-{rest}"));
        Assert.False(_keys.Accepts($"{_keys.Make().Key}{rest}AAAA"));
    }

    [Fact]
    public void EachKey_IsAnother()
    {
        Assert.NotEqual(_keys.Make().Key, _keys.Make().Key);
    }

    [Fact]
    public void ANewToken_EndsAllKeys()
    {
        var key = _keys.Make().Key;

        _token.Become(TokenDirectory.Digest("another token"));

        Assert.False(_keys.Accepts(key));
    }

    [Fact]
    public void TheNextAgent_KnowsTheKeysOfTheOneBefore()
    {
        Assert.True(new BrowserKeys(_machine.Read(), _clock).Accepts(_keys.Make().Key));
    }

    [Fact]
    public void WhoReadsTheDigestOnTheCommandLine_CanMakeNoKey()
    {
        var commandLine = $"pockr.token=sha256:{Convert.ToHexString(TokenDirectory.Digest("a token"))}";
        var agent = new BrowserKeys(_machine.Read(commandLine), _clock);
        var reader = new BrowserKeys(_machine.Read(commandLine), _clock);

        Assert.True(agent.Accepts(agent.Make().Key));
        Assert.False(agent.Accepts(reader.Make().Key));
        Assert.False(agent.Accepts(_keys.Make().Key));
    }

    public void Dispose() => _machine.Dispose();
}
