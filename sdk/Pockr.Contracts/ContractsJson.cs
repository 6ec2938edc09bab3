using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pockr.Contracts;

/// <summary>How the contracts are written as JSON: camel case, absent instead of <c>null</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ContainerSummary))]
[JsonSerializable(typeof(IReadOnlyList<ContainerSummary>))]
[JsonSerializable(typeof(CreateContainerRequest))]
[JsonSerializable(typeof(ContainerCreated))]
[JsonSerializable(typeof(ExecRequest))]
[JsonSerializable(typeof(FileStat))]
[JsonSerializable(typeof(OutputFrame))]
[JsonSerializable(typeof(IReadOnlyList<ImageSummary>))]
[JsonSerializable(typeof(PullImageRequest))]
[JsonSerializable(typeof(PullProgress))]
[JsonSerializable(typeof(ImageImported))]
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(IReadOnlyList<OriginalContainer>))]
[JsonSerializable(typeof(OriginalStarted))]
[JsonSerializable(typeof(OriginalStopped))]
[JsonSerializable(typeof(OriginalPulled))]
[JsonSerializable(typeof(OriginalVmExecRequest))]
[JsonSerializable(typeof(OriginalExecResult))]
public sealed partial class ContractsJson : JsonSerializerContext;
