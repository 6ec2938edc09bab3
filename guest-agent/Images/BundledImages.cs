using Pockr.EngineClient;
using Pockr.GuestAgent.Health;

namespace Pockr.GuestAgent.Images;

/// <summary>Loads the images the machine comes with, in the background of its first boot.</summary>
internal sealed partial class BundledImages(
    DockerEngine engine, HealthReport health, AgentOptions options, ILogger<BundledImages> logger) : BackgroundService
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool AreLoaded => _loaded.Task.IsCompleted;

    public Task WhenLoadedAsync(CancellationToken cancellationToken) => _loaded.Task.WaitAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var notes = new LoadedImages(options.StateDirectory);
            var files = FilesToLoad(notes);
            if (files.Count > 0)
            {
                await health.WhenToldAsync(stoppingToken);
            }

            foreach (var file in files)
            {
                await TryLoadAsync(file, notes, stoppingToken);
            }
        }
        finally
        {
            _loaded.TrySetResult();
        }
    }

    private List<string> FilesToLoad(LoadedImages notes)
    {
        if (!Directory.Exists(options.BundledImages))
        {
            return [];
        }

        var loaded = notes.Read();
        return [.. Directory.EnumerateFiles(options.BundledImages, "*.tar")
            .Where(file => !loaded.Contains(Path.GetFileName(file)))
            .Order(StringComparer.Ordinal)];
    }

    // What fails is not noted, so the next boot tries it again; the machine is of use without it.
    private async Task TryLoadAsync(string file, LoadedImages notes, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = File.OpenRead(file);
            await using var load = await engine.Images.LoadAsync(archive, cancellationToken);
            await load.CompleteAsync(cancellationToken);
            notes.Add(Path.GetFileName(file));
            LogLoaded(file);
        }
        catch (Exception exception) when (
            exception is EngineException or EngineUnavailableException or IOException or UnauthorizedAccessException)
        {
            LogFailed(file, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Loaded the bundled image {File}")]
    private partial void LogLoaded(string file);

    [LoggerMessage(LogLevel.Error, "Cannot load the bundled image {File}: {Reason}")]
    private partial void LogFailed(string file, string reason);
}
