using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>Which rules need not be run, because the blocks of another one hold all of their pairs.</summary>
/// <remarks>
/// Records with the same surname and birth date have the same surname and birth year, whichever data: the rule on surname and year makes every pair of
/// the rule on surname and date, if none of its blocks is so large that it is refined. That one value tells another is not believed
/// but looked up in the records. A pair still counts as that of the first rule that makes it, run or not, so nothing of a run's result changes.
/// </remarks>
sealed class RuleOrder
{
    readonly int[] _runBy;

    RuleOrder(int[] runBy) => _runBy = runBy;

    /// <summary>The rule that makes the pairs of <paramref name="rule"/>: itself, or a wider one.</summary>
    public int RunBy(int rule) => _runBy[rule];

    /// <summary>Looks at the rules of a prepared model.</summary>
    public static RuleOrder Of(PreparedModel prepared)
    {
        var count = prepared.Model.BlockingRules.Count;
        var runBy = Enumerable.Range(0, count).ToArray();
        var known = new Dictionary<(int, int), bool>();
        var small = new Dictionary<int, bool>();
        // From the last rule on, because the widest come last. One that is itself left to another takes no more.
        for (var wide = count - 1; wide >= 0; wide--)
        {
            if (runBy[wide] != wide || !IsPlain(prepared.Rules[wide]))
                continue;
            for (var rule = 0; rule < wide; rule++)
            {
                if (runBy[rule] == rule && !runBy.Where((by, other) => by == rule && other != rule).Any() && IsPlain(prepared.Rules[rule])
                    && IsToldBy(prepared, prepared.Rules[wide], prepared.Rules[rule], known) && HasSmallBlocks(prepared, wide, small))
                    runBy[rule] = wide;
            }
        }
        return new RuleOrder(runBy);
    }

    static bool IsPlain(PreparedRule rule) => rule.IsSymmetric && rule.Rest is null && rule.Keys.Length > 0;

    static bool IsToldBy(PreparedModel prepared, PreparedRule wide, PreparedRule rule, Dictionary<(int, int), bool> known) =>
        wide.Keys.All(key => rule.Keys.Any(other => other.Left == key.Left || IsToldBy(prepared, key.Left, other.Left, known)));

    // True where records that share a value of the one lane share the other's, which none of them lacks.
    static bool IsToldBy(PreparedModel prepared, int lane, int by, Dictionary<(int, int), bool> known)
    {
        if (!known.TryGetValue((lane, by), out var told))
            known[(lane, by)] = told = Tells(prepared.Lanes.Fields[by], prepared.Lanes.Fields[lane]);
        return told;
    }

    static bool Tells(Column column, Column other)
    {
        var values = new int[column.Values.Count];
        for (var row = 0L; row < column.Codes.Length; row++)
        {
            var code = column.Codes[row];
            if (code == 0)
                continue;
            var value = other.Codes[row];
            if (value == 0 || (values[code] != 0 && values[code] != value))
                return false;
            values[code] = value;
        }
        return true;
    }

    static bool HasSmallBlocks(PreparedModel prepared, int rule, Dictionary<int, bool> known)
    {
        if (prepared.Model.BlockCap is not { } cap)
            return true;
        if (!known.TryGetValue(rule, out var small))
            known[rule] = small = BlockEntries.LargestAtMost(prepared.Lanes, [.. prepared.Rules[rule].Keys.Select(key => key.Left)], prepared.Threads) <= cap;
        return small;
    }
}
