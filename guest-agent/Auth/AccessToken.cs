using System.Security.Cryptography;
using System.Text;

namespace Pockr.GuestAgent.Auth;

/// <summary>The machine's token, of which only the digest is known.</summary>
internal sealed partial class AccessToken(byte[]? digest)
{
    public bool IsConfigured => digest is not null;

    public static AccessToken Read(string commandLineFile, ILogger logger)
    {
        if (!File.Exists(commandLineFile))
        {
            LogNoCommandLine(logger, commandLineFile);
            return new AccessToken(null);
        }

        var setting = KernelCommandLine.ReadToken(File.ReadAllText(commandLineFile));
        if (setting.IsMalformed)
        {
            LogMalformed(logger);
        }

        return new AccessToken(setting.Digest);
    }

    public bool Matches(string presented)
    {
        return digest is not null
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), digest);
    }

    [LoggerMessage(LogLevel.Error, "There is no {Path}, so no token is known and every request but /health is refused")]
    private static partial void LogNoCommandLine(ILogger logger, string path);

    [LoggerMessage(LogLevel.Error, "The token on the kernel command line is neither sha256:<64 hex digits> nor a UUID; every request but /health is refused")]
    private static partial void LogMalformed(ILogger logger);
}
