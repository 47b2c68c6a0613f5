using System.Text;
using Microsoft.Extensions.Logging;

namespace Muniment.Hub.Tests;

/// <summary>Keeps what is logged, with every value, for tests that look for what must not be there.</summary>
sealed class LogUnderTest : ILoggerProvider, ILogger
{
    readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_text)
            _text.Append(eventId.Id).Append(' ').Append(formatter(state, exception)).Append(' ').AppendLine(exception?.ToString());
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
