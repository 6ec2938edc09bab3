namespace Pockr.Contracts;

/// <summary>A setting that cannot be used.</summary>
/// <param name="Key">Name of the setting.</param>
/// <param name="Value">What it is set to, as it is shown.</param>
/// <param name="Reason">Why that cannot be: the beginning of a sentence.</param>
/// <param name="Remedy">What to do: the end of it.</param>
public sealed record SettingFinding(string Key, string Value, string Reason, string Remedy)
{
    /// <inheritdoc />
    public override string ToString() => $"{Key} is {Value}; {Reason}, {Remedy}.";
}
