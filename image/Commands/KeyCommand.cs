using System.CommandLine;
using Pockr.Image.Errors;
using Pockr.Signing;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image key --secret FILE --public FILE</c></summary>
internal sealed class KeyCommand : Command
{
    private readonly Option<FileInfo> _secret = new("--secret") { Description = "New file for the secret key, readable by you alone.", Required = true };

    private readonly Option<FileInfo> _public = new("--public") { Description = "New file for the public key.", Required = true };

    public KeyCommand()
        : base("key", "Make a pair of keys to sign images with, in minisign's format.")
    {
        Add(_secret);
        Add(_public);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var (secret, @public) = (parsed.GetRequiredValue(_secret), parsed.GetRequiredValue(_public));
        if (new[] { secret, @public }.FirstOrDefault(file => file.Exists) is { } existing)
        {
            throw Failures.KeyExists(existing.FullName);
        }

        var key = MinisignSecretKey.Generate();
        var ownersOnly = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var file = new StreamWriter(secret.FullName, ownersOnly))
        {
            file.Write(key.ToFile());
        }

        File.WriteAllText(@public.FullName, key.PublicKey.ToFile());
        Console.WriteLine($"Key {key.PublicKey.Id}: guard {secret.FullName}, and give {@public.FullName} to everybody.");
        return 0;
    }
}
