using System.Security.Cryptography;
using System.Text;

namespace Pockr.GuestAgent.Auth;

/// <summary>The machine's token, of which only the digest is known.</summary>
internal sealed partial class AccessToken
{
    private const string FileName = "token.sha256";

    private readonly string _file;
    private volatile byte[]? _digest;

    private AccessToken(TokenSetting setting, string file)
    {
        IsAwaited = setting.IsAwaited;
        _file = file;
        _digest = setting.IsAwaited && File.Exists(file) ? File.ReadAllBytes(file) : setting.Digest;
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
        var temporary = $"{_file}.new";
        File.WriteAllBytes(temporary, digest);
        File.Move(temporary, _file, overwrite: true);
        _digest = digest;
    }

    public bool Matches(string presented)
    {
        return _digest is { } digest
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), digest);
    }

    [LoggerMessage(LogLevel.Error, "There is no {Path}, so no token is known and every request but /health is refused")]
    private static partial void LogNoCommandLine(ILogger logger, string path);

    [LoggerMessage(LogLevel.Error, "The token on the kernel command line is neither sha256:<64 hex digits>, channel nor a UUID; every request but /health is refused")]
    private static partial void LogMalformed(ILogger logger);
}
