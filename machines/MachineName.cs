using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>Name of a machine; a directory name and part of a socket's path, hence short and plain.</summary>
internal readonly record struct MachineName
{
    public const string Default = "default";

    private const int MaximumLength = 32;

    private MachineName(string value) => Value = value;

    public string Value { get; }

    public static MachineName Parse(string text) => IsValid(text) ? new MachineName(text) : throw Failures.InvalidName(text);

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaximumLength
        && text[0] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    public override string ToString() => Value;
}
