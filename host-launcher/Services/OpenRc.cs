namespace Pockr.HostLauncher.Services;

/// <summary>OpenRC, through <c>rc-status</c>, <c>rc-service</c> and <c>rc-update</c>.</summary>
internal sealed class OpenRc : IServiceManager
{
    public IReadOnlyList<string> ListCommand { get; } = ["rc-status", "--nocolor", "--servicelist"];

    public IReadOnlyList<string> StartListCommand { get; } = ["rc-update", "--nocolor", "show"];

    // " sshd                  [  started  ]", and " sshd |      default".
    public IReadOnlyList<Service> Read(string listed, string starting)
    {
        var starts = Rows(starting, '|').ToDictionary(row => row.Name, row => row.Text);
        return [.. Rows(listed, '[').Select(row => new Service(row.Name, row.Text.TrimEnd(']').Trim(), starts.GetValueOrDefault(row.Name, "")))];
    }

    public IReadOnlyList<string>? CommandOf(ServiceAction action, string service) => action switch
    {
        ServiceAction.Enable => ["rc-update", "add", service],
        ServiceAction.Disable => ["rc-update", "del", service],
        ServiceAction.Logs => null,
        _ => ["rc-service", service, action.ToString().ToLowerInvariant()],
    };

    private static IEnumerable<(string Name, string Text)> Rows(string text, char separator) =>
        from line in text.Split('\n')
        let parts = line.Split(separator, 2)
        where parts.Length == 2
        select (parts[0].Trim(), string.Join(' ', parts[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
