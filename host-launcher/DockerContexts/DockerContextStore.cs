using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.HostLauncher.Errors;
using Pockr.Machines;

namespace Pockr.HostLauncher.DockerContexts;

/// <summary>
/// Docker's own store of contexts, which the <c>docker</c> command reads; it is not needed here. What was not made here is not touched, and
/// what was is known by a field of its metadata that Docker keeps as it is.
/// </summary>
internal sealed class DockerContextStore(Func<string, string?> variable)
{
    private const string Mark = "PockrMachine";

    private string Configuration => variable("DOCKER_CONFIG") is { Length: > 0 } given
        ? Path.GetFullPath(given)
        : Path.Combine(UserHome.Of(variable), ".docker");

    /// <summary>Whether <c>docker</c> uses it when nothing else is said.</summary>
    public bool IsCurrent(DockerContextName name) => FindCurrent() == name.Value;

    public void Create(DockerContextName name, MachineName machine, MachineFiles files)
    {
        if (Directory.Exists(DirectoryOf(name)) && MachineOf(name) != files.Directory)
        {
            throw CommandFailures.ContextForeign(name.Value, "made by somebody else, or for another machine");
        }

        PrivateDirectory.Create(DirectoryOf(name));
        AtomicFile.Write(FileOf(name), JsonSerializer.SerializeToUtf8Bytes(Describe(name, machine, files), LauncherJson.Default.JsonObject));
    }

    /// <returns>Whether there was one.</returns>
    public bool Remove(DockerContextName name)
    {
        if (!Directory.Exists(DirectoryOf(name)))
        {
            return false;
        }

        if (MachineOf(name) is null)
        {
            throw CommandFailures.ContextForeign(name.Value, "not made by pockr");
        }

        if (IsCurrent(name))
        {
            throw CommandFailures.ContextInUse(name.Value);
        }

        Directory.Delete(DirectoryOf(name), recursive: true);
        return true;
    }

    private static JsonObject Describe(DockerContextName name, MachineName machine, MachineFiles files) => new()
    {
        ["Name"] = name.Value,
        ["Metadata"] = new JsonObject { ["Description"] = $"Pockr machine '{machine}'", [Mark] = files.Directory },
        ["Endpoints"] = new JsonObject
        {
            ["docker"] = new JsonObject { ["Host"] = $"unix://{files.DockerSocket}", ["SkipTLSVerify"] = false },
        },
    };

    /// <summary>Directory of the machine it was made for; nothing if it was not made here.</summary>
    private string? MachineOf(DockerContextName name) => TryRead(FileOf(name))?["Metadata"] is JsonObject metadata ? TextOf(metadata[Mark]) : null;

    private string? FindCurrent() => variable("DOCKER_CONTEXT") is { Length: > 0 } given
        ? given
        : TextOf(TryRead(Path.Combine(Configuration, "config.json"))?["currentContext"]);

    private static JsonObject? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private string DirectoryOf(DockerContextName name) => Path.Combine(Configuration, "contexts", "meta", name.Digest);

    private string FileOf(DockerContextName name) => Path.Combine(DirectoryOf(name), "meta.json");
}
