using System.Diagnostics;

namespace Muniment.Cli.Tests.Docs;

/// <summary>The tree these tests were built from, and the program they came with.</summary>
static class Repository
{
    static readonly string[] s_skipped = [".git", ".vs", ".idea", "artifacts", "bin", "obj", "node_modules", "TestResults", "demo"];

    /// <summary>The folder that holds Muniment.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file under a folder that a person may have written.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder).Where(IsOurs).Concat(Directory.GetDirectories(folder).Where(IsOurs).SelectMany(Files)).Order(StringComparer.Ordinal);

    /// <summary>Every Markdown document.</summary>
    public static IEnumerable<string> Documents() => Files(Root).Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    /// <summary>The path as a reader knows it.</summary>
    public static string Short(string path) => Path.GetRelativePath(Root, path);

    /// <summary>Runs the program as a user does.</summary>
    /// <param name="folder">Where it is started.</param>
    /// <param name="arguments">What follows <c>./muniment</c>.</param>
    public static (int ExitCode, string Output, string Errors) Run(string folder, params IEnumerable<string> arguments) => Run(folder, [], arguments);

    /// <summary>Runs the program as a user does who set some variables of the environment.</summary>
    public static (int ExitCode, string Output, string Errors) Run(string folder, (string Name, string Value)[] variables, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "muniment.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    static bool IsOurs(string path) => !s_skipped.Contains(Path.GetFileName(path), StringComparer.Ordinal);

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Muniment.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"No Muniment.slnx above {AppContext.BaseDirectory}.");
        return folder;
    }
}
