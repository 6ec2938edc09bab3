namespace Pockr.HostLauncher.Services;

/// <summary>The tool by which a system looks after its services.</summary>
internal interface IServiceManager
{
    /// <summary>Command that lists what there is.</summary>
    IReadOnlyList<string> ListCommand { get; }

    /// <summary>Command that lists what starts with the system.</summary>
    IReadOnlyList<string> StartListCommand { get; }

    /// <param name="listed">Output of <see cref="ListCommand"/>.</param>
    /// <param name="starting">Output of <see cref="StartListCommand"/>.</param>
    IReadOnlyList<Service> Read(string listed, string starting);

    /// <summary>Command that does it; nothing where there are no logs of services.</summary>
    IReadOnlyList<string>? CommandOf(ServiceAction action, string service);
}
