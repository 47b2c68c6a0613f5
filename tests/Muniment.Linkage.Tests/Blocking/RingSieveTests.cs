using System.Globalization;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Blocking;

public sealed class RingSieveTests
{
    static readonly string[] s_columns = ["forename", "surname", "date_of_birth", "postcode", "email"];

    [Theory]
    [InlineData(1, -6)]
    [InlineData(2, 0)]
    [InlineData(3, 7)]
    public void Sift_NamesWithSlips_LetsNoPairGoThatReachesTheThreshold(int seed, int keepBits)
    {
        using var table = RecordTable.FromRows(s_columns, Records(new Random(seed)));
        var chosen = new List<string>();
        var model = AutoModel.Choose(table, LinkType.Both, chosen, 1);
        using var derived = DerivedColumns.Add(table, model.Columns, 1);
        using var prepared = new PreparedModel(derived, AutoModel.Widen(model, derived, chosen, 1), 2);
        var trained = FieldCorrelations.Correct(prepared, ModelTraining.Train(prepared, new TrainingOptions { RandomPairs = 50_000 }, CancellationToken.None).Model, chosen);
        var scorer = new PairScorer(prepared.With(trained), trained);

        var all = Edges(scorer, new PairRunOptions { KeepBits = keepBits, EarlyExit = false });
        foreach (var width in Enum.GetValues<VectorWidth>())
            Assert.Equal(all, Edges(scorer, new PairRunOptions { KeepBits = keepBits, Width = width }));
        Assert.True(all.Count > 500, "Few pairs reached the threshold, so little was tested.");
        Assert.NotEmpty(trained.BlockingRules);
    }

    static List<(int, int, double, int)> Edges(PairScorer scorer, PairRunOptions options)
    {
        var edges = PairRun.Run(scorer, options, CancellationToken.None).Edges;
        return [.. Enumerable.Range(0, edges.Count).Select(edge => (edges.Left[edge], edges.Right[edge], edges.WeightBits[edge], edges.Rule[edge]))];
    }

    // Few values and many slips, so that every level of every comparison is common, in blocks of every size.
    static IEnumerable<string?[]> Records(Random random)
    {
        string[] names = [.. Enumerable.Range(0, 120).Select(k => string.Concat(Enumerable.Range(0, random.Next(2, 12)).Select(_ => k % 10 == 0 ? (char)('а' + random.Next(30)) : (char)('a' + random.Next(20)))))];
        for (var person = 0; person < 2_500; person++)
        {
            var (forename, surname) = (names[random.Next(40)], names[random.Next(names.Length)]);
            var date = new DateOnly(1950, 1, 1).AddDays(random.Next(15_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var postcode = $"AB{random.Next(12)} {random.Next(5)}CD";
            for (var copy = random.Next(3); copy >= 0; copy--)
            {
                var (first, last) = random.Next(12) == 0 ? (surname, forename) : (forename, surname);
                yield return [Slip(random, first), Slip(random, last), Slip(random, date), random.Next(5) == 0 ? null : postcode, Slip(random, $"{forename}.{surname}{person % 50}@example.org")];
            }
        }
    }

    static string? Slip(Random random, string text)
    {
        var at = random.Next(text.Length);
        return random.Next(8) switch
        {
            0 => null,
            1 => text.Remove(at, 1).Insert(at, char.IsAsciiDigit(text[at]) ? "7" : "e"),
            2 when at > 0 && text[at] != '-' && text[at - 1] != '-' => text[..(at - 1)] + text[at] + text[at - 1] + text[(at + 1)..],
            3 when !char.IsAsciiDigit(text[at]) => text.Insert(at, "a"),
            _ => text,
        };
    }
}
