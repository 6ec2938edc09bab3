using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pockr.Client;

namespace Pockr.Hosting;

/// <summary>Adds sandboxes to an application's services.</summary>
public static class PockrServices
{
    /// <summary>Name of the HTTP client that requests to the machine's agent are sent with.</summary>
    public const string HttpClientName = "Pockr";

    /// <summary>Adds <see cref="PockrHostProvider"/>; options that cannot be end the application's start.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says which machine; the one that <c>pockr</c> means if absent.</param>
    /// <returns>
    /// The HTTP client, for handlers of the application's own: logging, resilience. A handler is given the machine's token. Requests may
    /// wait for minutes, and what is sent twice is done twice.
    /// </returns>
    public static IHttpClientBuilder AddPockr(this IServiceCollection services, Action<PockrOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<PockrOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PockrOptions>, PockrOptionsValidation>());
        services.TryAddSingleton<PockrHostProvider>();
        services.AddHostedService<StartWithApplication>();
        return services.AddHttpClient(HttpClientName).ConfigurePrimaryHttpMessageHandler(PockrClient.CreateTransport);
    }
}
