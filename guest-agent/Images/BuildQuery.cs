using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Images;

/// <summary>What a build is asked for. The body is the context, so it is all in the query.</summary>
internal static class BuildQuery
{
    private static readonly string[] s_names = ["dockerfile", "tag", "buildArg", "target", "noCache", "network"];

    public static BuildSpec Read(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(name => !s_names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw Invalid($"'{unknown}' is not known here.", $"Use {string.Join(", ", s_names)}.");
        }

        return new BuildSpec
        {
            Dockerfile = Single(query, "dockerfile"),
            Tags = [.. query["tag"].Select(tag => ImageReference.ParseNew(tag).Tagged)],
            BuildArgs = Arguments(query),
            Target = Single(query, "target"),
            NoCache = Flag(query, "noCache"),
            NetworkMode = Network(query),
        };
    }

    private static Dictionary<string, string> Arguments(IQueryCollection query)
    {
        var arguments = new Dictionary<string, string>();
        foreach (var argument in query["buildArg"])
        {
            var split = (argument ?? "").IndexOf('=', StringComparison.Ordinal);
            if (split < 1)
            {
                throw Invalid($"'{argument}' in buildArg is not NAME=value.", "Give each argument as 'NAME=value'.");
            }

            arguments[argument![..split]] = argument[(split + 1)..];
        }

        return arguments;
    }

    // Unlike a container's, a step's capabilities cannot be cut: on the machine's own network it would pass below the firewall.
    private static string? Network(IQueryCollection query)
    {
        var network = Single(query, "network");
        return network is null or "none" or "bridge"
            ? network
            : throw Invalid($"network is '{network}'.", "Use 'none' or 'bridge', or leave it out.");
    }

    private static bool Flag(IQueryCollection query, string name)
    {
        var text = Single(query, name);
        return text is not null && (bool.TryParse(text, out var flag) ? flag : throw Invalid($"{name} is '{text}'.", "Use 'true' or 'false'."));
    }

    private static string? Single(IQueryCollection query, string name)
    {
        var values = query[name];
        return values.Count switch
        {
            0 => null,
            1 when values[0] is { Length: > 0 } value => value,
            _ => throw Invalid($"{name} is '{values}'.", $"Give {name} one value, or leave it out."),
        };
    }

    private static ProblemException Invalid(string detail, string remedy) => new(Problems.Invalid(detail, remedy));
}
