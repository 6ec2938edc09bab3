using System.Text.Json;
using System.Text.Json.Serialization;
using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Processes;
using Pockr.HostLauncher.Qemu;
using Pockr.HostLauncher.Supervision;
using Pockr.HostLauncher.Templates;

namespace Pockr.HostLauncher.Machines;

/// <summary>How the launcher's files and its <c>--json</c> output are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MachineConfig))]
[JsonSerializable(typeof(MachineState))]
[JsonSerializable(typeof(SuspendedMemory))]
[JsonSerializable(typeof(Template))]
[JsonSerializable(typeof(ProcessEntry))]
[JsonSerializable(typeof(SupervisorStatus))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(AccelerationCache))]
[JsonSerializable(typeof(UpReport))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(StatusReport[]))]
[JsonSerializable(typeof(TokenReport))]
internal sealed partial class LauncherJson : JsonSerializerContext;
