using System.Runtime.Intrinsics;

namespace Muniment.Cli.Benchmarks;

/// <summary>What a measurement was made on, as far as the system says.</summary>
static class Machine
{
    /// <summary>Name of the processor; "unknown processor" where the system does not say.</summary>
    public static string Processor { get; } = Line("/proc/cpuinfo", "model name") ?? "unknown processor";

    /// <summary>The widest vectors in use.</summary>
    public static string Vectors => Vector512.IsHardwareAccelerated ? "512-bit vectors" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors";

    /// <summary>Runnable processes over the last 1, 5 and 15 minutes when the program began; "unknown" where the system does not say.</summary>
    public static string Load { get; } = File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    static string? Line(string path, string name) => !File.Exists(path) ? null
        : File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim();
}
