using System.CommandLine;
using Pockr.Image.Errors;
using Pockr.Signing;

namespace Pockr.Image.Commands;

/// <summary><c>pockr-image sign --sign-key FILE DIRECTORY…</c></summary>
internal sealed class SignCommand : Command
{
    /// <summary>Holds the key itself, for builders that keep secrets in variables.</summary>
    private const string Variable = "POCKR_SIGN_KEY";

    private readonly Option<FileInfo?> _key = new("--sign-key")
    {
        Description = $"File of the secret key, in minisign's format and without a password; else the key is taken from {Variable}.",
    };

    private readonly Argument<DirectoryInfo[]> _directories = new("directory")
    {
        Description = $"Directories with a {SignedSums.FileName}: images, or a release.",
        Arity = ArgumentArity.OneOrMore,
    };

    public SignCommand()
        : base("sign", $"Sign the {SignedSums.FileName} of finished images, or of a release.")
    {
        Add(_key);
        Add(_directories);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var key = ReadKey(parsed.GetValue(_key));
        foreach (var directory in parsed.GetRequiredValue(_directories))
        {
            var sums = Path.Combine(directory.FullName, SignedSums.FileName);
            if (!File.Exists(sums))
            {
                throw Failures.NothingToSign(directory.FullName);
            }

            // The comment has no time in it: the same image and key give the same signature.
            var signature = key.Sign(await File.ReadAllBytesAsync(sums, cancellationToken), $"file:{SignedSums.FileName} of:{directory.Name}");
            var target = Path.Combine(directory.FullName, SignedSums.SignatureFileName);
            await File.WriteAllTextAsync($"{target}.partial", signature.ToFile(), cancellationToken);
            File.Move($"{target}.partial", target, overwrite: true);
            Console.WriteLine($"{target}: signed with the key {key.PublicKey.Id}.");
        }

        return 0;
    }

    private static MinisignSecretKey ReadKey(FileInfo? file)
    {
        var (source, text) = file is null
            ? (Variable, Environment.GetEnvironmentVariable(Variable))
            : (file.FullName, file.Exists ? File.ReadAllText(file.FullName) : null);
        try
        {
            return MinisignSecretKey.Parse(text ?? throw Failures.SignKeyMissing(source));
        }
        catch (SignatureException exception)
        {
            throw Failures.SignKeyUnusable(source, exception);
        }
    }
}
