using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pockr.GuestAgent.Auth;

namespace Pockr.GuestAgent.Tests.Auth;

/// <summary>What one machine's agents find in turn: a command line, and the digest of a token that came over the channel.</summary>
internal sealed class TokenDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pockr-token-");

    /// <summary>What a further agent of the machine knows of its token.</summary>
    /// <param name="commandLine">What the kernel was told.</param>
    public AccessToken Read(string commandLine = "pockr.token=channel")
    {
        var options = new AgentOptions { CommandLineFile = Path.Combine(_directory.FullName, "cmdline"), RunDirectory = _directory.FullName };
        File.WriteAllText(options.CommandLineFile, commandLine);
        return AccessToken.Read(options, NullLogger.Instance);
    }

    /// <summary>What is said of a token over the channel, and as <c>sha256:</c> on the command line.</summary>
    public static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>An agent of the machine.</summary>
    public Task<AgentUnderTest> StartAgentAsync() =>
        AgentUnderTest.StartAsync(commandLine: "pockr.token=channel", settings: $"--RunDirectory={_directory.FullName}");

    public void Dispose() => _directory.Delete(recursive: true);
}
