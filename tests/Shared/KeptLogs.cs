using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Pockr.Testing;

/// <summary>Keeps all that is logged, whatever its level, as <c>category: message</c>.</summary>
internal sealed class KeptLogs : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Kept(categoryName, Lines);

    public void Dispose()
    {
    }

    private sealed class Kept(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category}: {formatter(state, exception)}");
    }
}
