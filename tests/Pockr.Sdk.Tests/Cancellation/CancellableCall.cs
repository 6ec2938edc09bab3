using System.Reflection;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Hosting;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;
using Pockr.Xunit;

namespace Pockr.Sdk.Tests.Cancellation;

/// <summary>A public method of the SDK that is waited for and can be given up.</summary>
internal sealed record CancellableCall(MethodInfo Method)
{
    private static readonly Assembly[] s_assemblies =
        [typeof(PockrClient).Assembly, typeof(PockrHost).Assembly, typeof(PockrHostProvider).Assembly, typeof(PockrFixture).Assembly];

    private static readonly Dictionary<Type, object> s_values = new()
    {
        [typeof(string)] = "a",
        [typeof(int)] = 1,
        [typeof(bool)] = true,
        [typeof(DateTimeOffset)] = DateTimeOffset.UnixEpoch,
        [typeof(ReadOnlyMemory<byte>)] = new ReadOnlyMemory<byte>(new byte[64 << 20]), // more than a connection takes
        [typeof(IReadOnlyList<string>)] = (IReadOnlyList<string>)["a"],
        [typeof(IReadOnlyList<(string, string)>)] = (IReadOnlyList<(string, string)>)[],
        [typeof(CreateContainerRequest)] = new CreateContainerRequest("busybox"),
        [typeof(UpdateContainerRequest)] = new UpdateContainerRequest(),
        [typeof(ExecRequest)] = new ExecRequest(["x"]),
        [typeof(ExecRunRequest)] = new ExecRunRequest(["x"]),
        [typeof(VmExecRequest)] = new VmExecRequest("x"),
        [typeof(SessionRunRequest)] = new SessionRunRequest("x"),
        [typeof(CreateNetworkRequest)] = new CreateNetworkRequest("n"),
        [typeof(ConnectNetworkRequest)] = new ConnectNetworkRequest("box"),
        [typeof(DisconnectNetworkRequest)] = new DisconnectNetworkRequest("box"),
        [typeof(CreateVolumeRequest)] = new CreateVolumeRequest(),
        [typeof(MoveFileRequest)] = new MoveFileRequest("/a", "/b"),
        [typeof(CommitContainerRequest)] = new CommitContainerRequest("i"),
        [typeof(PruneRequest)] = new PruneRequest(),
        [typeof(SystemSettings)] = new SystemSettings(),
        [typeof(BuildOptions)] = new BuildOptions(),
        [typeof(SandboxOptions)] = new SandboxOptions { Image = "busybox" },
        [typeof(SandboxRun)] = new SandboxRun(["x"]),
        [typeof(Profile)] = Profiles.Python,
    };

    /// <summary>Type, name and types of the parameters.</summary>
    public string Name =>
        $"{Method.DeclaringType!.Name}.{Method.Name}({string.Join(", ", Parameters.Select(parameter => parameter.ParameterType.Name))})";

    private IEnumerable<ParameterInfo> Parameters => Method.GetParameters().SkipLast(1);

    // What gives items, or goes through them, is read.
    private MethodInfo Reader => typeof(CancellableCall)
        .GetMethod(Method.ReturnType.Name == typeof(IAsyncEnumerable<>).Name ? nameof(ReadAllAsync) : nameof(ReadOnAsync), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(Method.ReturnType.GetGenericArguments());

    public static IEnumerable<CancellableCall> All() =>
        from assembly in s_assemblies
        from type in assembly.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where method.GetParameters() is [.., var last] && last.ParameterType == typeof(CancellationToken)
        select new CancellableCall(method);

    /// <summary>Calls it, and reads what it gives to the end.</summary>
    public Task InvokeAsync(object? target, Func<ParameterInfo, object?> choose, CancellationToken cancellationToken)
    {
        object?[] arguments = [.. Parameters.Select(parameter => choose(parameter) ?? ValueOf(parameter)), cancellationToken];
        var result = Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        return result as Task ?? (Task)Reader.Invoke(null, [result, cancellationToken])!;
    }

    private static object? ValueOf(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Stream) ? new MemoryStream([1])
        : parameter.HasDefaultValue ? parameter.DefaultValue
        : s_values.GetValueOrDefault(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType)
            ?? throw new InvalidOperationException($"No value for {parameter.ParameterType} is known.");

    private static async Task ReadAllAsync<T>(IAsyncEnumerable<T> items, CancellationToken cancellationToken)
    {
        await foreach (var _ in items.WithCancellation(cancellationToken))
        {
        }
    }

    private static async Task ReadOnAsync<T>(IAsyncEnumerator<T> items, CancellationToken cancellationToken)
    {
        await using (items)
        {
            while (await items.MoveNextAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
