using System.Text.RegularExpressions;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Judging;

/// <summary>
/// Finds cases: <c>NAME.in</c> and <c>NAME.out</c>, or <c>in.txt</c> and <c>out.txt</c>, in a directory and in those right below it.
/// </summary>
internal static partial class CaseDirectory
{
    private const string InputEnding = ".in";
    private const string OutputEnding = ".out";
    private const string InputName = "in.txt";
    private const string OutputName = "out.txt";
    private const int LongestNumber = 20;

    /// <param name="directory">Where they are.</param>
    /// <param name="mostOutput">How many bytes a program may print: a case that expects more cannot be passed.</param>
    /// <returns>The cases by name, where numbers count as such: 2 is before 10.</returns>
    public static IReadOnlyList<JudgeCase> Read(string directory, long mostOutput)
    {
        if (!Directory.Exists(directory))
        {
            throw CommandFailures.CasesMissing(directory);
        }

        var cases = Find(Path.GetFullPath(directory));
        cases.ForEach(found => Check(found, mostOutput));
        return cases.Count > 0 ? cases : throw CommandFailures.CasesMissing(directory);
    }

    private static List<JudgeCase> Find(string root)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories(root).Prepend(root)
                    .SelectMany(below => In(below, below == root ? "" : Path.GetFileName(below)))
                    .OrderBy(found => Number().Replace(found.Name, number => number.Value.PadLeft(LongestNumber, '0')), StringComparer.Ordinal)
                    .ThenBy(found => found.Name, StringComparer.Ordinal),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.FileMissing(root, failure.Message, failure);
        }
    }

    /// <param name="directory">Where they are.</param>
    /// <param name="group">What their names begin with.</param>
    private static IEnumerable<JudgeCase> In(string directory, string group)
    {
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            var name = Path.GetFileName(path);
            if (name is InputName or OutputName)
            {
                if (name == InputName || !File.Exists(Path.Combine(directory, InputName)))
                {
                    yield return new JudgeCase(
                        group.Length > 0 ? group : Path.GetFileName(directory), Path.Combine(directory, InputName), Path.Combine(directory, OutputName));
                }
            }
            else if (StemOf(path) is { } stem && (path == stem + InputEnding || !File.Exists(stem + InputEnding)))
            {
                yield return new JudgeCase(Path.Combine(group, Path.GetFileName(stem)), stem + InputEnding, stem + OutputEnding);
            }
        }
    }

    /// <returns>The path without the ending that makes it half of a case; nothing if it is none.</returns>
    private static string? StemOf(string path) =>
        Path.GetExtension(path) is InputEnding or OutputEnding && Path.GetFileNameWithoutExtension(path).Length > 0 ? Path.ChangeExtension(path, null) : null;

    private static void Check(JudgeCase found, long mostOutput)
    {
        foreach (var file in (string[])[found.InputFile, found.OutputFile])
        {
            if (HostEntry.KindOf(HostEntry.FollowLink(file)) != EntryKind.File)
            {
                throw CommandFailures.CaseIncomplete(PrintableText.Of(found.Name), PrintableText.Of(Path.GetFileName(file)));
            }
        }

        var expected = new FileInfo(HostEntry.FollowLink(found.OutputFile)).Length;
        if (expected > mostOutput)
        {
            throw CommandFailures.CaseTooLarge(PrintableText.Of(found.Name), expected, mostOutput);
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
