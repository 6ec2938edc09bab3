using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pockr.Sdk.Projects;

/// <summary>How a project's files are written. People write the settings: comments and a comma too many are no error.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(ProjectSettings))]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class ProjectsJson : JsonSerializerContext;
