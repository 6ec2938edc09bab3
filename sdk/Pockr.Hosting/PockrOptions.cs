using Pockr.Sdk.Hosts;

namespace Pockr.Hosting;

/// <summary>Which machine an application has its sandboxes in.</summary>
public sealed class PockrOptions
{
    /// <summary>The machine of this host that is found or started, unless <see cref="Agent"/> is given.</summary>
    public HostOptions Host { get; set; } = new();

    /// <summary>Address of the agent of a machine that somebody else has started, such as <c>http://127.0.0.1:7080</c>.</summary>
    public Uri? Agent { get; set; }

    /// <summary>That machine's token, as <c>pockr token</c> prints it. It is a secret: have it from where the application has its others.</summary>
    public string? Token { get; set; }

    /// <summary>Whether the application has its machine before it is up itself; otherwise whoever needs it first waits for it.</summary>
    public bool StartsWithApplication { get; set; }
}
