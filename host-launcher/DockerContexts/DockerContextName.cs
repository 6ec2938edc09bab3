using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.DockerContexts;

/// <summary>Name of a context of Docker's, as Docker takes it.</summary>
internal readonly partial record struct DockerContextName
{
    private const string Reserved = "default"; // what the docker command does without a context

    private DockerContextName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The directory Docker keeps it in.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)));

    public static DockerContextName Of(MachineName machine) => new(machine.Value == MachineName.Default ? "pockr" : $"pockr-{machine}");

    public static DockerContextName Parse(string text) => text != Reserved && Allowed().IsMatch(text)
        ? new DockerContextName(text)
        : throw Failures.Usage(
            $"'{text}' cannot be a Docker context's name.",
            "Use letters, digits and any of _.+- after the first, 2 characters at least, and not 'default'.");

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.+-]{1,63}\z")]
    private static partial Regex Allowed();
}
