using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pockr.Sdk.Tests.Hosting;

/// <summary>An application that is stopped and disposed of as <c>RunAsync</c> does it.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningApplication(IHost host) => _host = host;

    public static async Task<RunningApplication> StartAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
            return new RunningApplication(host);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    public T GetRequiredService<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
