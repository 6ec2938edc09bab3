namespace Pockr.EngineClient;

/// <summary>A typed client of the Docker Engine API, one property for each of its resources.</summary>
public sealed class DockerEngine : IDisposable
{
    private readonly EngineTransport _transport;

    public DockerEngine(string socketPath)
    {
        _transport = new EngineTransport(socketPath);
        Archives = new ArchiveOperations(_transport);
        Containers = new ContainerOperations(_transport);
        Exec = new ExecOperations(_transport);
        Images = new ImageOperations(_transport);
        Networks = new NetworkOperations(_transport);
        Volumes = new VolumeOperations(_transport);
        System = new SystemOperations(_transport);
    }

    public ArchiveOperations Archives { get; }

    public ContainerOperations Containers { get; }

    public ExecOperations Exec { get; }

    public ImageOperations Images { get; }

    public NetworkOperations Networks { get; }

    public VolumeOperations Volumes { get; }

    public SystemOperations System { get; }

    public void Dispose() => _transport.Dispose();
}
