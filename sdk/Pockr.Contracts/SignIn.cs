namespace Pockr.Contracts;

/// <summary>What a browser holds in place of the machine's token: it opens the same routes, until it expires or the machine gets another token.</summary>
/// <param name="Key">The key; it goes where a token goes.</param>
/// <param name="ExpiresAt">When it ends; with it another can be had before.</param>
public sealed record BrowserKey(string Key, DateTimeOffset ExpiresAt);

/// <summary>A code that is exchanged for a <see cref="BrowserKey"/>, once.</summary>
/// <param name="Code">The code.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record SignInCode(string Code, DateTimeOffset ExpiresAt);

/// <summary>Body of <c>POST /v1/sign-in/redeem</c>.</summary>
/// <param name="Code">A code that was not used before.</param>
public sealed record RedeemCodeRequest(string Code);
