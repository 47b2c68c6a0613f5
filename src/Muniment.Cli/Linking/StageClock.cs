using System.Diagnostics;

namespace Muniment.Cli.Linking;

/// <summary>Time of one stage: wall and processor seconds of the whole process.</summary>
sealed record Stage(string Name, double Seconds, double CpuSeconds);

/// <summary>Measures stages one after the other.</summary>
sealed class StageClock
{
    readonly long _begun = Stopwatch.GetTimestamp();
    readonly List<Stage> _stages = [];

    public IReadOnlyList<Stage> Stages => _stages;

    /// <summary>Told of each stage as it begins, and of how far it has come; null: nobody.</summary>
    public StageProgress? Progress { get; init; }

    /// <summary>Seconds since the clock was made.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(_begun).TotalSeconds;

    /// <summary>Processor seconds of the process so far, its start included.</summary>
    public static double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    public T Run<T>(string name, Func<T> work)
    {
        Progress?.Begin(name);
        var (began, cpu) = (Stopwatch.GetTimestamp(), CpuSeconds);
        var result = work();
        _stages.Add(new Stage(name, Stopwatch.GetElapsedTime(began).TotalSeconds, CpuSeconds - cpu));
        return result;
    }
}
