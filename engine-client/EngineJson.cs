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
[JsonSerializable(typeof(WaitResult))]
[JsonSerializable(typeof(ExecSpec))]
[JsonSerializable(typeof(ExecCreated))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(ExecDetails))]
[JsonSerializable(typeof(IReadOnlyList<ImageListEntry>))]
[JsonSerializable(typeof(ImageDetails))]
[JsonSerializable(typeof(PathStat))]
[JsonSerializable(typeof(ProgressMessage))]
internal sealed partial class EngineJson : JsonSerializerContext;
