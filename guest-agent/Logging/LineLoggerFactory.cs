using System.Globalization;
using System.Text;

namespace Pockr.GuestAgent.Logging;

/// <summary>Writes one line a record to standard error, which init sends to the machine's log.</summary>
internal sealed class LineLoggerFactory : ILoggerFactory
{
    private const string Framework = "Microsoft";

    private readonly Stream _output = Console.OpenStandardError();
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) =>
        new LineLogger(this, categoryName.StartsWith(Framework, StringComparison.Ordinal) ? LogLevel.Warning : LogLevel.Information);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The agent's log is a file of lines, and nothing else.");

    public void Dispose() => _output.Dispose();

    private void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        lock (_lock)
        {
            _output.Write(bytes);
        }
    }

    private sealed class LineLogger(LineLoggerFactory factory, LogLevel minimum) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception}";
            factory.Write($"{time} {Word(logLevel)} {OneLine(text)}\n");
        }

        private static string Word(LogLevel level) => level switch
        {
            LogLevel.Critical or LogLevel.Error => "error",
            LogLevel.Warning => "warning",
            _ => "info",
        };

        private static string OneLine(string text) =>
            text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }
}
