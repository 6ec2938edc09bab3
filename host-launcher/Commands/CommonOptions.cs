using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers.Values;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary>Options that several commands have.</summary>
internal sealed class CommonOptions(Func<string, string?> variable)
{
    public const string VmVariable = "POCKR_VM";
    public const string VmName = "--vm";

    public Option<string> Vm { get; } = new(VmName)
    {
        Description = $"Machine to work on (default: {VmVariable} or '{MachineName.Default}').",
        HelpName = "NAME",
        Recursive = true,
    };

    /// <summary>The machine of a line that names none.</summary>
    public static string UsualMachine(Func<string, string?> variable) => variable(VmVariable) is { Length: > 0 } set ? set : MachineName.Default;

    public MachineName NameIn(ParseResult parsed) => MachineName.Parse(parsed.GetValue(Vm) ?? UsualMachine(variable));

    /// <summary>The machine as the word after the command, for commands that are about machines.</summary>
    public MachineName NameIn(ParseResult parsed, Argument<string?> argument)
    {
        var (word, option) = (parsed.GetValue(argument), parsed.GetValue(Vm));
        return word is not null && option is not null && word != option
            ? throw Failures.Usage($"Two machines are named: '{word}' and, with --vm, '{option}'.", "Name one.")
            : word is not null ? MachineName.Parse(word) : NameIn(parsed);
    }

    public static Argument<string?> Machine() => new MachineArgument<string?>("NAME")
    {
        Description = $"Machine (default: that of --vm, {VmVariable} or '{MachineName.Default}').",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<bool> Json() => Flag("--json", "Print JSON on stdout, everything else on stderr.");

    /// <summary>An option that is there or not; a word that follows is none of it, which completion has to know.</summary>
    public static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<string> Text(string name, string helpName, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    /// <summary>An option that can be given as often as wanted.</summary>
    public static Option<string[]> Several(string name, string helpName, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    /// <summary>An option with a whole number, refused in plain words.</summary>
    public static Option<int?> Integer(string name, string helpName, string description, params string[] aliases)
    {
        return new Option<int?>(name, aliases)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = argument => ParseInteger(name, argument),
        };
    }

    /// <summary>The bytes an option says, within bounds.</summary>
    public static long SizeIn(ParseResult parsed, Option<string> option, string usual, long least, long most) =>
        SizeText.Parse(option.Name, parsed.GetValue(option) ?? usual, least, most);

    private static int? ParseInteger(string name, ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        argument.AddError($"'{text}' is not a whole number: {name}.");
        return null;
    }
}
