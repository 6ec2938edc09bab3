using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Errors;

/// <summary>Failures of judging programs; what a program itself does wrong is a verdict.</summary>
internal static partial class CommandFailures
{
    public static LauncherException CasesMissing(string directory) => new(
        $"There are no cases in '{PrintableText.Of(directory)}'.",
        "Name a directory with NAME.in and NAME.out for each, or with directories that have in.txt and out.txt.",
        ExitCodes.Usage);

    public static LauncherException CaseIncomplete(string name, string file) => new(
        $"The case '{name}' has no file '{file}'.",
        "Add it (it may be empty), or take its other half away.",
        ExitCodes.Usage);

    public static LauncherException CaseTooLarge(string name, long expected, long limit) => new(
        $"The case '{name}' expects {expected} bytes, and a program may write {limit}.",
        "Raise the limit with --output.",
        ExitCodes.Usage);

    public static LauncherException CasesWithinProgram(string cases, string program) => new(
        $"The cases in '{PrintableText.Of(cases)}' are within the program's directory '{PrintableText.Of(program)}', where the program could read them.",
        "Put the program into a directory of its own.",
        ExitCodes.Usage);

    public static LauncherException ProgramNotExecutable(string file) => new(
        $"'{PrintableText.Of(file)}' is not executable, and its name tells no language.",
        "Say how it is run, with '--language NAME' or '--cmd LINE', or make it executable with 'chmod +x'.",
        ExitCodes.Usage);

    public static LauncherException ProgramUnclear(string directory, IReadOnlyList<string> names) => new(
        $"What is to be run of '{PrintableText.Of(directory)}' is not clear: it has none, or several, of {string.Join(", ", names)}.",
        "Say it with '--cmd LINE'; the line is run in the directory.",
        ExitCodes.Usage);

    public static LauncherException ImageToJudgeIn(string image, Exception cause) => new(
        $"The machine has no image {image} to run the program in.",
        $"Pull it with 'pockr pull {image}', or name another with --image.",
        ExitCodes.AgentFailed,
        cause);

    public static LauncherException ProgramDoesNotEnd(TimeSpan patience) => new(
        $"A container was killed and has not ended after {patience.TotalSeconds:0} s.",
        "Look at the machine with 'pockr status', and start it again with 'pockr vm restart'.",
        ExitCodes.AgentFailed);

    public static LauncherException MemoryForCases(int jobs, string each, string machine) => new(
        $"{jobs} cases at a time with {each} of memory each are more than the machine, which has {machine}, can spare.",
        "Lower --jobs or --memory, or give the machine more: 'pockr config set memory=4g' counts with its next start.",
        ExitCodes.Usage);
}
