namespace Muniment.Tables.Tests;

public sealed class OutputDirectoryTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Target => Path.Combine(_folder.Path, "deep", "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Commit_NewFolder_AppearsAtOnce()
    {
        using (var output = OutputDirectory.Create(Target))
        {
            Write(output, "summary.json", "1");
            Write(output, "columns/name.column", "2");
            Assert.False(Directory.Exists(Target));
            output.Commit();
        }

        Assert.Equal("1", File.ReadAllText(Path.Combine(Target, "summary.json")));
        Assert.Equal("2", File.ReadAllText(Path.Combine(Target, "columns", "name.column")));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Commit_EarlierResult_IsReplacedWhole()
    {
        Result("old");
        using (var output = OutputDirectory.Create(Target + "/"))
        {
            Write(output, "summary.json", "new");
            output.Commit();
        }

        Assert.Equal("new", File.ReadAllText(Path.Combine(Target, "summary.json")));
        Assert.False(File.Exists(Path.Combine(Target, "persons.csv")));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Dispose_NotCommitted_LeavesTheEarlierResultAndNothingElse()
    {
        Result("old");
        using (var output = OutputDirectory.Create(Target))
            Write(output, "summary.json", "new");

        Assert.Equal("old", File.ReadAllText(Path.Combine(Target, "summary.json")));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Create_LeftoverOfAKilledRun_IsRemovedAndALivingOneIsNot()
    {
        var leftover = Path.Combine(_folder.Path, "deep", ".out.unfinished-0123456789ab");
        Directory.CreateDirectory(leftover);
        File.WriteAllText(Path.Combine(leftover, "edges.csv"), "half");
        File.WriteAllText(Path.Combine(leftover, ".lock"), "");

        using var living = OutputDirectory.Create(Target);
        Write(living, "summary.json", "1");
        using var second = OutputDirectory.Create(Target);

        Assert.False(Directory.Exists(leftover));
        living.Commit();
        Assert.Equal("1", File.ReadAllText(Path.Combine(Target, "summary.json")));
    }

    [Fact]
    public void Create_SomebodyElsesThings_IsRefused()
    {
        Directory.CreateDirectory(Target);
        OutputDirectory.Create(Target).Dispose(); // Empty: fine.
        File.WriteAllText(Path.Combine(Target, "thesis.doc"), "");
        Assert.Contains("thesis.doc", Assert.Throws<BadInputException>(() => OutputDirectory.Create(Target)).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(Target, "thesis.doc"));
        Directory.Delete(Target);
        Result("old");
        File.WriteAllText(Path.Combine(Target, "labels.csv"), "");
        Assert.Contains("labels.csv", Assert.Throws<BadInputException>(() => OutputDirectory.Create(Target)).Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => OutputDirectory.Create(Path.Combine(Target, "labels.csv")));
        Assert.Throws<BadInputException>(() => OutputDirectory.Create("."));
    }

    void Result(string summary)
    {
        using var output = OutputDirectory.Create(Target);
        Write(output, "summary.json", summary);
        Write(output, "persons.csv", "x");
        output.Commit();
    }

    static void Write(OutputDirectory output, string name, string text)
    {
        using var writer = new StreamWriter(output.NewFile(name));
        writer.Write(text);
    }
}
