using System.Net;
using System.Net.Sockets;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Networks;

/// <summary>What requests about networks have to be like.</summary>
internal static class NetworkRules
{
    private const string ParentOption = "parent";

    private static readonly IPNetwork s_machine = IPNetwork.Parse("10.0.2.0/24");

    /// <summary>The name if it can be one, or an id.</summary>
    public static string Check(string idOrName)
    {
        return CanExist(idOrName)
            ? idOrName
            : throw new ProblemException(Problems.NetworkNotFound(idOrName));
    }

    public static void Check(CreateNetworkRequest request)
    {
        if (request.Name.Length < 2 || !CanExist(request.Name))
        {
            throw Invalid($"'{request.Name}' is not a name for a network.",
                "Use at least two of a-z, A-Z, 0-9, '_', '.' and '-', beginning with a letter or a digit.");
        }

        CheckDriver(request);
        CheckAddresses(request);
    }

    public static void Check(ConnectNetworkRequest request)
    {
        if (request.IPv4Address is { } address && !(IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork))
        {
            throw Invalid($"ipv4Address is '{address}'.", "Give an address such as 172.30.0.5, or leave it out.");
        }

        if (request.Aliases?.FirstOrDefault(alias => alias is null || !CanExist(alias)) is { } bad)
        {
            throw Invalid($"'{bad}' in aliases is not a name.", "Use a-z, A-Z, 0-9, '_', '.' and '-', beginning with a letter or a digit.");
        }
    }

    // On the machine's own interface, containers would pass below the firewall that keeps them from the host.
    private static void CheckDriver(CreateNetworkRequest request)
    {
        if (request.Driver is not ("bridge" or "macvlan" or "ipvlan"))
        {
            throw Invalid($"driver is '{request.Driver}'.", "Use 'bridge', 'macvlan' or 'ipvlan'.");
        }

        if (request.Driver != "bridge" && (!request.Internal || request.Options?.ContainsKey(ParentOption) == true))
        {
            throw Invalid($"A network of driver '{request.Driver}' has to be internal, and without the option '{ParentOption}'.",
                "Say \"internal\": true, or use 'bridge'.");
        }
    }

    private static void CheckAddresses(CreateNetworkRequest request)
    {
        if (request.Subnet is null)
        {
            if (request.Gateway is not null)
            {
                throw Invalid($"gateway is '{request.Gateway}' and there is no subnet.", "Give the subnet as well, or leave the gateway out.");
            }

            return;
        }

        if (!IPNetwork.TryParse(request.Subnet, out var subnet))
        {
            throw Invalid($"subnet is '{request.Subnet}'.", "Give the first address and the length of the prefix, such as 172.30.0.0/24.");
        }

        if (subnet.Contains(s_machine.BaseAddress) || s_machine.Contains(subnet.BaseAddress))
        {
            throw Invalid($"subnet is '{request.Subnet}', which overlaps the machine's own {s_machine}.", "Use another range, such as 172.30.0.0/24.");
        }

        if (request.Gateway is not null && !(IPAddress.TryParse(request.Gateway, out var gateway) && subnet.Contains(gateway)))
        {
            throw Invalid($"gateway is '{request.Gateway}'.", $"Give an address in {request.Subnet}, or leave it out.");
        }
    }

    private static bool CanExist(string name)
    {
        return name.Length > 0
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');
    }

    private static ProblemException Invalid(string detail, string remedy) => new(Problems.Invalid(detail, remedy));
}
