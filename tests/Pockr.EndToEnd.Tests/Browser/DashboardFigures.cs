using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>
/// How large the dashboard is, and how soon it can be used; measured where it is asked for, into <c>artifacts/test-results/dashboard-figures.md</c>.
/// A page can be used when it is connected and shows the machine's parts, its containers, and the first sample of what it uses.
/// </summary>
public sealed class DashboardFigures(DashboardVm vm) : DashboardTests(vm)
{
    private const int ManyContainers = 200;
    private const string Overview = "document.querySelectorAll('.parts li').length > 1 && [...document.querySelectorAll('.overview-top .big')].every((one) => /[0-9]/.test(one.textContent))";
    private const string Containers = "document.querySelectorAll('tbody tr').length > 0";
    private const string TransferredKibibytes =
        "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(({ name }) => !/v1|health/.test(name)).reduce((sum, one) => sum + one.encodedBodySize, 0) / 1024";

    private static readonly int s_loads = int.Parse(Environment.GetEnvironmentVariable("POCKR_TEST_LOADS") ?? "10", CultureInfo.InvariantCulture);

    private readonly List<string> _rows = [];

    [Fact(Explicit = true, Timeout = 1_800_000)]
    public async Task Figures_AreWritten()
    {
        NoteBundle();
        await MeasureAsync("Overview", "", Overview);
        for (var number = 0; number < ManyContainers; number++)
        {
            await TestContainer.CreateAsync(Vm, $"many-{number:d3}", """{"cmd":["true"]}""");
        }

        await MeasureAsync($"Overview, {ManyContainers} containers", "", Overview);
        await MeasureAsync($"Containers, {ManyContainers} of them", "containers", Containers);

        await TestResults.WriteAsync("dashboard-figures.md", _rows);
    }

    private void NoteBundle()
    {
        var pages = Path.Combine(Requirements.Root, "artifacts/dashboard");
        Requirements.Need(pages);
        var sizes = Directory.GetFiles(pages, "*", SearchOption.AllDirectories).Select(file => new FileInfo(file).Length).ToList();
        _rows.AddRange([string.Create(CultureInfo.InvariantCulture, $"All {sizes.Count} files: {sizes.Sum() / 1024.0:f0} KiB compressed."), ""]);
        _rows.AddRange(["| Page | Load | Median | Slowest | Fetched |", "|---|---|--:|--:|--:|"]);
    }

    private async Task MeasureAsync(string page, string route, string usable)
    {
        List<double> cold = [], warm = [];
        double coldKibibytes = 0, warmKibibytes = 0;
        for (var load = 0; load < s_loads; load++)
        {
            await using var context = await SignedInAsync(usable);
            var tab = await context.NewPageAsync();
            await tab.GotoAsync($"{Vm.Url}/#/{route}");
            cold.Add(await UsableAsync(tab));
            coldKibibytes = await tab.EvaluateAsync<double>(TransferredKibibytes);
            await tab.ReloadAsync();
            warm.Add(await UsableAsync(tab));
            warmKibibytes = await tab.EvaluateAsync<double>(TransferredKibibytes);
        }

        Note(page, "first", cold, coldKibibytes);
        Note(page, "again", warm, warmKibibytes);
    }

    /// <summary>A browser's profile that has fetched nothing yet, and has a key.</summary>
    private async Task<IBrowserContext> SignedInAsync(string usable)
    {
        var key = await TestContainer.SendAsync(Vm, "POST", "/v1/sign-in");
        var context = await Vm.Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await context.AddInitScriptAsync($$"""
            sessionStorage.setItem("pockr.key", {{JsonValue.Create(key.Body).ToJsonString()}});
            new MutationObserver((_, observer) => {
              if (document.querySelector(".connection.live") && {{usable}}) {
                window.usableAt = performance.now();
                observer.disconnect();
              }
            }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
            """);
        return context;
    }

    // Since the browser was sent there.
    private static async Task<double> UsableAsync(IPage tab)
    {
        await tab.WaitForFunctionAsync("() => window.usableAt");
        return await tab.EvaluateAsync<double>("() => window.usableAt");
    }

    private void Note(string page, string load, List<double> milliseconds, double kibibytes)
    {
        milliseconds.Sort();
        _rows.Add(string.Create(
            CultureInfo.InvariantCulture, $"| {page} | {load} | {milliseconds[milliseconds.Count / 2]:f0} ms | {milliseconds[^1]:f0} ms | {kibibytes:f0} KiB |"));
    }
}
