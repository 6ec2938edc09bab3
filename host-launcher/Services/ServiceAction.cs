namespace Pockr.HostLauncher.Services;

/// <summary>What can be done with a service.</summary>
internal enum ServiceAction
{
    Start,
    Stop,
    Restart,
    Enable,
    Disable,
    Status,
    Logs,
}
