using System.Globalization;
using System.Text.Json;
using Pockr.Client;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp;

/// <summary>What tools refuse. Whoever reads it is a model, so remedies are about tools, and about whoever starts the server.</summary>
internal static class ToolFailures
{
    private const string ArgumentInvalid = "argument_invalid";
    private const string LimitExceeded = "limit_exceeded";
    private const int ShownLength = 60;

    public static PockrException UnknownArgument(string tool, string name, IReadOnlyList<string> names) => new(
        $"{tool} has no argument '{Shorten(name)}'.",
        ArgumentInvalid,
        names.Count == 0 ? "Leave it out: there are none." : $"Use {string.Join(", ", names)}.");

    public static PockrException ArgumentMissing(string name) => new($"There is no '{name}', which is needed.", ArgumentInvalid, "Add it.");

    public static PockrException WrongType(ToolParameter parameter, JsonElement value) => new(
        $"'{parameter.Name}' is {Shorten(value.GetRawText())}, which is of another type than asked for.",
        ArgumentInvalid,
        $"Send {(parameter.IsArray ? "an array, each of type" : "one value of type")} '{parameter.Type}'.");

    public static PockrException NoText(string name) => new(
        $"'{name}' is no text: it has half of a surrogate pair in it.", ArgumentInvalid, "Send whole characters.");

    public static PockrException NoChoice(ToolParameter parameter, string text) => new(
        $"'{parameter.Name}' is '{Shorten(text)}', which is not to be had here.",
        ArgumentInvalid,
        $"Use one of: {string.Join(", ", parameter.Choices)}.{WhoAllows(parameter.Option)}");

    public static PockrException OutOfBounds(ToolParameter parameter, double number) => parameter.Option is not null && number > parameter.Most
        ? new PockrException(
            $"'{parameter.Name}' is {Digits(number)}, and {Digits(parameter.Most)} is the most this server allows.",
            LimitExceeded,
            $"Ask for {Digits(parameter.Most)} or less.{WhoAllows(parameter.Option)}")
        : new PockrException(
            $"'{parameter.Name}' is {Digits(number)}.", ArgumentInvalid, $"Use {Digits(parameter.Least)} to {Digits(parameter.Most)}.");

    public static PockrException NotBase64(string name) => new(
        $"'{name}' is not Base64.", ArgumentInvalid, "Encode it again, or send it as text with the encoding 'utf-8'.");

    public static PockrException CommandOrArguments(bool areBoth) => new(
        areBoth ? "There are 'command' and 'argv'." : "There is nothing to run.",
        ArgumentInvalid,
        "Send 'command', a line for sh, or 'argv', a program and its arguments.");

    public static PockrException ImageOrProfile(string image, string profile) => new(
        $"There are an image, '{image}', and a profile, '{profile}'.", ArgumentInvalid, "Send one of them.");

    public static PockrException PathEmpty() => new("'path' is empty.", ArgumentInvalid, "Name a file or a directory of the sandbox.");

    public static PockrException CodeTooLong(int bytes, int limit) => new(
        $"The code has {bytes} bytes, and {limit} is the most that can be given to an interpreter as one word.",
        LimitExceeded,
        "Write it into a file with write_file, and run that with run_command.");

    public static PockrException NameInvalid(string name) => new(
        $"'{Shorten(name)}' cannot be the name of a sandbox.",
        ArgumentInvalid,
        $"Use letters, digits, '.', '_' and '-', up to {SandboxName.Longest}, and begin with a letter or a digit.");

    public static PockrException NameTaken(string name) => new(
        $"There is a sandbox '{name}' already.", "name_taken", "Use it, choose another name, or remove it with remove_sandbox.");

    public static PockrException NoSandbox(string name) => new ResourceNotFoundException(
        $"There is no sandbox '{Shorten(name)}'.",
        SandboxProblems.SandboxNotFound,
        $"List them with list_sandboxes, make it with create_sandbox, or leave the name out to use '{McpSandboxes.Usual}'.");

    public static PockrException TooManySandboxes(IEnumerable<string> names, int limit) => new(
        $"There are {limit} sandboxes, which is the most this server allows: {string.Join(", ", names.Order(StringComparer.Ordinal))}.",
        LimitExceeded,
        $"Remove one with remove_sandbox.{WhoAllows("--max-sandboxes")}");

    public static PockrException NoNetwork(IEnumerable<int> ports) => new(
        $"Sandboxes here have no network, so ports ({string.Join(", ", ports)}) cannot be published.",
        "network_not_allowed",
        $"Leave 'ports' out.{WhoAllows("--network NAME")}");

    private static string WhoAllows(string? option) => option is null ? "" : $" Whoever starts the server can allow more with '{option}'.";

    private static string Digits(double? number) => string.Create(CultureInfo.InvariantCulture, $"{number}");

    private static string Shorten(string text) => text.Length <= ShownLength ? text : $"{text[..ShownLength]}...";
}
