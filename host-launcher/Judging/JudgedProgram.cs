using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Judging;

/// <summary>The program that is judged, and how it is run.</summary>
/// <param name="Path">The file or directory on this host.</param>
/// <param name="Name">What it is called.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Image">Image its containers are made of.</param>
/// <param name="Command">What is started, in the directory it is put into.</param>
/// <param name="Build">What makes it, in that directory, before it is started the first time; nothing if it is ready.</param>
internal sealed record JudgedProgram(
    string Path, string Name, bool IsDirectory, string Image, IReadOnlyList<string> Command, IReadOnlyList<string>? Build = null)
{
    public const string UsualImage = "busybox";

    private const string MainName = "main";

    /// <param name="path">As it was typed.</param>
    /// <param name="image">Image to use; that of the language if absent.</param>
    /// <param name="command">How it is run; as its language says if absent.</param>
    /// <param name="language">Its language; that of its file's ending if absent.</param>
    /// <param name="build">How it is made; as its language says if <paramref name="command"/> is absent as well.</param>
    public static JudgedProgram Find(
        string path, string? image, IReadOnlyList<string>? command, LanguageProfile? language, IReadOnlyList<string>? build = null)
    {
        var (full, name) = (HostEntry.FollowLink(path), System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path))));
        var isDirectory = HostEntry.KindOf(full) switch
        {
            EntryKind.File => false,
            EntryKind.Directory => true,
            EntryKind.None => throw Failures.FileMissing(path, "Nothing is there."),
            _ => throw Failures.FileMissing(path, "It is a device, a pipe or a socket."),
        };
        if (command is not null)
        {
            return new JudgedProgram(full, name, isDirectory, image ?? language?.Image ?? UsualImage, command, build);
        }

        var main = isDirectory ? FindMain(full, path, language) : name;
        language ??= LanguageProfile.Of(main);
        var file = isDirectory ? System.IO.Path.Combine(full, main) : full;
        if (language is null && !IsExecutable(file))
        {
            throw CommandFailures.ProgramNotExecutable(file);
        }

        var start = $"./{main}";
        return new JudgedProgram(
            full, name, isDirectory, image ?? language?.Image ?? UsualImage, language?.CommandFor(start) ?? [start], build ?? language?.BuildFor(start));
    }

    /// <summary>The one file of a directory that is named as its main program is.</summary>
    private static string FindMain(string directory, string typed, LanguageProfile? language)
    {
        string[] names = language is null ? [MainName, .. LanguageProfile.All.Select(profile => MainName + profile.Ending)] : [MainName + language.Ending];
        return names.Where(name => File.Exists(System.IO.Path.Combine(directory, name))).ToList() is [var only]
            ? only
            : throw CommandFailures.ProgramUnclear(typed, names);
    }

    private static bool IsExecutable(string file) => OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);
}
