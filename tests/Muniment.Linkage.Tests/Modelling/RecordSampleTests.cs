using System.Text;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Modelling;

public sealed class RecordSampleTests
{
    const int People = 60_000;
    static readonly string[] s_columns = ["forename", "surname", "date_of_birth", "postcode"];

    [Fact]
    public void Learn_ShuffledRecords_GivesTheSameModel()
    {
        var records = Records(11);
        var shuffled = (string?[][])records.Clone();
        new Random(12).Shuffle(shuffled);

        Assert.Equal(Learnt(records), Learnt(shuffled));
    }

    [Fact]
    public void PairsARecord_DrawnRecords_IsNearTheTruth()
    {
        var records = Records(13);
        using var table = RecordTable.FromRows(s_columns, records);
        var sample = RecordSample.Of(table, AutoModel.Choose(table, LinkType.Both, [], 1), 1);

        foreach (var columns in new string[][] { ["surname"], ["forename"], ["forename", "postcode"], ["surname", "date_of_birth"] })
        {
            var places = columns.Select(column => Array.IndexOf(s_columns, column)).ToArray();
            var pairs = records.Where(record => places.All(place => record[place] is not null)).GroupBy(record => string.Join('|', places.Select(place => record[place]))).Sum(group => group.Count() * (group.Count() - 1L) / 2);
            Assert.InRange(sample.PairsARecord([.. columns.Select(column => table.Find(column)!)]), (0.85 * pairs / records.Length) - 0.02, (1.15 * pairs / records.Length) + 0.02);
        }
        Assert.InRange(sample.Rows.Length, 60_000, 72_000);
    }

    static string Learnt(string?[][] records)
    {
        using var table = RecordTable.FromRows(s_columns, records);
        var chosen = new List<string>();
        var model = AutoModel.Choose(table, LinkType.Both, chosen, 2);
        using var derived = DerivedColumns.Add(table, model.Columns, 2);
        model = AutoModel.Widen(model, derived, chosen, 2);
        using var prepared = new PreparedModel(derived, model, 2);
        var trained = ModelTraining.Train(prepared, new TrainingOptions { RandomPairs = 50_000, SessionPairs = 20_000 }, CancellationToken.None);
        return Encoding.UTF8.GetString(SplinkModel.Write(FieldCorrelations.Correct(prepared, trained.Model, chosen)));
    }

    // A third of the people twice, half of them with a slip.
    static string?[][] Records(int seed)
    {
        var random = new Random(seed);
        var forenames = Names(random, 300);
        var surnames = Names(random, 4_000);
        var records = new List<string?[]>();
        for (var person = 0; person < People; person++)
        {
            string?[] record =
            [
                forenames[(int)(forenames.Length * random.NextDouble() * random.NextDouble())],
                surnames[(int)(surnames.Length * random.NextDouble() * random.NextDouble())],
                new DateOnly(1940, 1, 1).AddDays(random.Next(20_000)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                $"AB{random.Next(60)} {random.Next(10)}CD",
            ];
            records.Add(record);
            if (random.Next(3) != 0)
                continue;
            var other = (string?[])record.Clone();
            if (random.Next(2) == 0)
                other[random.Next(4)] = random.Next(2) == 0 ? null : records[random.Next(records.Count)][0];
            records.Add(other);
        }
        return [.. records];
    }

    static string[] Names(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, random.Next(3, 9)).Select(_ => (char)('a' + random.Next(26)))))];
}
