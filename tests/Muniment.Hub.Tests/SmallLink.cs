using Muniment.Hub.Persons;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Hub.Tests;

/// <summary>A link run of the engine with a fixed model of names, birth date and NHS number, for a few people.</summary>
static class SmallLink
{
    static readonly RoleOfColumn[] s_roles = // Too few records to recognise them by their values.
    [
        new("forename", FieldRole.Forename, "named so"), new("surname", FieldRole.Surname, "named so"), new("birth_date", FieldRole.BirthDate, "named so"), new("nhs_number", FieldRole.NhsNumber, "named so"),
    ];

    public static void Run(LinkOrder order, CancellationToken cancellation)
    {
        using var loaded = ExtractLoader.Load(order.Extracts, new LoadOptions { IdColumn = order.IdColumn, Threads = 1 }, cancel: cancellation);
        var model = Model(loaded.Table);
        using var table = DerivedColumns.Add(loaded.Table, model.Columns, 1);
        using var prepared = new PreparedModel(table, model, 1);
        var scorer = new PairScorer(prepared, model);
        var edges = PairRun.Run(scorer, new PairRunOptions { KeepBits = 0 }, cancellation).Edges;
        var notices = new List<string>();
        var decisions = order.Decisions is { } decided ? LinkDecisionsCsv.Read(decided, loaded.Table, notices) : LinkDecisions.None;
        var persons = Linkage.Grouping.Persons.Group(edges, table.Sources, new GroupingOptions { ThresholdBits = 0, Threads = 1, Decisions = decisions, Weight = (left, right) => prepared.IsLeft(left, right) ? scorer.WeightBits(left, right) : scorer.WeightBits(right, left) }, cancellation);
        using var previous = order.Previous is { } before ? PreviousRun.Read(before, loaded.Table) : null;
        var ids = PersonIds.Assign(loaded.Table, persons, previous?.Persons);
        var merged = MergedIdentities.Find(loaded.Table, s_roles, persons, edges, 1, cancellation);
        using var directory = OutputDirectory.Create(order.Out);
        PersonsCsv.Write(directory.NewFile(PersonsCsv.FileName), table, persons, ids);
        PersonChangesCsv.Write(directory.NewFile(PersonChangesCsv.FileName), ids);
        MergedCsv.Write(directory.NewFile(MergedCsv.FileName), merged, table, ids);
        using (var file = directory.NewFile("model.json"))
            file.Write(SplinkModel.Write(model));
        using (var file = directory.NewFile("summary.json"))
            file.Write("{}"u8);
        using var persona = PersonsOf(persons, ids);
        TableFiles.Write(new RecordTable(table.Sources, table.Ids, [.. table.Columns, persona]), name => directory.NewFile($"snapshot/{name}"));
        directory.Commit();
    }

    static LinkModel Model(RecordTable table)
    {
        string[] compared = [.. new[] { "forename", "surname", "birth_date", "nhs_number" }.Where(name => table.Find(name) is not null)];
        return new LinkModel
        {
            Prior = 0.001,
            Columns = [.. compared.Select(name => new DerivedColumn(name + "_clean", [name], name == "birth_date" ? ["date:dmy,25,keep"] : ["text"]))],
            Comparisons = [.. compared.Select(name => Weighed(ReadyComparisons.DamerauAt(name + "_clean", 1)))],
            BlockingRules = [.. compared.Where(name => name != "forename").Select(name => new BlockingRule(SameAs(name)))],
        };
    }

    static Comparison Weighed(Comparison comparison) => comparison with
    {
        Levels = [.. comparison.Levels.Select((level, index) => level.IsNull ? level : level with { M = new[] { 0, 0.9, 0.06, 0.04 }[index], U = new[] { 0, 0.001, 0.01, 0.989 }[index] })],
    };

    static Test SameAs(string name) => new(new FieldValue(name + "_clean", Side.Left), Relation.Equal, new FieldValue(name + "_clean", Side.Right));

    static Column PersonsOf(int[] personOfRecord, PersonIds ids)
    {
        using var values = new ValueDictionaryBuilder();
        Span<byte> room = stackalloc byte[16];
        for (var person = 0; person < ids.Count; person++)
            values.Append(ids.Get(person, room));
        var codes = new NativeArray<int>(personOfRecord.Length);
        for (var row = 0; row < personOfRecord.Length; row++)
            codes[row] = personOfRecord[row] + 1;
        return new Column(PersonSnapshot.PersonColumn, codes, values.Build());
    }
}
