namespace Pockr.Machines.Processes;

/// <summary>A program and its arguments, never a shell line: nothing here is quoted or split.</summary>
internal sealed record ProcessCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Can be pasted into a shell; for messages and logs only.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(FileName).Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

internal sealed record ProcessResult(ProcessCommand Command, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines of stderr, where tools put the reason.</summary>
    public string ErrorTail => string.Join('\n', Error.TrimEnd().Split('\n').TakeLast(5));
}
