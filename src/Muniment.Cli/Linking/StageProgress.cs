using System.Diagnostics;
using System.Globalization;
using Muniment.Linkage.Blocking;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>Tells on standard error which stage is under way; in a terminal also how far it has come, how fast, and how long it will take.</summary>
/// <remarks>In a pipe each stage is one line. Disposing it clears the terminal's line.</remarks>
sealed class StageProgress : IProgress<LoadProgress>, IDisposable
{
    const int Milliseconds = 250;

    readonly Lock _lock = new();
    readonly Timer? _timer;
    readonly TextWriter _writer;
    string _stage = "";
    long _begun;
    LoadProgress _load;

    public StageProgress()
        : this(Console.Error, !Console.IsErrorRedirected)
    {
    }

    /// <summary>For tests: another writer, as a terminal or not.</summary>
    public StageProgress(TextWriter writer, bool isTerminal)
    {
        _writer = writer;
        _timer = isTerminal ? new Timer(_ => Show(), null, Milliseconds, Milliseconds) : null;
    }

    /// <summary>Written by the comparison of pairs.</summary>
    public RunProgress Pairs { get; } = new();

    /// <summary>A stage begins.</summary>
    public void Begin(string stage)
    {
        lock (_lock)
        {
            (_stage, _begun) = (stage, Stopwatch.GetTimestamp());
            if (_timer is null)
                _writer.WriteLine(stage);
        }
    }

    /// <inheritdoc/>
    public void Report(LoadProgress value)
    {
        lock (_lock)
            _load = value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_timer is null)
            return;
        _timer.Dispose();
        lock (_lock)
            _writer.Write("\r\u001b[K");
    }

    /// <summary>The line for a stage after so many seconds.</summary>
    internal static string Line(string stage, double seconds, double share, string rate) =>
        share is > 0 and < 1 && seconds > 0.5
            ? string.Create(CultureInfo.InvariantCulture, $"{stage}  {share:P0}{rate}, about {Math.Ceiling(seconds / share * (1 - share)):F0} s left")
            : string.Create(CultureInfo.InvariantCulture, $"{stage}  {seconds:F0} s");

    void Show()
    {
        lock (_lock)
        {
            var seconds = Stopwatch.GetElapsedTime(_begun).TotalSeconds;
            var line = _stage switch
            {
                "load" when _load.BytesTotal > 0 => Line(_stage, seconds, (double)_load.BytesRead / _load.BytesTotal, string.Create(CultureInfo.InvariantCulture, $", {_load.Rows:N0} records, {_load.Rows / Math.Max(seconds, 0.1):N0} a second")),
                "compare" => Line(_stage, seconds, Pairs.Share, string.Create(CultureInfo.InvariantCulture, $", rule {Pairs.Rule + 1} of {Pairs.Rules}")),
                _ => Line(_stage, seconds, 0, ""),
            };
            _writer.Write("\r\u001b[K" + line);
        }
    }
}
