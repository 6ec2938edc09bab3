using Microsoft.Extensions.Logging;

namespace Pockr.Hosting;

/// <summary>Logs how a machine comes up, and tells whoever else wants to know.</summary>
internal sealed class LoggedProgress(ILogger logger, string machine, IProgress<string>? other) : IProgress<string>
{
    public void Report(string value)
    {
        PockrLog.Stage(logger, machine, value);
        other?.Report(value);
    }
}
