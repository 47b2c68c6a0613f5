using System.Diagnostics;
using Muniment.Cli.Tests.Docs;

namespace Muniment.Cli.Tests;

/// <summary>Runs ./muniment with a dotnet that only notes what it is asked, so that building takes no time.</summary>
public sealed class LauncherTests : IDisposable
{
    const string Dotnet = """
        #!/bin/sh
        case $1 in
        --version) echo 10.0.401 ;;
        publish)
            echo built >>"$STUB/builds"
            [ -e "$STUB/broken" ] && { echo "error CS0000: it is broken"; exit 1; }
            sleep 0.2
            while [ $# -gt 0 ]; do
                [ "$1" = -o ] && { mkdir -p "$2" && : >"$2/muniment.dll"; }
                shift
            done ;;
        *) shift; echo "arguments: $*"; exit 7 ;;
        esac
        """;

    readonly string _tree = Directory.CreateTempSubdirectory("muniment-launcher-").FullName;

    public LauncherTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The launcher is a script for Linux.");
        foreach (var folder in new[] { "src", "build", "stub" })
            Directory.CreateDirectory(At(folder));
        File.Copy(Path.Combine(Repository.Root, "muniment"), At("muniment"));
        File.Copy(Path.Combine(Repository.Root, "build", "prepare.sh"), At("build/prepare.sh"));
        foreach (var file in new[] { "src/Program.cs", "Directory.Build.props", "global.json" })
            File.WriteAllText(At(file), "");
        Script("stub/dotnet", Dotnet);
        Script("stub/npm", "#!/bin/sh\n");
        Script("stub/node", "#!/bin/sh\n");
    }

    int Builds => File.Exists(At("stub/builds")) ? File.ReadAllLines(At("stub/builds")).Length : 0;

    public void Dispose() => Directory.Delete(_tree, recursive: true);

    [Fact]
    public void Start_Twice_BuildsOnceAndPassesArgumentsAndExitCodeOn()
    {
        for (var i = 0; i < 2; i++)
        {
            var (exitCode, output, errors) = Start("link", "a b.csv", "--out", "x");

            Assert.Equal("arguments: link a b.csv --out x\n", output);
            Assert.Equal("", errors);
            Assert.Equal(7, exitCode);
        }
        Assert.Equal(1, Builds);
    }

    [Fact]
    public void Start_SourceAddedChangedOrDeleted_BuildsAgain()
    {
        Start();
        File.WriteAllText(At("src/Added.cs"), "");
        Start();
        File.WriteAllText(At("src/Program.cs"), "changed");
        Start();
        File.Delete(At("src/Added.cs"));
        Start();
        Start();

        Assert.Equal(4, Builds);
    }

    [Fact]
    public void Start_BuildFails_ShowsWhyAndEndsWith1()
    {
        File.WriteAllText(At("stub/broken"), "");

        var (exitCode, output, errors) = Start();

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith("error CS0000: it is broken\nmuniment: the build failed", errors, StringComparison.Ordinal);
        File.Delete(At("stub/broken"));
        Assert.Equal(7, Start().ExitCode);
    }

    [Fact]
    public async Task Start_FourAtOnce_BuildsOnce()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Start())));

        Assert.All(all, one => Assert.Equal(7, one.ExitCode));
        Assert.Equal(1, Builds);
    }

    [Fact]
    public void Start_ThroughALink_FindsItsTree()
    {
        File.CreateSymbolicLink(At("stub/linked"), At("muniment"));

        Assert.Equal(7, Start(At("stub/linked"), []).ExitCode);
    }

    string At(string path) => Path.Combine(_tree, path);

    void Script(string path, string text)
    {
        File.WriteAllText(At(path), text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At(path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    (int ExitCode, string Output, string Errors) Start(params string[] arguments) => Start(At("muniment"), arguments);

    (int ExitCode, string Output, string Errors) Start(string launcher, string[] arguments)
    {
        var start = new ProcessStartInfo("sh", [launcher, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{At("stub")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["STUB"] = At("stub");
        start.Environment.Remove("MUNIMENT_REBUILD");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
