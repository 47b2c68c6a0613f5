using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;

namespace Muniment.Linkage.Tests.Reference;

/// <summary>The definition of grouping, written to be read: look at every two groups, join the best, begin again.</summary>
static class SlowPersons
{
    public static int[] Group(EdgeList edges, IReadOnlyList<RecordSource> sources, GroupingOptions options)
    {
        var rules = new GroupingRules(sources, sources.Sum(source => source.RowCount), options);
        var weights = new Dictionary<(int, int), double>();
        for (var edge = 0; edge < edges.Count; edge++)
            weights[(Math.Min(edges.Left[edge], edges.Right[edge]), Math.Max(edges.Left[edge], edges.Right[edge]))] = edges.WeightBits[edge];
        var groups = Enumerable.Range(0, sources.Sum(source => source.RowCount)).Select(row => new List<int> { row }).ToList();
        foreach (var same in options.Decisions.Same)
        {
            var left = groups.Single(group => group.Contains(same.Left));
            var right = groups.Single(group => group.Contains(same.Right));
            if (left == right)
                continue;
            left.AddRange(right);
            groups.Remove(right);
        }
        while (true)
        {
            var (best, bestScore, bestKey) = ((First: -1, Second: -1), double.NegativeInfinity, ulong.MaxValue);
            for (var i = 0; i < groups.Count; i++)
            {
                for (var j = i + 1; j < groups.Count; j++)
                {
                    var score = Score(groups[i], groups[j], weights, rules);
                    var key = GroupingRules.TieKey(Hash(groups[i], rules), Hash(groups[j], rules));
                    if (double.IsNegativeInfinity(score) || score < bestScore || (score == bestScore && key >= bestKey))
                        continue;
                    (best, bestScore, bestKey) = ((i, j), score, key);
                }
            }
            if (best.First < 0)
                break;
            groups[best.First].AddRange(groups[best.Second]);
            groups.RemoveAt(best.Second);
        }
        var ordered = groups.OrderBy(group => group.Min()).ToList();
        var persons = new int[sources.Sum(source => source.RowCount)];
        for (var person = 0; person < ordered.Count; person++)
        {
            foreach (var row in ordered[person])
                persons[row] = person;
        }
        return persons;
    }

    static ulong Hash(List<int> rows, GroupingRules rules) =>
        rows.Aggregate(0UL, (sum, row) => unchecked(sum + rules.HashOf(row)));

    static double Score(List<int> first, List<int> second, Dictionary<(int, int), double> weights, GroupingRules rules)
    {
        var evidence = Evidence.Unknown;
        foreach (var left in first)
        {
            foreach (var right in second)
            {
                if (rules.AreRefused(left, right))
                    return double.NegativeInfinity;
                if (weights.TryGetValue((Math.Min(left, right), Math.Max(left, right)), out var weight))
                    evidence.Add(Evidence.Fixed(weight), rules);
            }
        }
        return rules.Score(evidence, first.Count * second.Count);
    }
}
