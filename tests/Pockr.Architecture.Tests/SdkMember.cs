using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pockr.Architecture.Tests;

/// <summary>A public method, constructor or property of the SDK that does something; what only holds a value is none.</summary>
/// <param name="Method">As it was compiled.</param>
internal sealed record SdkMember(MethodDefinition Method)
{
    private const string CompilerGenerated = "CompilerGeneratedAttribute";
    private const string Disposal = "System.Void System.IDisposable::Dispose()";

    private static readonly string[] s_awaited =
        ["Task", "Task`1", "ValueTask", "ValueTask`1", "IAsyncEnumerable`1", "IAsyncEnumerator`1", "SandboxStream"];

    /// <summary>Type and member, without namespace and parameters.</summary>
    public string Name => $"{Method.DeclaringType.Name}.{(Method.IsConstructor ? "new" : Method.IsGetter || Method.IsSetter ? Method.Name[4..] : Method.Name)}";

    /// <summary>Whether it is waited for: then it has to do with the machine.</summary>
    public bool IsAwaited => s_awaited.Contains(Method.ReturnType.Name);

    public static IEnumerable<SdkMember> Of(ModuleDefinition module) =>
        from type in module.GetTypes()
        where IsPublic(type)
        from method in type.Methods
        where (method.IsPublic || method.IsFamily) && method.HasBody && !IsGenerated(method) && !IsData(method)
        select new SdkMember(method);

    /// <summary>Whether a test calls it; at the end of a block with <c>using</c> the interface is called.</summary>
    public bool IsIn(IReadOnlySet<string> reached) => reached.Contains(Method.FullName)
        || (Method.Name == nameof(IDisposable.Dispose) && reached.Contains(Disposal)
            && Method.DeclaringType.Methods.Any(other => other != Method && reached.Contains(other.FullName)));

    private static bool IsPublic(TypeDefinition type) => type.IsPublic || (type.IsNestedPublic && IsPublic(type.DeclaringType));

    private static bool IsGenerated(MethodDefinition method) => method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == CompilerGenerated);

    // It stores what it is given, and calls no more than its base's constructor.
    private static bool IsData(MethodDefinition method) => method.IsConstructor && (method.IsStatic || !method.Body.Instructions.Any(
        instruction => instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj && ((MethodReference)instruction.Operand).Name != ".ctor"));
}
