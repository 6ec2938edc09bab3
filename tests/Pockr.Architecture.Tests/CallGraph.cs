using Mono.Cecil;

namespace Pockr.Architecture.Tests;

/// <summary>What tests call, as it was compiled: by themselves, through what else is in their assembly, and in the samples they run.</summary>
internal sealed class CallGraph
{
    private const string Service = "GetRequiredService";
    private const string StateMachineAttribute = "StateMachineAttribute";

    private readonly Dictionary<string, MethodDefinition> _samples;

    /// <param name="samples">Programs that tests start by their names.</param>
    public CallGraph(IEnumerable<ModuleDefinition> samples) =>
        _samples = samples.ToDictionary(sample => sample.Assembly.Name.Name, sample => sample.EntryPoint);

    /// <returns>Methods of other assemblies, by their full names.</returns>
    public IReadOnlySet<string> ReachedFrom(MethodDefinition test)
    {
        var (reached, seen) = (new HashSet<string>(), new HashSet<MethodDefinition>());
        var left = new Stack<MethodDefinition>([test, .. CalledByXunit(test.DeclaringType, reached)]);
        while (left.TryPop(out var method))
        {
            if (seen.Add(method))
            {
                NextTo(method, reached).ForEach(left.Push);
            }
        }

        return reached;
    }

    private List<MethodDefinition> NextTo(MethodDefinition method, HashSet<string> reached)
    {
        var next = StateMachineOf(method);
        foreach (var operand in method.HasBody ? method.Body.Instructions.Select(instruction => instruction.Operand) : [])
        {
            if (operand is string text && _samples.TryGetValue(text, out var program))
            {
                next.Add(program);
            }
            else if (operand is MethodReference called)
            {
                Follow(called, next, reached);
            }
        }

        return next;
    }

    private static void Follow(MethodReference called, List<MethodDefinition> next, HashSet<string> reached)
    {
        if (called.DeclaringType.Scope is ModuleDefinition && called.Resolve() is { } own)
        {
            next.Add(own);
            return;
        }

        reached.Add(called.GetElementMethod().FullName);
        if (called is GenericInstanceMethod { Name: Service } service)
        {
            AddMade(service.GenericArguments[0], reached); // and disposed of
        }
    }

    private static List<MethodDefinition> StateMachineOf(MethodDefinition method) =>
    [
        .. from attribute in method.CustomAttributes
           where attribute.AttributeType.Name.EndsWith(StateMachineAttribute, StringComparison.Ordinal)
           from part in ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve().Methods
           select part,
    ];

    /// <summary>Constructors, beginnings and ends of a test's class and of its fixtures; what a fixture overrides is its base's to call.</summary>
    private static List<MethodDefinition> CalledByXunit(TypeDefinition type, HashSet<string> reached)
    {
        List<MethodDefinition> called = [];
        foreach (var method in type.Methods.Where(method => method.IsConstructor || method.IsVirtual))
        {
            called.Add(method);
            foreach (var fixture in method.Parameters.Select(parameter => parameter.ParameterType).OfType<TypeDefinition>().Where(_ => method.IsConstructor))
            {
                called.AddRange(CalledByXunit(fixture, reached));
            }
        }

        AddMade(type.BaseType, reached);
        return called;
    }

    private static void AddMade(TypeReference type, HashSet<string> reached)
    {
        if (type.Scope is AssemblyNameReference scope && scope.Name.StartsWith("Pockr.", StringComparison.Ordinal))
        {
            reached.UnionWith(type.Resolve().Methods.Where(method => method.IsConstructor || method.IsVirtual).Select(method => method.FullName));
        }
    }
}
