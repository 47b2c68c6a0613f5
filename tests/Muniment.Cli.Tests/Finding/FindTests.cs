using System.Text;
using System.Text.Json;
using Muniment.Cli.Finding;
using Muniment.Cli.Linking;
using Muniment.Cli.Tests.Reports;
using Muniment.Linkage.Looking;
using Muniment.Tables;
using Muniment.Tables.Snapshots;

namespace Muniment.Cli.Tests.Finding;

/// <summary>A small population linked into two folders, one of them with a snapshot, and people looked up in both.</summary>
public sealed class FindTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-find-").FullName;
    readonly string _with;
    readonly string _without;

    public FindTests()
    {
        var path = Path.Combine(_folder, "people.csv");
        File.WriteAllText(path, LinkReportTests.Population(1500, 7)); // Enough for blocking rules.
        _with = Path.Combine(_folder, "with");
        _without = Path.Combine(_folder, "without");
        var request = new LinkRequest { Extracts = [new Extract(path)], TruthColumn = "truth", Threads = 1 };
        var clock = new StageClock();
        using var outcome = LinkRun.Run(request, clock, default);
        foreach (var (folder, snapshot) in new[] { (_with, true), (_without, false) })
        {
            using var directory = OutputDirectory.Create(folder);
            LinkOutputs.Write(outcome, request with { Snapshot = snapshot }, directory);
            using (var file = directory.NewFile("summary.json"))
                file.Write(LinkSummary.Write(outcome, request, clock));
            directory.Commit();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_SnapshotOrExtracts_FindsTheSameAndThePersonOfEachRecord()
    {
        using var snapshot = FindIndex.Open(_with, [], null, 1);
        using var extracts = FindIndex.Open(_without, [], null, 2);
        Assert.True(Directory.Exists(Path.Combine(_with, SnapshotFolder.TableName)));
        Assert.Equal(snapshot.Index.Fields, extracts.Index.Fields);
        var persons = File.ReadLines(Path.Combine(_with, "persons.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(row => row[1], row => row[2]);
        var right = 0;
        for (var row = 0; row < 200; row++)
        {
            var (first, second) = (Find(snapshot, row), Find(extracts, row));
            Assert.Equal(first, second);
            using var answer = JsonDocument.Parse(first);
            var best = answer.RootElement.GetProperty("persons")[0];
            Assert.Equal(persons[best.GetProperty("record").GetProperty("record_id").GetString()!], best.GetProperty("person_id").GetString());
            right += best.GetProperty("person_id").GetString() == persons[snapshot.Table.IdOf(row)] ? 1 : 0;
        }
        Assert.InRange(right, 190, 200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_Text_MasksValuesUnlessAsked(bool showValues)
    {
        using var index = FindIndex.Open(_with, [], null, 1);
        using var query = index.Index.NewQuery();
        var surname = ValueOf(index, 0, "surname");
        index.Set(query, "surname", surname);
        var text = new StringWriter();

        FindText.Write(text, index, query, query.Find(new LookupOptions()), showValues);

        Assert.Equal(showValues, text.ToString().Contains(surname!, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("1. P", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("Absent, so they say nothing:", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_Lines_GivesOneAnswerEach()
    {
        using var index = FindIndex.Open(_with, [], null, 1);
        var lines = Enumerable.Range(0, 20).Select(row => JsonSerializer.Serialize(new Dictionary<string, string?> { ["first_name"] = ValueOf(index, row, "first_name"), ["surname"] = ValueOf(index, row, "surname") }));
        using var to = new MemoryStream();

        FindLines.Answer(index, new LookupOptions { Top = 2 }, new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), to, TestContext.Current.CancellationToken);

        var answers = Encoding.UTF8.GetString(to.ToArray()).TrimEnd().Split('\n');
        Assert.Equal(20, answers.Length);
        Assert.All(answers, answer => JsonDocument.Parse(answer).Dispose());
    }

    [Theory]
    [InlineData("{\"surname\": \"a\"}\n[]", "line 2")]
    [InlineData("{\"surname\": {\"a\": 1}}", "must be a text")]
    [InlineData("{\"surname\": \"a\"", "not JSON")]
    [InlineData("{\"truth\": \"a\"}", "does not read column 'truth'")]
    [InlineData("{\"nobody\": \"a\"}", "no column 'nobody'")]
    [InlineData("\n", "line 1")]
    public void Answer_LineThatIsNoQuery_SaysWhich(string lines, string said)
    {
        using var index = FindIndex.Open(_with, [], null, 1);

        var refused = Assert.Throws<BadInputException>(() => FindLines.Answer(index, new LookupOptions(), new MemoryStream(Encoding.UTF8.GetBytes(lines)), Stream.Null, TestContext.Current.CancellationToken));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoRun_SaysSo() =>
        Assert.Contains("persons.csv", Assert.Throws<BadInputException>(() => FindIndex.Open(_folder, [], null, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_DamagedSnapshot_SaysWhichFile()
    {
        var file = Directory.EnumerateFiles(Path.Combine(_with, SnapshotFolder.TableName)).Order(StringComparer.Ordinal).First();
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);

        Assert.Contains(file, Assert.Throws<BadInputException>(() => FindIndex.Open(_with, [], null, 1)).Message, StringComparison.Ordinal);
    }

    static string Find(FindIndex index, int row)
    {
        using var query = index.Index.NewQuery();
        foreach (var field in index.Index.Fields)
            index.Set(query, field, ValueOf(index, row, field));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            FindJson.Write(json, index, query, query.Find(new LookupOptions { Top = 3 }), reasons: true);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static string? ValueOf(FindIndex index, int row, string field)
    {
        var column = index.Table.Find(field)!;
        return column.Codes[row] == 0 ? null : Encoding.UTF8.GetString(column.Values[column.Codes[row]]);
    }
}
