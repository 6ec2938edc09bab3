using System.Security.Cryptography;
using System.Text;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Auth;

/// <summary>The machine's token, of which only the digest is known.</summary>
internal sealed partial class AccessToken
{
    private const string FileName = "token.sha256";
    private const int KeyBytes = 32;

    private readonly string _file;

    // Every container can read the kernel's command line. A digest that stands there is no secret, and needs one beside it.
    private readonly byte[]? _salt;

    private volatile byte[]? _digest;

    private AccessToken(TokenSetting setting, string file)
    {
        IsAwaited = setting.IsAwaited;
        _file = file;
        _digest = setting.IsAwaited && DurableFile.Read(file) is { } kept ? Convert.FromHexString(kept) : setting.Digest;
        _salt = setting.IsAwaited ? null : RandomNumberGenerator.GetBytes(KeyBytes);
    }

    /// <summary>Whether it comes over the identity channel.</summary>
    public bool IsAwaited { get; }

    public bool IsConfigured => _digest is not null;

    public static AccessToken Read(AgentOptions options, ILogger logger)
    {
        var file = Path.Combine(options.RunDirectory, FileName);
        if (!File.Exists(options.CommandLineFile))
        {
            LogNoCommandLine(logger, options.CommandLineFile);
            return new AccessToken(new TokenSetting(null, IsMalformed: false), file);
        }

        var setting = KernelCommandLine.ReadToken(File.ReadAllText(options.CommandLineFile));
        if (setting.IsMalformed)
        {
            LogMalformed(logger);
        }

        return new AccessToken(setting, file);
    }

    /// <summary>From now on this is the token's digest, also for an agent that is started in place of this one.</summary>
    public void Become(byte[] digest)
    {
        DurableFile.Write(_file, Convert.ToHexStringLower(digest), isSecret: true);
        _digest = digest;
    }

    public bool Matches(string presented)
    {
        return _digest is { } digest
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), digest);
    }

    /// <summary>A secret that goes with this token: another one for every purpose.</summary>
    public byte[] DeriveKey(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _digest!, KeyBytes, _salt, Encoding.UTF8.GetBytes(purpose));

    [LoggerMessage(LogLevel.Error, "There is no {Path}, so no token is known and every request but /health is refused")]
    private static partial void LogNoCommandLine(ILogger logger, string path);

    [LoggerMessage(LogLevel.Error, "The token on the kernel command line is neither sha256:<64 hex digits>, channel nor a UUID; every request but /health is refused")]
    private static partial void LogMalformed(ILogger logger);
}
