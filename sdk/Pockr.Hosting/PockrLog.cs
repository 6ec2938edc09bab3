using Microsoft.Extensions.Logging;

namespace Pockr.Hosting;

internal static partial class PockrLog
{
    [LoggerMessage(1, LogLevel.Information, "Machine {Machine}: {Stage}")]
    public static partial void Stage(ILogger logger, string machine, string stage);

    [LoggerMessage(2, LogLevel.Information, "Machine {Machine} is there.")]
    public static partial void Ready(ILogger logger, string machine);
}
