namespace Pockr.GuestAgent.Containers;

/// <summary>A program that boots a system and brings it down.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="StopSignal">Signal that makes it end its services and then itself.</param>
internal sealed record SystemInit(string Name, string StopSignal)
{
    /// <summary>Label of a container with such a program; its value is the program's name.</summary>
    public const string Label = "pockr.init";

    private static readonly SystemInit s_unknown = new("unknown", "SIGTERM");

    // systemd(1), busybox's init/init.c, openrc-init(8), runit-init(8), s6-svscan(1), sysvinit's init(8).
    private static readonly Dictionary<string, SystemInit> s_known = new()
    {
        ["systemd"] = new("systemd", "SIGRTMIN+3"),
        ["busybox"] = new("busybox", "SIGUSR2"),
        ["openrc-init"] = new("openrc", "SIGTERM"),
        ["runit-init"] = new("runit", "SIGCONT"),
        ["runit"] = new("runit", "SIGCONT"),
        ["s6-svscan"] = new("s6", "SIGTERM"),

        // Its Ctrl-Alt-Del. It has no signal that powers off; a container does not come up again by itself, so that a reboot is as good.
        ["init"] = new("sysvinit", "SIGINT"),
    };

    /// <param name="path">The program itself, not a link to it.</param>
    public static SystemInit Of(string path) => s_known.GetValueOrDefault(path[(path.LastIndexOf('/') + 1)..], s_unknown);
}
