using System.Text.Json;
using System.Text.Json.Serialization;
using Pockr.Machines.Disks;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;
using Pockr.Machines.Supervision;
using Pockr.Machines.Templates;

namespace Pockr.Machines;

/// <summary>How the files of machines are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MachineConfig))]
[JsonSerializable(typeof(MachineState))]
[JsonSerializable(typeof(SuspendedMemory))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(PackedMachine))]
[JsonSerializable(typeof(RestartHistory))]
[JsonSerializable(typeof(Template))]
[JsonSerializable(typeof(ProcessEntry))]
[JsonSerializable(typeof(SupervisorStatus))]
[JsonSerializable(typeof(AccelerationCache))]
internal sealed partial class MachineJson : JsonSerializerContext;
