using System.CommandLine;
using System.Text.Json;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr open</c></summary>
internal sealed class OpenCommand : MachineCommand
{
    private readonly Option<bool> _print = CommonOptions.Flag("--print", "Print the address instead, which signs in once and within 60 seconds.");
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly CommonOptions _common;
    private readonly Browser _browser;

    public OpenCommand(CommandPlace place, CommonOptions common, Browser browser)
        : base(place, "open", "Open the machine's dashboard in the browser, signed in.")
    {
        _common = common;
        _browser = browser;
        Add(_print);
        Add(_json);
    }

    protected override bool SendsOneAtATime => true;

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = await OpenAsync(parsed, cancellationToken);
        var code = await machine.Client.MakeSignInCodeAsync(cancellationToken);
        var page = machine.Running.State.Url;
        var address = $"{page}#code={code.Code}"; // what is behind '#', a browser sends to nobody
        var isOpened = !parsed.GetValue(_print) && _browser.TryOpen(address);
        if (parsed.GetValue(_json))
        {
            var report = new OpenReport(_common.NameIn(parsed).Value, address, code.ExpiresAt, isOpened);
            Terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.OpenReport));
        }
        else if (isOpened)
        {
            Terminal.WriteMessage($"{page} opens in the browser; where it does not, 'pockr open --print' prints an address that does.");
        }
        else
        {
            Terminal.WriteResult(address);
            Terminal.WriteMessage("This address is good for 60 seconds, and once.");
        }

        return ExitCodes.Success;
    }
}
