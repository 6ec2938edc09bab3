using System.Security;
using Pockr.Machines;

namespace Pockr.HostLauncher.Autostart;

/// <summary>What has a machine started when its user logs in: a file that the system reads.</summary>
/// <param name="Name">As the system names it.</param>
/// <param name="Text">What is in the file.</param>
internal sealed record AutostartUnit(string Name, string Text)
{
    /// <summary>Tells files that pockr made from others; in a comment of each.</summary>
    public const string Mark = "Made by 'pockr autostart'.";

    /// <summary>For systemd: up when it starts, suspended when it stops, and in between it is not looked at.</summary>
    public static AutostartUnit ForSystemd(MachineName machine, string program, string home) => new(
        $"pockr-{machine}.service",
        $"""
        # {Mark}
        [Unit]
        Description=Pockr machine {machine}

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        Environment={SystemdQuote($"{PockrHome.Variable}={home}")}
        ExecStart={SystemdQuote(program)} up {machine}
        ExecStop={SystemdQuote(program)} down {machine}
        TimeoutStartSec=600
        TimeoutStopSec=180

        [Install]
        WantedBy=default.target

        """);

    /// <summary>For launchd, which would end QEMU with the command that starts it if it was not told.</summary>
    public static AutostartUnit ForLaunchd(MachineName machine, string program, string home) => new(
        $"pockr-{machine}.plist",
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- {Mark} -->
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key><string>pockr-{machine}</string>
          <key>ProgramArguments</key>
          <array><string>{SecurityElement.Escape(program)}</string><string>up</string><string>{machine}</string></array>
          <key>EnvironmentVariables</key>
          <dict><key>{PockrHome.Variable}</key><string>{SecurityElement.Escape(home)}</string></dict>
          <key>RunAtLoad</key><true/>
          <key>AbandonProcessGroup</key><true/>
        </dict>
        </plist>

        """);

    // A '%' begins a specifier. A '$' stands for itself in what is the program or a variable's value.
    private static string SystemdQuote(string text)
    {
        var escaped = text
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
