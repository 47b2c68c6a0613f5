using System.Globalization;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Tests.Modelling;

public sealed class LevelSharesTests
{
    [Fact]
    public void WithoutMatches_LevelOfNearlyAllPairs_StaysAProbability()
    {
        // Everybody has another number: the last level holds all random pairs, and few matches are at it.
        using var table = RecordTable.FromRows(["number"], Enumerable.Range(0, 100).Select(row => new[] { row.ToString(CultureInfo.InvariantCulture) }));
        var comparison = new Comparison("number",
        [
            new ComparisonLevel(new Test(new FieldValue("number", Side.Left), Relation.Equal, new FieldValue("number", Side.Right)), "equal") { M = 0.95, U = 0.01 },
            new ComparisonLevel(new Otherwise(), "else") { M = 0.05, U = 0.99 },
        ]);
        using var prepared = new PreparedModel(table, new LinkModel { Comparisons = [comparison], BlockingRules = [] }, 1);
        var shares = LevelShares.Of(prepared, [[0, 1_000]]);

        var levels = shares.WithoutMatches(comparison, 0, prior: 0.2).Levels;

        Assert.All(levels, level => Assert.InRange(level.U!.Value, 0, 1));
        Assert.Equal(1, levels[1].U!.Value);
    }
}
