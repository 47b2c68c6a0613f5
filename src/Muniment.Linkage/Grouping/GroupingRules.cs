using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Grouping;

/// <summary>The options of one run in the form the inner loops want: fixed-point limits, and who may not be with whom.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
sealed class GroupingRules
{
    readonly int[][] _vetoes;
    readonly byte[]? _decided;
    readonly Dictionary<int, List<int>> _different = [];
    readonly Dictionary<int, List<int>> _same = [];
    readonly int[] _firstRows;
    readonly Func<int, ulong>? _hash;

    public GroupingRules(IReadOnlyList<RecordSource> sources, int count, GroupingOptions options)
    {
        Options = options;
        Threshold = Evidence.Fixed(options.ThresholdBits);
        For = Evidence.Fixed(options.PairForBits);
        Against = Evidence.Fixed(options.PairAgainstBits);
        Unknown = Evidence.Fixed(options.UnknownPairBits);
        _hash = options.ContentHash;
        _firstRows = [.. sources.Select(source => source.FirstRow)];
        _vetoes = OneCodeEach(options, count);
        if (options.Decisions.Same.Count + options.Decisions.Different.Count == 0)
            return;
        _decided = new byte[count];
        foreach (var decision in options.Decisions.Different)
        {
            Note(_different, decision.Left, decision.Right);
            Note(_different, decision.Right, decision.Left);
        }
        foreach (var decision in options.Decisions.Same)
        {
            Note(_same, decision.Left, decision.Right);
            Note(_same, decision.Right, decision.Left);
        }
    }

    public GroupingOptions Options { get; }

    /// <summary>Fixed-point weight from which an edge may join.</summary>
    public long Threshold { get; }

    /// <summary>Fixed-point: one pair says no more than this for "same".</summary>
    public long For { get; }

    /// <summary>Fixed-point, positive: one pair says no more than this against.</summary>
    public long Against { get; }

    /// <summary>Fixed-point weight of a pair nobody scored.</summary>
    public long Unknown { get; }

    /// <summary>True: some records must not be in one person.</summary>
    public bool Refuses => Options.OneToOne || _vetoes.Length > 0 || _different.Count > 0;

    /// <summary>The veto codes, [vetoes][records], after "same" decisions made two codes one.</summary>
    public ReadOnlySpan<int[]> Vetoes => _vetoes;

    /// <summary>Number of sources.</summary>
    public int SourceCount => _firstRows.Length;

    /// <summary>True: a link decision names this row.</summary>
    public bool IsDecided(int row) => _decided is not null && _decided[row] != 0;

    /// <summary>The rows that a decision keeps apart from this one.</summary>
    public IReadOnlyList<int> DifferentFrom(int row) => _different.TryGetValue(row, out var rows) ? rows : [];

    /// <summary>The rows that a decision puts into one person with this one.</summary>
    public IReadOnlyList<int> SameAs(int row) => _same.TryGetValue(row, out var rows) ? rows : [];

    /// <summary>0-based source of a row.</summary>
    public int SourceOf(int row)
    {
        var at = Array.BinarySearch(_firstRows, row);
        if (at < 0)
            return ~at - 1;
        while (at + 1 < _firstRows.Length && _firstRows[at + 1] == row) // A source without records begins where the next does.
            at++;
        return at;
    }

    /// <summary>True: these two records must not be in one person.</summary>
    public bool AreRefused(int left, int right)
    {
        foreach (var codes in _vetoes)
        {
            if (codes[left] != codes[right] && codes[left] != 0 && codes[right] != 0)
                return true;
        }
        if (Options.OneToOne && SourceOf(left) == SourceOf(right))
            return true;
        return IsDecided(left) && IsDecided(right) && DifferentFrom(left).Contains(right);
    }

    /// <summary>How good it is to make two groups one; negative infinity: they stay two.</summary>
    /// <param name="between">What the pairs between them say.</param>
    /// <param name="pairs">Number of pairs between them, scored or not.</param>
    public double Score(in Evidence between, long pairs)
    {
        if (between.Known < 0 || between.Max < Threshold)
            return double.NegativeInfinity;
        if (Options.Method == GroupingMethod.Components)
            return between.Max;
        var mean = (between.Sum + (Unknown * (pairs - between.Known))) / (double)pairs;
        return mean >= 0 || pairs == 1 ? mean : double.NegativeInfinity;
    }

    /// <summary>A number that depends on a record's content, to break ties.</summary>
    public ulong HashOf(int row) => _hash is null ? Mix((ulong)row + 1) : _hash(row);

    /// <summary>A number for two groups, whichever comes first.</summary>
    public static ulong TieKey(ulong first, ulong second) =>
        unchecked(Mix(Math.Min(first, second) + (0x9E3779B97F4A7C15 * Math.Max(first, second))));

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }

    void Note(Dictionary<int, List<int>> decisions, int row, int other)
    {
        _decided![row] = 1;
        if (!decisions.TryGetValue(row, out var rows))
            decisions[row] = rows = [];
        rows.Add(other);
    }

    /// <summary>
    /// Where people said "same" of records with different numbers, both numbers are that person's: later records with either
    /// number may join. So the codes are made one.
    /// </summary>
    static int[][] OneCodeEach(GroupingOptions options, int count)
    {
        var vetoes = options.Vetoes.ToArray();
        if (options.Decisions.Same.Count == 0 || vetoes.Length == 0)
            return vetoes;
        var together = new ConcurrentUnionFind(count);
        foreach (var same in options.Decisions.Same)
            together.Join(same.Left, same.Right);
        var rows = options.Decisions.Same.SelectMany(same => new[] { same.Left, same.Right }).Distinct().Order().ToArray();
        for (var veto = 0; veto < vetoes.Length; veto++)
        {
            var codes = vetoes[veto];
            var renamed = new Dictionary<int, int>();
            foreach (var group in rows.Where(row => codes[row] != 0).GroupBy(together.Find))
            {
                var kept = Kept(codes[group.First()]);
                foreach (var code in group.Select(row => Kept(codes[row])).Where(code => code != kept))
                    renamed[code] = kept;
            }
            if (renamed.Count > 0)
                vetoes[veto] = [.. codes.Select(Kept)];

            int Kept(int code)
            {
                while (renamed.TryGetValue(code, out var next))
                    code = next;
                return code;
            }
        }
        return vetoes;
    }
}
