namespace Muniment.Tables.Tests;

public sealed class MemoryEstimateTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_FilesOfEachKind_CountsRowsAboutRight()
    {
        var csv = "id,name,city\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},name{i % 977},city{i % 31}\n"));
        var json = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{{\"id\":{i},\"name\":\"n{i % 977}\"}}\r\n"));

        Extract[] extracts = [new(_folder.File("a.csv", csv)), new(_folder.Packed("b.csv.gz", csv)), new(_folder.File("c.jsonl", json))];

        foreach (var extract in extracts)
            Assert.InRange(MemoryEstimate.Of([extract], new()).Rows, 45_000, 55_000);
        Assert.InRange(MemoryEstimate.Of(extracts, new()).Rows, 140_000, 160_000);
        Assert.True(MemoryEstimate.Of(extracts, new() { LeaveOut = ["name"] }).Bytes < MemoryEstimate.Of(extracts, new()).Bytes);
    }

    [Fact]
    public void Load_RunOverTheLimit_IsRefusedBeforeItStarts()
    {
        var path = _folder.File("a.csv", "id,name\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},name{i % 977}\n")));
        var options = new LoadOptions { MemoryLimitBytes = 100 << 20 };

        using var loaded = ExtractLoader.Load([new(path)], options, null, TestContext.Current.CancellationToken);
        var exception = Assert.Throws<BadInputException>(() => ExtractLoader.Load([new(path)], options with { IsWholeRun = true }, null, TestContext.Current.CancellationToken));

        Assert.Equal(200_000, loaded.Table.Count);
        Assert.Contains("Linking about", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MoreThanTheLimit_IsRefusedWithBothNumbers()
    {
        var path = _folder.File("a.csv", "id,name\n1,Ann\n");

        var exception = Assert.Throws<BadInputException>(() =>
            ExtractLoader.Load([new(path)], new() { MemoryLimitBytes = 5 << 20 }, null, TestContext.Current.CancellationToken));

        Assert.Contains("about 56 MB; --memory allows 5 MB", exception.Message, StringComparison.Ordinal);
    }
}
