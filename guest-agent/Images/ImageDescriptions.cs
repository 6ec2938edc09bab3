using System.Globalization;
using Pockr.Contracts;
using Pockr.EngineClient.Models;
using ImageConfig = Pockr.Contracts.ImageConfig;
using ImageDetails = Pockr.Contracts.ImageDetails;
using ImageHistoryEntry = Pockr.Contracts.ImageHistoryEntry;

namespace Pockr.GuestAgent.Images;

/// <summary>dockerd's words about images as the contracts have them: absent instead of empty, and no stand-ins for what is missing.</summary>
internal static class ImageDescriptions
{
    public static ImageSummary Summary(ImageListEntry image) =>
        new(image.Id, Tags(image.RepoTags), image.Size, DateTimeOffset.FromUnixTimeSeconds(image.Created), Tags(image.RepoDigests));

    public static ImageDetails Details(EngineClient.Models.ImageDetails image) => new(
        image.Id,
        Tags(image.RepoTags),
        Tags(image.RepoDigests),
        TextOrNull(image.Parent),
        image.Size,
        DateTimeOffset.TryParse(image.Created, CultureInfo.InvariantCulture, out var created) ? created : null,
        image.Architecture ?? "",
        image.Os ?? "",
        TextOrNull(image.Author),
        TextOrNull(image.Comment),
        Config(image.Config ?? new EngineClient.Models.ImageConfig()),
        image.RootFS?.Layers ?? []);

    public static ImageHistoryEntry History(EngineClient.Models.ImageHistoryEntry entry) => new(
        entry.Id == "<missing>" ? null : entry.Id,
        DateTimeOffset.FromUnixTimeSeconds(entry.Created),
        entry.CreatedBy ?? "",
        entry.Size,
        TextOrNull(entry.Comment),
        Tags(entry.Tags));

    public static ImagesRemoved Removed(IReadOnlyList<ImageDeletion> deletions, long? reclaimed = null) => new(
        [.. deletions.Select(deletion => deletion.Untagged).OfType<string>()],
        [.. deletions.Select(deletion => deletion.Deleted).OfType<string>()],
        reclaimed);

    private static ImageConfig Config(EngineClient.Models.ImageConfig config) => new(
        config.Cmd ?? [],
        config.Entrypoint ?? [],
        config.Env ?? [],
        TextOrNull(config.WorkingDir),
        TextOrNull(config.User),
        [.. config.ExposedPorts?.Keys ?? []],
        [.. config.Volumes?.Keys ?? []],
        config.Labels ?? new Dictionary<string, string>());

    private static IReadOnlyList<string> Tags(IReadOnlyList<string>? names) =>
        [.. (names ?? []).Where(name => !name.Contains("<none>", StringComparison.Ordinal))];

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
