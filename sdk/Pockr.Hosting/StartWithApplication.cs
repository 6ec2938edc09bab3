using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Pockr.Hosting;

/// <summary>Has the machine before the application is up, where that is wished for.</summary>
internal sealed class StartWithApplication(PockrHostProvider hosts, IOptions<PockrOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.StartsWithApplication)
        {
            await hosts.GetAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The container disposes of the provider when nobody is left who uses a sandbox.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
