using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Pockr.HostLauncher.Checks;
using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Commands.Images;
using Pockr.HostLauncher.Commands.Sandboxes;
using Pockr.HostLauncher.Judging;
using Pockr.HostLauncher.Services;
using Pockr.Machines;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher;

/// <summary>How the <c>--json</c> output is written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StatsReport[]))]
[JsonSerializable(typeof(IReadOnlyList<Service>))]
[JsonSerializable(typeof(SnapshotReport))]
[JsonSerializable(typeof(SnapshotReport[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<ForwardedPort>))]
[JsonSerializable(typeof(UpReport))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(StatusReport[]))]
[JsonSerializable(typeof(TokenReport))]
[JsonSerializable(typeof(OpenReport))]
[JsonSerializable(typeof(ConfigReport))]
[JsonSerializable(typeof(CheckReport[]))]
[JsonSerializable(typeof(ImageReport[]))]
[JsonSerializable(typeof(VerifiedImage[]))]
[JsonSerializable(typeof(TakenReport))]
[JsonSerializable(typeof(CollectReport))]
[JsonSerializable(typeof(JudgeReport))]
[JsonSerializable(typeof(IReadOnlyList<SandboxInfo>))]
[JsonSerializable(typeof(SandboxReport))]
[JsonSerializable(typeof(ProjectReport))]
[JsonSerializable(typeof(IReadOnlyList<ProfileReport>))]
[JsonSerializable(typeof(IReadOnlyList<RunRecord>))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class LauncherJson : JsonSerializerContext;
