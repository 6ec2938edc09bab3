using Microsoft.Extensions.Options;
using Pockr.Sdk.Hosts;

namespace Pockr.Hosting;

internal sealed class PockrOptionsValidation : IValidateOptions<PockrOptions>
{
    public ValidateOptionsResult Validate(string? name, PockrOptions options)
    {
        var failures = (options.Agent is null ? FindInHost(options) : FindInAgent(options.Agent, options.Token)).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FindInAgent(Uri agent, string? token)
    {
        if (!agent.IsAbsoluteUri || (agent.Scheme != Uri.UriSchemeHttp && agent.Scheme != Uri.UriSchemeHttps))
        {
            yield return $"Pockr's Agent '{agent}' is no address of an agent. Give one such as http://127.0.0.1:7080; 'pockr status' tells it.";
        }

        if (string.IsNullOrWhiteSpace(token))
        {
            yield return $"Pockr's Agent '{agent}' is without its Token. Give what 'pockr token' prints.";
        }
    }

    private static IEnumerable<string> FindInHost(PockrOptions options)
    {
        if (options.Token is not null)
        {
            yield return "Pockr's Token is without the Agent it is of. Give its address, or no token for a machine of this host.";
        }

        if (FindInMachine(options.Host) is { } failure)
        {
            yield return failure;
        }
    }

    private static string? FindInMachine(HostOptions options)
    {
        try
        {
            options.Validate();
            return null;
        }
        catch (MachineException failure)
        {
            return $"Pockr's Host: {failure.Message} {failure.Remedy}";
        }
    }
}
