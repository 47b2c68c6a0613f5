using Muniment.Hub.Hosting;
using Muniment.Hub.Persons;
using Muniment.Linkage.Looking;
using Muniment.Tables;

namespace Muniment.Hub.Tests.Persons;

public sealed class PersonDirectoryTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-persons-").FullName;
    readonly PersonDirectory _directory;

    public PersonDirectoryTests()
    {
        _directory = new PersonDirectory(new HubOptions { DataFolder = _folder });
        Link("first", ["v1,Ada,Marsh,1980-02-03,,VISA", "v2,Bela,Kovac,1991-11-30,,"], ["h1,Ada,Marsh,1980-02-03,9434765919,", "h2,Cora,Lund,1975-05-05,4010232137,"]);
    }

    public void Dispose()
    {
        _directory.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Find_NothingPublished_FindsNobody()
    {
        Assert.Empty(_directory.Find(SnapshotPartition.Main, Asked("Ada", "Marsh", "1980-02-03"), 5, 0));
        Assert.Null(_directory.Read(SnapshotPartition.Main));
    }

    [Fact]
    public void Find_ValuesOfOnePerson_SaysWhoAndWhatAgrees()
    {
        _directory.Show(SnapshotPartition.Main, "first", []);

        var match = _directory.Find(SnapshotPartition.Main, new Dictionary<string, string> { ["forename"] = "Ada", ["surname"] = "Marshh", ["birth_date"] = "3 Feb 1980", ["nhs_number"] = "", ["status"] = "VISA" }, 5, 0.5)[0];

        Assert.InRange(match.Probability, 0.5, 1);
        Assert.Equal(FieldAgreement.Agrees, match.Fields["forename"]);
        Assert.Equal(FieldAgreement.Partly, match.Fields["surname"]);
        Assert.Equal(FieldAgreement.Agrees, match.Fields["birth_date"]);
        Assert.Equal(FieldAgreement.Absent, match.Fields["nhs_number"]);
        Assert.Equal(FieldAgreement.Absent, match.Fields["status"]);
        var records = _directory.RecordsOf(SnapshotPartition.Main, match.PersonId);
        Assert.Equal(["health/h1", "visas/v1"], records.Select(record => $"{record.SourceId}/{record.RecordId}").Order(StringComparer.Ordinal));
        Assert.Equal("VISA", records.Single(record => record.SourceId == "visas").Fields["status"]);
        Assert.DoesNotContain(records.SelectMany(record => record.Fields.Keys), name => name.EndsWith("_clean", StringComparison.Ordinal) || name.Contains('\u001F', StringComparison.Ordinal));
        Assert.Empty(_directory.RecordsOf(SnapshotPartition.Main, "nobody"));
        Assert.Empty(_directory.RecordsOf(SnapshotPartition.LawEnforcement, match.PersonId));
    }

    [Fact]
    public void RecordsOf_DatesInAnotherForm_AreReadOrUnknown()
    {
        Link("dates", ["v1,Ada,Marsh,25/12/2015,,VISA", "v2,Bela,Kovac,somewhen,,"], ["h1,Ada,Marsh,2015-12-25,9434765919,"]);
        _directory.Show(SnapshotPartition.Main, "dates", []);
        using var reading = _directory.Read(SnapshotPartition.Main)!;

        var ada = reading.RecordsOf(reading.PersonOf("visas", "v1")!);
        var bela = Assert.Single(reading.RecordsOf(reading.PersonOf("visas", "v2")!));

        Assert.All(ada, record => Assert.Equal("2015-12-25", record.BirthDate));
        Assert.All(ada, record => Assert.Equal("2015-12-25", record.Fields["birth_date"]));
        Assert.Null(bela.BirthDate);
        Assert.Equal("somewhen", bela.Fields["birth_date"]);
    }

    [Fact]
    public void Find_ForenameAlone_FindsNobodyRatherThanLookingAtAll()
    {
        _directory.Show(SnapshotPartition.Main, "first", []);

        Assert.Empty(_directory.Find(SnapshotPartition.Main, new Dictionary<string, string> { ["forename"] = "Ada" }, 5, 0));
    }

    [Fact]
    public void Hide_OneRecord_IsNeitherFoundNorRead()
    {
        _directory.Show(SnapshotPartition.Main, "first", []);
        using (var before = _directory.Read(SnapshotPartition.Main)!)
            Assert.Equal(2, before.CountPersonsBySource()["health"]);

        _directory.Hide([("health", "h1"), ("health", "h2"), ("health", "never")]);

        var match = Assert.Single(_directory.Find(SnapshotPartition.Main, Asked("Ada", "Marsh", "1980-02-03"), 5, 0.5));
        Assert.Equal("v1", match.RecordId);
        Assert.Equal("v1", Assert.Single(_directory.RecordsOf(SnapshotPartition.Main, match.PersonId)).RecordId);
        Assert.Empty(_directory.Find(SnapshotPartition.Main, Asked("Cora", "Lund", "1975-05-05"), 5, 0));
        using var reading = _directory.Read(SnapshotPartition.Main)!;
        Assert.Null(reading.PersonOf("health", "h1"));
        Assert.Equal(0, reading.CountPersonsBySource()["health"]);
    }

    [Fact]
    public void Show_NewerSnapshot_KeepsIdsAndClosesTheOldWhenItsLastReaderEnds()
    {
        _directory.Show(SnapshotPartition.Main, "first", []);
        var reading = _directory.Read(SnapshotPartition.Main)!;
        var ada = reading.PersonOf("visas", "v1")!;
        Link("second", ["v1,Ada,Marsh,1980-02-03,,VISA", "v9,Dai,Owen,2001-01-09,,"], ["h1,Ada,Marsh,1980-02-03,9434765919,"], "first");

        _directory.Show(SnapshotPartition.Main, "second", []);

        Assert.Equal("second", _directory.CurrentId(SnapshotPartition.Main));
        Assert.Equal(2, reading.RecordsOf(ada).Count);
        Assert.NotNull(reading.PersonOf("visas", "v2"));
        reading.Dispose();
        using var now = _directory.Read(SnapshotPartition.Main)!;
        Assert.Equal(ada, now.PersonOf("health", "h1"));
        Assert.Null(now.PersonOf("visas", "v2"));
    }

    [Fact]
    public async Task Find_WhileSnapshotsAreSwapped_AlwaysAnswers()
    {
        Link("second", ["v1,Ada,Marsh,1980-02-03,,VISA", "v9,Dai,Owen,2001-01-09,,"], ["h1,Ada,Marsh,1980-02-03,9434765919,"], "first");
        _directory.Show(SnapshotPartition.Main, "first", []);
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() =>
        {
            var looked = 0;
            for (; !ended.IsCancellationRequested; looked++)
            {
                using var reading = _directory.Read(SnapshotPartition.Main)!;
                var match = Assert.Single(reading.Find(Asked("Ada", "Marsh", "1980-02-03"), 5, 0.5));
                Assert.Equal(2, reading.RecordsOf(match.PersonId).Count);
            }
            return looked;
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();

        for (var swap = 0; swap < 100; swap++)
            _directory.Show(SnapshotPartition.Main, swap % 2 == 0 ? "second" : "first", []);
        await ended.CancelAsync();

        Assert.All(await Task.WhenAll(readers), looked => Assert.NotEqual(0, looked));
    }

    [Fact]
    public void Show_DamagedSnapshot_KeepsTheOneBefore()
    {
        _directory.Show(SnapshotPartition.Main, "first", []);
        Link("second", ["v1,Ada,Marsh,1980-02-03,,VISA"], ["h1,Ada,Marsh,1980-02-03,9434765919,"]);
        var file = Path.Combine(_directory.Folder, "second", "snapshot", "0000.column");
        var bytes = File.ReadAllBytes(file);
        bytes[30] ^= 1; // In the header: most of so small a file is padding.
        File.WriteAllBytes(file, bytes);

        Assert.Throws<BadInputException>(() => _directory.Show(SnapshotPartition.Main, "second", []));

        Assert.Equal("first", _directory.CurrentId(SnapshotPartition.Main));
        Assert.NotEmpty(_directory.Find(SnapshotPartition.Main, Asked("Bela", "Kovac", "1991-11-30"), 5, 0.5));
    }

    static Dictionary<string, string> Asked(string forename, string surname, string birthDate) => new() { ["forename"] = forename, ["surname"] = surname, ["birth_date"] = birthDate };

    void Link(string name, string[] visas, string[] health, string? previous = null)
    {
        const string header = "record_id,forename,surname,birth_date,nhs_number,status";
        File.WriteAllLines(Path.Combine(_folder, "visas.csv"), [header, .. visas]);
        File.WriteAllLines(Path.Combine(_folder, "health.csv"), [header, .. health]);
        SmallLink.Run(new LinkOrder
        {
            Extracts = [new Extract(Path.Combine(_folder, "visas.csv")), new Extract(Path.Combine(_folder, "health.csv"))],
            Out = Path.Combine(_directory.Folder, name),
            Previous = previous is null ? null : Path.Combine(_directory.Folder, previous),
        }, default);
    }
}
