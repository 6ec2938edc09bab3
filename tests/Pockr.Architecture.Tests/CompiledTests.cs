using Mono.Cecil;

namespace Pockr.Architecture.Tests;

/// <summary>The tests of a project as they were compiled.</summary>
internal sealed class CompiledTests
{
    private static readonly string s_output = Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "Pockr.Architecture.Tests"), AppContext.BaseDirectory);

    private readonly string _directory;

    private CompiledTests(string project)
    {
        _directory = OutputOf($"tests/{project}");
        var graph = new CallGraph(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")).Select(ReadSample));
        Reached = Read(project).GetTypes().SelectMany(type => type.Methods).Where(IsTest)
            .ToDictionary(test => $"{test.DeclaringType.Name}.{test.Name}", graph.ReachedFrom);
    }

    public static CompiledTests EndToEnd { get; } = new("Pockr.EndToEnd.Tests");

    public static CompiledTests OfSdk { get; } = new("Pockr.Sdk.Tests");

    /// <summary>What each test calls, by class and method.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Reached { get; }

    /// <summary>Reads an assembly that is beside the tests.</summary>
    public ModuleDefinition Read(string assembly) => Read(_directory, assembly);

    private static ModuleDefinition ReadSample(string directory) => Read(OutputOf(directory), Path.GetFileName(directory));

    private static ModuleDefinition Read(string directory, string assembly)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(directory);
        return ModuleDefinition.ReadModule(Path.Combine(directory, $"{assembly}.dll"), new ReaderParameters { AssemblyResolver = resolver });
    }

    private static string OutputOf(string project) => Path.Combine(Repository.Root, project, s_output);

    private static bool IsTest(MethodDefinition method) =>
        method.CustomAttributes.Any(attribute => attribute.AttributeType.Name is nameof(FactAttribute) or nameof(TheoryAttribute));
}
