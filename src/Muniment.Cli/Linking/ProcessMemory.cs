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

    /// <summary>Begins anew with what the process holds now, where the system can; else <see cref="PeakBytes"/> stays that of the whole process.</summary>
    public static void ResetPeak()
    {
        if (OperatingSystem.IsLinux() && File.Exists("/proc/self/clear_refs"))
            File.WriteAllText("/proc/self/clear_refs", "5"); // proc(5): 5 resets the peak resident set size.
    }
}
