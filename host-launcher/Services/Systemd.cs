namespace Pockr.HostLauncher.Services;

/// <summary>systemd, through <c>systemctl</c> and <c>journalctl</c>.</summary>
internal sealed class Systemd : IServiceManager
{
    private const string Kind = ".service";
    private const string NotThere = "not-found"; // named by another unit, but not installed

    private static readonly string[] s_plain = ["--type=service", "--full", "--plain", "--no-legend", "--no-pager"];

    public IReadOnlyList<string> ListCommand { get; } = ["systemctl", "list-units", "--all", .. s_plain];

    public IReadOnlyList<string> StartListCommand { get; } = ["systemctl", "list-unit-files", .. s_plain];

    public IReadOnlyList<Service> Read(string listed, string starting)
    {
        var starts = Rows(starting).Where(row => row.Length > 1).ToDictionary(row => row[0], row => row[1]);
        return
        [
            .. from row in Rows(listed)
               where row.Length > 3 && row[1] != NotThere
               let name = row[0].EndsWith(Kind, StringComparison.Ordinal) ? row[0][..^Kind.Length] : row[0]
               select new Service(name, row[3], starts.GetValueOrDefault(row[0], "")),
        ];
    }

    public IReadOnlyList<string>? CommandOf(ServiceAction action, string service) => action switch
    {
        ServiceAction.Logs => ["journalctl", "--no-pager", "--unit", service],
        ServiceAction.Status => ["systemctl", "--no-pager", "--full", "status", "--", service],
        _ => ["systemctl", "--no-ask-password", action.ToString().ToLowerInvariant(), "--", service],
    };

    private static IEnumerable<string[]> Rows(string text) =>
        text.Split('\n').Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Length > 0);
}
