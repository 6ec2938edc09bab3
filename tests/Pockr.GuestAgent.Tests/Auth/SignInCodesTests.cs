using Pockr.GuestAgent.Auth;

namespace Pockr.GuestAgent.Tests.Auth;

public sealed class SignInCodesTests : IDisposable
{
    private readonly TokenDirectory _machine = new();
    private readonly ShiftedClock _clock = new();
    private readonly AccessToken _token;
    private readonly BrowserKeys _keys;
    private readonly SignInCodes _codes;

    public SignInCodesTests()
    {
        _token = _machine.Read();
        _token.Become(TokenDirectory.Digest("a token"));
        _keys = new BrowserKeys(_token, _clock);
        _codes = new SignInCodes(_keys, _clock);
    }

    [Fact]
    public void ACode_IsAKey_Once()
    {
        var code = _codes.Make();

        Assert.True(_keys.Accepts(_codes.Take(code.Code)!.Key));
        Assert.Null(_codes.Take(code.Code));
    }

    [Fact]
    public void ACode_IsGoodForAMinute_AndNotLonger()
    {
        var (first, second) = (_codes.Make(), _codes.Make());

        Assert.InRange(first.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
        _clock.Shift = TimeSpan.FromSeconds(50);
        Assert.NotNull(_codes.Take(first.Code));
        _clock.Shift = TimeSpan.FromSeconds(60);
        Assert.Null(_codes.Take(second.Code));
    }

    [Fact]
    public void OfSeventeen_TheOldestIsGone()
    {
        var codes = Enumerable.Range(0, 17).Select(_ => _codes.Make().Code).ToList();

        Assert.Null(_codes.Take(codes[0]));
        Assert.All(codes[1..], code => Assert.NotNull(_codes.Take(code)));
    }

    [Fact]
    public void ACodeOfAnotherToken_OpensNothing()
    {
        var code = _codes.Make();

        _token.Become(TokenDirectory.Digest("another token"));

        Assert.False(_keys.Accepts(_codes.Take(code.Code)!.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void AWrongCode_IsNone_AndTakesNothingFromOthers(string wrong)
    {
        var code = _codes.Make();

        Assert.Null(_codes.Take(wrong));

        Assert.NotNull(_codes.Take(code.Code));
    }

    public void Dispose() => _machine.Dispose();
}
