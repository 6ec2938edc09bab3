using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pockr.Contracts;

namespace Pockr.Client;

/// <summary>
/// A request as JSON. The code that was generated to write its type writes it, without the serializer: that makes a table of the type's properties
/// ready before, whatever is to be done with it, which takes longer than the sending. What short commands send is written by hand.
/// </summary>
internal static class RequestText
{
    public static byte[] Of<T>(T request) => request switch
    {
        ExecRequest exec => OfExec(exec),
        CreateContainerRequest container when IsFlat(container) => OfFlat(container),
        _ => Generated(request),
    };

    private static byte[] Generated<T>(T request)
    {
        var type = (JsonTypeInfo<T>)((IJsonTypeInfoResolver)ContractsJson.Default).GetTypeInfo(typeof(T), ContractsJson.Default.Options)!;
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            type.SerializeHandler!(json, request);
        }

        return text.ToArray();
    }

    private static byte[] OfExec(ExecRequest request) => new JsonText()
        .Add("cmd", request.Cmd)
        .Add("env", request.Env)
        .Add("workDir", request.WorkDir)
        .Add("user", request.User)
        .Add("stdin", request.Stdin)
        .Add("timeoutSeconds", request.TimeoutSeconds)
        .ToBytes();

    // Of texts, whole numbers and switches alone.
    private static bool IsFlat(CreateContainerRequest request) => request is
    {
        Ports: null, Labels: null, Mounts: null, Tmpfs: null, Devices: null, Cpus: null, Ulimits: null, RestartPolicy: null, HealthCheck: null, LogOptions: null,
    };

    private static byte[] OfFlat(CreateContainerRequest request) => new JsonText()
        .Add("image", request.Image)
        .Add("name", request.Name)
        .Add("cmd", request.Cmd)
        .Add("env", request.Env)
        .Add("workDir", request.WorkDir)
        .Add("user", request.User)
        .Add("network", request.Network)
        .Add("autoRemove", request.AutoRemove)
        .Add("entrypoint", request.Entrypoint)
        .Add("dns", request.Dns)
        .Add("extraHosts", request.ExtraHosts)
        .Add("memoryBytes", request.MemoryBytes)
        .Add("memorySwapBytes", request.MemorySwapBytes)
        .Add("cpuShares", request.CpuShares)
        .Add("pidsLimit", request.PidsLimit)
        .Add("readOnlyRoot", request.ReadOnlyRoot)
        .Add("init", request.Init)
        .Add("privileged", request.Privileged)
        .Add("capAdd", request.CapAdd)
        .Add("capDrop", request.CapDrop)
        .Add("securityOptions", request.SecurityOptions)
        .Add("stopSignal", request.StopSignal)
        .Add("stopTimeoutSeconds", request.StopTimeoutSeconds)
        .Add("openStdin", request.OpenStdin)
        .Add("tty", request.Tty)
        .Add("hostname", request.Hostname)
        .Add("volatile", request.Volatile)
        .Add("stdinOnce", request.StdinOnce)
        .Add("system", request.System)
        .Add("logDriver", request.LogDriver)
        .Add("bootPriority", request.BootPriority)
        .Add("allowedHosts", request.AllowedHosts)
        .ToBytes();
}
