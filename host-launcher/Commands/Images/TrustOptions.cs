using System.CommandLine;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary>Whom the user trusts as a maker of images.</summary>
internal sealed class TrustOptions(Func<string, string?> variable)
{
    private const string KeyName = "--key";

    private readonly Option<string?> _key = new(KeyName)
    {
        Description = $"A maker's public key, besides the pinned one: a file of minisign, or its second line (default: {TrustedKeys.Variable}).",
        HelpName = "FILE",
    };

    private readonly Option<bool> _allowUnsigned = new("--allow-unsigned")
    {
        Description = "Take an image that nobody known has signed; its files are compared with its own list all the same.",
    };

    public void AddTo(Command command, bool allowsUnsigned = true)
    {
        command.Add(_key);
        if (allowsUnsigned)
        {
            command.Add(_allowUnsigned);
        }
    }

    public ImageTrust Read(ParseResult parsed)
    {
        var keys = parsed.GetValue(_key) is { } key ? TrustedKeys.Load(key, KeyName) : TrustedKeys.Load(variable(TrustedKeys.Variable));
        return new ImageTrust(keys, parsed.GetValue(_allowUnsigned));
    }
}
