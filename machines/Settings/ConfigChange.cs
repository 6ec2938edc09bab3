using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Settings;

/// <summary>Another value for a setting; none for its usual one.</summary>
internal sealed record ConfigChange(ConfigKey Key, IReadOnlyList<string> Texts)
{
    /// <summary>Of <c>KEY=VALUE</c>; a list's key may be there several times.</summary>
    public static IReadOnlyList<ConfigChange> Parse(IReadOnlyList<string> assignments)
    {
        var pairs = assignments.Select(assignment => assignment.Split('=', 2)).ToList();
        var unusable = pairs.Where(pair => pair.Length < 2).Select(pair => pair[0]).ToList();
        EnsureKnown(pairs.Select(pair => pair[0]));
        return unusable.Count == 0
            ? [.. pairs.GroupBy(pair => pair[0], pair => pair[1]).Select(group => Of(group.Key, [.. group]))]
            : throw Failures.Usage($"{Quote(unusable)} without a value.", "Write each as KEY=VALUE; 'pockr config unset KEY' takes a value back.");
    }

    public static IReadOnlyList<ConfigChange> Unset(IReadOnlyList<string> keys)
    {
        EnsureKnown(keys);
        return [.. keys.Select(key => Of(key, []))];
    }

    public static ConfigChange Of(string key, IReadOnlyList<string> texts) => new(ConfigKeys.Find(key)!, texts);

    public static void EnsureKnown(IEnumerable<string> keys)
    {
        var unknown = keys.Where(key => ConfigKeys.Find(key) is null).ToList();
        if (unknown.Count > 0)
        {
            throw Failures.Usage($"There is no setting {Quote(unknown)}.", $"Use {string.Join(", ", ConfigKeys.All.Select(key => key.Name))}.");
        }
    }

    public MachineConfig ApplyTo(MachineConfig config, ICollection<SettingFinding> findings) =>
        Key.Write(config, new TypedValue(Key.Name, Texts, findings));

    private static string Quote(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));
}
