using Pockr.Contracts;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Settings;

/// <summary>Certificates to trust beside those of the image. Go, which dockerd is written in, reads every file of the directory.</summary>
internal sealed class ExtraAuthorities(AgentOptions options)
{
    private readonly string _file = Path.Combine(options.Certificates, "pockr-extra.pem");

    /// <summary>dockerd reads them once, when it first needs one.</summary>
    public EngineChange Write(SystemSettings settings) =>
        DurableFile.Ensure(_file, settings.ExtraCa) ? EngineChange.Restart : EngineChange.None;
}
