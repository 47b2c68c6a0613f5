using Muniment.Linkage.Columns;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Evaluating;

public class ThresholdCurveTests
{
    [Fact]
    public void Of_RandomEdges_EqualsEveryPairCountedAtEveryThreshold()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 50; trial++)
        {
            var (edges, truth, totals) = Draw(random);

            var curve = ThresholdCurve.Of(edges, truth, totals);

            Assert.Equal(edges.WeightBits.Where((_, edge) => Known(edges, truth, edge)).Distinct().Count(), curve.Points.Count);
            foreach (var point in curve.Points)
            {
                long same = 0, different = 0;
                for (var edge = 0; edge < edges.Count; edge++)
                {
                    if (!Known(edges, truth, edge) || edges.WeightBits[edge] < point.ThresholdBits)
                        continue;
                    if (truth[edges.Left[edge]] == truth[edges.Right[edge]])
                        same++;
                    else
                        different++;
                }
                Assert.Equal(new PairCounts(same, different, totals.TruePairs - same), point.Counts);
                Assert.Equal(totals.AllPairs, point.TrueNegatives + different + totals.TruePairs);
            }
        }
    }

    [Fact]
    public void At_BetweenWeights_CountsThoseAtOrAbove()
    {
        double[] weights = [1, 5, 3];
        bool[] same = [false, true, true];
        var curve = ThresholdCurve.Of(weights, same, new(10, 4));

        Assert.Equal(new PairCounts(0, 0, 4), curve.At(6).Counts);
        Assert.Equal(new PairCounts(1, 0, 3), curve.At(5).Counts);
        Assert.Equal(new PairCounts(2, 0, 2), curve.At(2).Counts);
        Assert.Equal(new PairCounts(2, 1, 2), curve.At(-9).Counts);
        Assert.Equal(0.5, curve.RecallOfScoredPairs);
        Assert.Equal(3, curve.Best!.Value.ThresholdBits);
        Assert.Equal(0.5, curve.AveragePrecision);
        Assert.Equal(1 / 6d, curve.Points[^1].FalsePositiveRate, 12);
    }

    [Fact]
    public void Of_Histogram_EqualsTheExactCurveAtItsThresholds()
    {
        var random = new Random(8);
        var weights = Enumerable.Range(0, 5_000).Select(_ => (random.NextDouble() * 60) - 30).ToArray();
        var same = weights.Select(weight => random.NextDouble() * 30 < weight).ToArray();
        var histogram = new WeightHistogram();
        for (var pair = 0; pair < weights.Length; pair++)
            histogram.Add(weights[pair], same[pair]);
        var totals = new PairTotals(100_000, 6_000);
        var exact = ThresholdCurve.Of(weights, same, totals);

        var curve = ThresholdCurve.Of(histogram, totals);

        Assert.True(curve.Points.Count > 1_000);
        Assert.All(curve.Points, point => Assert.Equal(exact.At(point.ThresholdBits), point));
        Assert.Equal(exact.RecallOfScoredPairs, curve.RecallOfScoredPairs);
    }

    [Fact]
    public void Of_NoEdges_IsEmpty()
    {
        var curve = ThresholdCurve.Of(new EdgeList([], [], [], []), [1, 1], new(1, 1));

        Assert.Empty(curve.Points);
        Assert.Null(curve.Best);
        Assert.Equal(0, curve.RecallOfScoredPairs);
    }

    [Fact]
    public void PairTotals_RandomSources_EqualsEveryPairCounted()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 50; trial++)
        {
            int[] sizes = [random.Next(0, 20), random.Next(0, 20), random.Next(0, 20)];
            RecordSource[] sources = [new("a", 0, sizes[0]), new("b", sizes[0], sizes[1]), new("c", sizes[0] + sizes[1], sizes[2])];
            var truth = Enumerable.Range(0, sizes.Sum()).Select(_ => random.Next(0, Math.Min(8, sizes.Sum()))).ToArray();
            int SourceOf(int row) => Array.FindLastIndex(sources, source => source.FirstRow <= row && row < source.FirstRow + source.RowCount);
            foreach (var type in new[] { LinkType.Both, LinkType.Dedupe, LinkType.Link })
            {
                var pairs = from left in Enumerable.Range(0, truth.Length)
                            from right in Enumerable.Range(0, truth.Length)
                            where left < right && truth[left] != 0 && truth[right] != 0 && (type != LinkType.Link || SourceOf(left) != SourceOf(right))
                            select truth[left] == truth[right];

                Assert.Equal(new PairTotals(pairs.Count(), pairs.Count(same => same)), PairTotals.Of(truth, type, sources));
            }
        }
    }

    [Fact]
    public void LabelledPairs_Judge_LeavesTheUnsureOut()
    {
        var labels = new LabelledPairs([0, 0, 1, 2], [1, 2, 2, 3], [1, 0, 0.5, 1]);

        Assert.Equal(new PairCounts(1, 1, 1), labels.Judge([7, 7, 7, 8]));
    }

    static bool Known(EdgeList edges, int[] truth, int edge) => truth[edges.Left[edge]] != 0 && truth[edges.Right[edge]] != 0;

    static (EdgeList Edges, int[] Truth, PairTotals Totals) Draw(Random random)
    {
        var truth = Enumerable.Range(0, 30).Select(_ => random.Next(0, 9)).ToArray();
        var pairs = (from left in Enumerable.Range(0, 30) from right in Enumerable.Range(left + 1, 29 - left) where random.Next(3) == 0 select (left, right)).ToArray();
        var edges = new EdgeList(
            [.. pairs.Select(pair => pair.left)],
            [.. pairs.Select(pair => pair.right)],
            [.. pairs.Select(_ => (double)random.Next(-8, 12))],
            new short[pairs.Length]);
        return (edges, truth, PairTotals.Of(truth, LinkType.Both, []));
    }
}
