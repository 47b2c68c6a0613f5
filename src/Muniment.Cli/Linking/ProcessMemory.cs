using System.Diagnostics;
using System.Globalization;

namespace Muniment.Cli.Linking;

/// <summary>How much memory this process has needed.</summary>
static class ProcessMemory
{
    /// <summary>The most bytes of real memory the process has held so far.</summary>
    public static long PeakBytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            if (!OperatingSystem.IsLinux())
                return process.PeakWorkingSet64;
            // The framework's figure is the current one on Linux; the kernel keeps the peak.
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? process.WorkingSet64 : long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
        }
    }
}
