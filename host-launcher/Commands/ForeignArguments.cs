using System.CommandLine;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary>
/// Sets what follows IMAGE of <c>run</c> and <c>create</c>, and NAME of <c>exec</c> and <c>sandbox run</c>, apart with <c>--</c>: System.CommandLine would look for its own options
/// in there, and the command to run has options too.
/// </summary>
internal static class ForeignArguments
{
    private const string End = "--";

    public static string[] SetApart(Command root, string[] arguments)
    {
        var rootOptions = root.Options.ToList();
        var at = 0;
        while (at < arguments.Length && IsOption(arguments[at]))
        {
            at += TakesNext(arguments[at], rootOptions) ? 2 : 1;
        }

        Command command = root;
        while (at < arguments.Length && command.Subcommands.FirstOrDefault(below => below.Name == arguments[at]) is { } found)
        {
            command = found;
            at++;
        }

        if (command is not ITakesCommand)
        {
            return arguments;
        }

        List<string> own = [.. arguments[..at]];
        var options = command.Options.Concat(rootOptions.Where(option => option.Recursive)).ToList();
        while (at < arguments.Length && IsOption(arguments[at]) && arguments[at] != End)
        {
            at += TakeOption(command, options, arguments, at, own);
        }

        var rest = arguments[Math.Min(at, arguments.Length)..];
        return [.. own, End, .. WithoutEnds(rest)];
    }

    /// <summary>Copies an option and its value; <c>-dp 80:80</c> and <c>-p80:80</c> are written out.</summary>
    /// <returns>How many arguments were taken.</returns>
    private static int TakeOption(Command command, List<Option> options, string[] arguments, int at, List<string> own)
    {
        var argument = arguments[at];
        if (Find(options, NameOf(argument)) is { } option)
        {
            if (!TakesValue(option))
            {
                own.AddRange(FlagOf(command, argument));
                return 1;
            }

            var taken = TakesNext(argument, options) ? Math.Min(2, arguments.Length - at) : 1;
            own.AddRange(arguments[at..(at + taken)]);
            return taken;
        }

        if (argument.StartsWith(End, StringComparison.Ordinal))
        {
            throw Unknown(command, argument);
        }

        for (var letter = 1; letter < argument.Length; letter++)
        {
            var one = Find(options, $"-{argument[letter]}") ?? throw Unknown(command, argument);
            own.Add($"-{argument[letter]}");
            if (TakesValue(one))
            {
                return TakeValue(argument[(letter + 1)..], arguments, at, own);
            }
        }

        return 1;
    }

    /// <summary>As Docker has it: <c>--rm=true</c> is <c>--rm</c>, and <c>--rm=false</c> nothing.</summary>
    private static string[] FlagOf(Command command, string argument)
    {
        var name = NameOf(argument);
        return argument[name.Length..] switch
        {
            "" or "=true" => [name],
            "=false" => [],
            _ => throw Unknown(command, argument),
        };
    }

    private static int TakeValue(string attached, string[] arguments, int at, List<string> own)
    {
        if (attached.Length > 0)
        {
            own.Add(attached);
            return 1;
        }

        own.AddRange(arguments.Skip(at + 1).Take(1));
        return 2;
    }

    // The first may end the options, and one after IMAGE or NAME the line of ours; later ones are the command's own.
    private static IEnumerable<string> WithoutEnds(string[] rest)
    {
        var target = rest.SkipWhile((argument, index) => index == 0 && argument == End).ToList();
        return target.Where((argument, index) => index != 1 || argument != End);
    }

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-';

    private static bool TakesNext(string argument, List<Option> options) =>
        Find(options, argument) is { } option && TakesValue(option);

    private static bool TakesValue(Option option) => option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0;

    private static string NameOf(string argument)
    {
        var end = argument.IndexOfAny(['=', ':']);
        return end > 0 ? argument[..end] : argument;
    }

    private static Option? Find(List<Option> options, string name) =>
        options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static LauncherException Unknown(Command command, string argument) => Failures.Usage(
        $"'{command.Name}' has no option '{argument}'.",
        $"See 'pockr {command.Name} --help'; options of the container's own command go after its name.");
}
