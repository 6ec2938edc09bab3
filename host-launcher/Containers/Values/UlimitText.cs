using System.Globalization;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads <c>NAME=SOFT[:HARD]</c>.</summary>
internal static class UlimitText
{
    public static Ulimit Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var limits = equals < 1 ? [] : text[(equals + 1)..].Split(':').Select(TryParse).ToList();
        return limits switch
        {
            [{ } both] => new Ulimit(text[..equals], both, both),
            [{ } soft, { } hard] => new Ulimit(text[..equals], soft, hard),
            _ => throw Failures.Usage($"'--ulimit {text}' cannot be used.", "Write it as 'nofile=1024' or 'nofile=1024:4096'; -1 is no limit."),
        };
    }

    private static long? TryParse(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= -1 ? number : null;
}
