using Muniment.Cli.Generating;
using Muniment.Tables;

namespace Muniment.Cli.Tests.Generating;

public sealed class SourceFilesTests : IDisposable
{
    const int People = 6_000;
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-sources-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    GenerateSummary Write(string name, ulong seed, int threads, double merged = 0.01, int sources = 5, long records = 0)
    {
        var chosen = Source.All[..sources];
        using var output = OutputDirectory.Create(Path.Combine(_folder, name));
        var files = records == 0
            ? new SourceFiles(new World(seed, People, merged, NameStockTests.Names, chosen), chosen)
            : new SourceFiles(World.ForRecords(seed, records, merged, NameStockTests.Names, chosen), chosen, records);
        var summary = files.Write(output, threads, null, TestContext.Current.CancellationToken);
        output.Commit();
        return summary;
    }

    List<Dictionary<string, string>> Read(string name, string file)
    {
        var rows = File.ReadAllLines(Path.Combine(_folder, name, file)).Select(Bench1Tests.Fields).ToList();
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    [Fact]
    public void Write_OtherThreads_SameBytesOfEveryFile()
    {
        var one = Write("one", seed: 1, threads: 1);
        var two = Write("two", seed: 1, threads: 2);
        var other = Write("other", seed: 2, threads: 2);

        Assert.Equal(one.Files, two.Files);
        Assert.DoesNotContain(other.Files[0].Sha256, one.Files.Select(file => file.Sha256));
        Assert.Equal(File.ReadAllText(Path.Combine(_folder, "one", "summary.json")), File.ReadAllText(Path.Combine(_folder, "two", "summary.json")));
    }

    [Fact]
    public void Write_ByRecords_GivesExactlySoMany()
    {
        foreach (var sources in new[] { 1, 3, 5 })
        {
            var summary = Write($"records-{sources}", seed: 1, threads: 2, sources: sources, records: 3_001);
            Assert.Equal(3_001, summary.Records);
            Assert.Equal(3_001, summary.Files.Take(sources).Sum(file => file.Rows));
        }
    }

    [Fact]
    public void Write_Truth_IsTheSameInTheSourcesAndBesideThem()
    {
        Write("truth", seed: 3, threads: 2);
        var truth = Read("truth", "truth.csv").ToDictionary(row => (row["source"], row["record_id"]));
        var columns = new[] { "truth_person", "truth_origin", "truth_sex", "truth_life", "truth_planted" };

        foreach (var source in Source.All)
        {
            var rows = Read("truth", $"{source.Key}.csv");
            Assert.Equal(source.Columns.Select(column => column.Name).Concat(columns), rows[0].Keys);
            foreach (var row in rows)
            {
                Assert.True(truth.Remove((source.Key, row["record_id"]), out var expected));
                Assert.Equal(columns.Select(column => expected[column]), columns.Select(column => row[column]));
            }
        }
        Assert.Empty(truth);
    }

    [Fact]
    public void Write_Planted_AtMostOneInAHundredAndEachAsItsKindSays()
    {
        var summary = Write("planted", seed: 4, threads: 2);
        var planted = Read("planted", "planted.csv");
        var records = Source.All.SelectMany(source => Read("planted", $"{source.Key}.csv").Select(row => (source.Key, Row: row))).ToLookup(pair => (pair.Key, Person: pair.Row["truth_person"]), pair => pair.Row);

        Assert.InRange(summary.PlantedPeople, 20, People / 100);
        Assert.Equal(["bridge", "declared", "document"], planted.Select(row => row["kind"]).Distinct().Order());
        foreach (var row in planted)
        {
            var source = row["source"];
            var own = records[(source, row["truth_person"])].Single(record => record["record_id"] == row["record_id"]);
            var others = records[(source, row["other_person"])].ToList();
            Assert.Equal(row["kind"], own["truth_planted"]);
            Assert.NotEmpty(others);
            var number = Source.All.Single(candidate => candidate.Key == source).Columns.Single(column => column.What == Muniment.Cli.Generating.Attribute.PersonNumber).Name;
            if (row["kind"] is "bridge" or "declared")
                Assert.Contains(own[number], others.Select(record => record[number]));
            else
                Assert.NotEmpty(own.GetValueOrDefault("nhs_number", "") + own.GetValueOrDefault("passport_number", ""));
        }
    }

    [Fact]
    public void Write_NothingPlanted_NoNumberServesTwoPeople()
    {
        Write("clean", seed: 5, threads: 2, merged: 0);

        Assert.Empty(Read("clean", "planted.csv"));
        foreach (var source in Source.All)
        {
            var rows = Read("clean", $"{source.Key}.csv");
            foreach (var column in source.Columns.Where(column => column.What is Muniment.Cli.Generating.Attribute.NhsNumber or Muniment.Cli.Generating.Attribute.Passport or Muniment.Cli.Generating.Attribute.PersonNumber))
            {
                foreach (var holders in rows.Where(row => row[column.Name].Length > 0).GroupBy(row => row[column.Name]))
                    Assert.Single(holders.Select(row => row["truth_person"]).Distinct());
            }
        }
    }

    [Fact]
    public void Write_People_AreAsVariedAsTheyShouldBe()
    {
        Write("varied", seed: 6, threads: 2);
        var truth = Read("varied", "truth.csv");
        var visas = Read("varied", "visas.csv");

        Assert.InRange(truth.Select(row => row["truth_origin"]).Distinct().Count(), 35, Origin.All.Length);
        Assert.Equal(["assessed", "name_change", "transition", "twin"], truth.Select(row => row["truth_life"]).Where(word => word.Length > 0).Distinct().Order());
        Assert.Contains(visas, row => row["native_name"].Any(letter => letter is >= 'ء' and <= 'ي'));
        Assert.Contains(visas, row => row["native_name"].Any(letter => letter is >= 'А' and <= 'я'));
        Assert.Contains(visas, row => row["native_name"].Any(letter => letter is >= '一' and <= '鿿'));
        Assert.All(visas.Where(row => row["email"].Length > 0), row => Assert.Contains(".example.", row["email"].Replace('@', '.'), StringComparison.Ordinal));
        Assert.All(visas.Where(row => row["phone"].Length > 0), row => Assert.StartsWith("+999 ", row["phone"], StringComparison.Ordinal));
        Assert.All(Read("varied", "driving.csv").Where(row => row["postcode"].Length > 0), row => Assert.Contains(row["postcode"][0], "QVX"));
    }
}
