using Pockr.HostLauncher.Services;

namespace Pockr.HostLauncher.Tests.Services;

public sealed class ServiceManagerTests
{
    [Fact]
    public void Systemd_IsReadAsItPrints()
    {
        const string Listed = """
              cron.service              loaded    active   running Regular background program processing daemon
              getty@tty1.service        loaded    inactive dead    Getty on tty1
              web.service               loaded    failed   failed  A web server
              plymouth-quit.service     not-found inactive dead    plymouth-quit.service
            """;
        const string Starting = """
            cron.service                enabled  enabled
            getty@.service              enabled  enabled
            web.service                 disabled enabled
            """;

        var services = new Systemd().Read(Listed, Starting);

        Assert.Equal(
            [new Service("cron", "running", "enabled"), new Service("getty@tty1", "dead", ""), new Service("web", "failed", "disabled")], services);
    }

    [Fact]
    public void OpenRc_IsReadAsItPrints()
    {
        const string Listed = """
             cron                                               [  started  ]
             mount-ro                                           [  stopped  ]
            """;
        const string Starting = """
                     cron |      default               recovery
                 mount-ro |                              shutdown
            """;

        var services = new OpenRc().Read(Listed, Starting);

        Assert.Equal([new Service("cron", "started", "default recovery"), new Service("mount-ro", "stopped", "shutdown")], services);
    }

    [Theory]
    [InlineData(nameof(ServiceAction.Start), "systemctl --no-ask-password start -- web", "rc-service web start")]
    [InlineData(nameof(ServiceAction.Enable), "systemctl --no-ask-password enable -- web", "rc-update add web")]
    [InlineData(nameof(ServiceAction.Disable), "systemctl --no-ask-password disable -- web", "rc-update del web")]
    [InlineData(nameof(ServiceAction.Status), "systemctl --no-pager --full status -- web", "rc-service web status")]
    [InlineData(nameof(ServiceAction.Logs), "journalctl --no-pager --unit web", null)]
    public void EachAction_IsTheToolsOwnCommand(string name, string systemd, string? openRc)
    {
        var action = Enum.Parse<ServiceAction>(name);
        Assert.Equal(systemd, string.Join(' ', new Systemd().CommandOf(action, "web")!));
        Assert.Equal(openRc, new OpenRc().CommandOf(action, "web") is { } command ? string.Join(' ', command) : null);
    }
}
