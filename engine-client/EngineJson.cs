using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Pockr.EngineClient.Models;

namespace Pockr.EngineClient;

/// <summary>How the engine writes JSON: member names as in the models, absent instead of null.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(IReadOnlyList<ContainerListEntry>))]
[JsonSerializable(typeof(ContainerSpec))]
[JsonSerializable(typeof(ContainerCreated))]
[JsonSerializable(typeof(ContainerDetails))]
[JsonSerializable(typeof(ContainerUpdate))]
[JsonSerializable(typeof(ContainerUpdated))]
[JsonSerializable(typeof(ContainerFilters))]
[JsonSerializable(typeof(ContainersPruned))]
[JsonSerializable(typeof(ProcessTable))]
[JsonSerializable(typeof(IReadOnlyList<PathChange>))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(WaitResult))]
[JsonSerializable(typeof(ExecSpec))]
[JsonSerializable(typeof(ExecCreated))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(ExecDetails))]
[JsonSerializable(typeof(IReadOnlyList<ImageListEntry>))]
[JsonSerializable(typeof(ImageDetails))]
[JsonSerializable(typeof(ProgressMessage))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(DiskUsageDetails))]
[JsonSerializable(typeof(PruneResult))]
[JsonSerializable(typeof(StatsSample))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>))]
internal sealed partial class EngineJson : JsonSerializerContext;
