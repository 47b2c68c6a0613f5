using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Modelling;

/// <summary>Pairs of records that share the value of one field, and how often their other fields agree: among different people, and among matches.</summary>
/// <remarks>
/// Who shares a telephone is mostly one person or one household; the two are told apart by everything but the field asked about, so what a field says
/// is never taken for its own proof. What a person has of their own (forename, birth date, numbers) is trusted from the start, all other agreement is
/// not, because a household agrees on all of it; then what the clear non-matches show is taken for u, and so on until nothing moves.
/// </remarks>
sealed class SharedValuePairs
{
    // About so many pairs are looked at, by whole values chosen by hash, and so many records of a value, evenly taken.
    const int MostPairs = 20_000, MostRecordsOfAValue = 60;
    const int Rounds = 25;

    // A pair is clear where all other fields say so at 200 to 1; what is believed before counts as so many pairs.
    const double ClearBits = 7.6, Believed = 40;

    // Twins are one in a hundred of the people who share a home.
    const double MostAgreeingOnADate = 0.25;

    readonly LinkModel _model;
    readonly (byte[] Levels, long Count)[] _patterns;
    readonly double[]?[] _m, _u;
    readonly bool[] _own; // [comparisons] reads what a person has of their own
    readonly Share[] _different, _matching;

    SharedValuePairs(LinkModel model, (byte[] Levels, long Count)[] patterns)
    {
        _model = model;
        _patterns = patterns;
        _m = [.. model.Comparisons.Select(comparison => comparison.Levels.Select(level => level.M ?? 0).ToArray())];
        _u = [.. model.Comparisons.Select(comparison => comparison.Levels.Select(level => level.U ?? 0).ToArray())];
        _own = PersonalFields.Own(model);
        _different = new Share[model.Comparisons.Count];
        _matching = new Share[model.Comparisons.Count];
    }

    /// <summary>False: those taken for different people agree on a birth date or number as no two people do, so they are matches of another kind.</summary>
    public bool AreDifferentPeople => !PersonalFields.Dates(_model).Index().Any(item => item.Item && _different[item.Index].Agreeing > MostAgreeingOnADate * _different[item.Index].Pairs);

    /// <summary>How often a comparison is at its first level among different people who share the value.</summary>
    public Share Different(int comparison) => _different[comparison];

    /// <summary>How often it is among matches.</summary>
    public Share Matching(int comparison) => _matching[comparison];

    /// <summary>Looks at pairs that share a value of one column.</summary>
    /// <param name="prepared">The records.</param>
    /// <param name="model">Trained; the comparisons of <paramref name="prepared"/>.</param>
    /// <param name="given">Index of the column's own comparison.</param>
    /// <param name="column">The column.</param>
    public static SharedValuePairs Of(PreparedModel prepared, LinkModel model, int given, Column column)
    {
        var patterns = new AgreementPatterns();
        Span<byte> levels = stackalloc byte[model.Comparisons.Count];
        var link = model.LinkType == LinkType.Link;
        var rows = RowsByValue(column, prepared.Sample, out var codes);
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            while (end < rows.Length && codes[end] == codes[start])
                end++;
            prepared.Sample.Sort(rows.AsSpan(start, end - start));
            var stride = Math.Max(1, (end - start + MostRecordsOfAValue - 1) / MostRecordsOfAValue);
            for (var i = start; i < end; i += stride)
            {
                for (var j = i + stride; j < end; j += stride)
                {
                    if (link && prepared.Table.SourceOf(rows[i]) == prepared.Table.SourceOf(rows[j]))
                        continue;
                    prepared.LevelsOf(rows[i], rows[j], levels);
                    levels[given] = AgreementPatterns.NotAsked;
                    patterns.Add(levels, 0);
                }
            }
            start = end;
        }
        var pairs = new SharedValuePairs(model, [.. patterns.Ordered(model.Comparisons.Count).Select(pattern => (pattern.Levels, pattern.Count))]);
        pairs.Learn();
        return pairs;
    }

    // Rows of the values drawn, value by value. Of a value that most of the sampled records could show, those records are enough.
    static int[] RowsByValue(Column column, RecordSample sample, out int[] codes)
    {
        var counts = column.Counts;
        var drawn = new Drawn[counts.Length];
        var all = 0d;
        foreach (var count in counts[1..])
            all += PairsOf(count);
        var most = (ulong)(Math.Min(1, MostPairs / Math.Max(all, 1)) * ulong.MaxValue);
        for (var code = 1; code < counts.Length; code++)
        {
            if (counts[code] >= 2 && RandomPairs.Mix(11, ValueSample.Hash(column.Values[code])) <= most)
                drawn[code] = counts[code] * (double)sample.Rows.Length / column.Codes.Length >= 2 * MostRecordsOfAValue ? Drawn.OfSample : Drawn.All;
        }
        var (rows, found) = (new List<int>(), new List<int>());
        for (var row = 0; row < column.Codes.Length; row++)
            Take(row, Drawn.All);
        foreach (var row in sample.Rows)
            Take(row, Drawn.OfSample);
        codes = [.. found];
        int[] sorted = [.. rows];
        Array.Sort(codes, sorted);
        return sorted;

        void Take(int row, Drawn how)
        {
            var code = column.Codes[row];
            if (drawn[code] != how)
                return;
            rows.Add(row);
            found.Add(code);
        }
    }

    enum Drawn : byte
    {
        No,
        All,
        OfSample,
    }

    static double PairsOf(int records)
    {
        var looked = Math.Min(records, MostRecordsOfAValue);
        return looked * (looked - 1) / 2d;
    }

    void Learn()
    {
        var lambda = 0.5;
        var pairs = _patterns.Sum(pattern => (double)pattern.Count);
        for (var round = 0; round < Rounds && pairs > 0; round++)
        {
            var weights = Weights(round == 0);
            var prior = Bits.Weight(lambda);
            var matches = 0d;
            var different = _u.Select(levels => new double[levels!.Length]).ToArray();
            Array.Clear(_matching);
            foreach (var (levels, count) in _patterns)
            {
                matches += count * Bits.Probability(prior + Evidence(levels, weights, -1));
                for (var k = 0; k < levels.Length; k++)
                {
                    if (levels[k] == AgreementPatterns.NotAsked || _model.Comparisons[k].Levels[levels[k]].IsNull)
                        continue;
                    var others = prior + Evidence(levels, weights, k);
                    if (others < -ClearBits)
                        different[k][levels[k]] += count;
                    else if (others > ClearBits)
                        _matching[k] = _matching[k].With(count, IsFirst(k, levels[k]));
                }
            }
            lambda = Math.Clamp(matches / pairs, 1e-4, 1 - 1e-4);
            if (Take(different) < 1e-4)
                break;
        }
    }

    // What all comparisons but one say. Who moved disagrees on town, street and postcode at once: of what is not a person's own only the strongest
    // disagreement counts.
    double Evidence(byte[] levels, double[][] weights, int without)
    {
        double sum = 0, worst = 0;
        for (var k = 0; k < levels.Length; k++)
        {
            if (k == without || levels[k] == AgreementPatterns.NotAsked)
                continue;
            var bits = weights[k][levels[k]];
            if (bits >= 0 || _own[k])
                sum += bits;
            else
                worst = Math.Min(worst, bits);
        }
        return sum + worst;
    }

    // Log2(m / u) of every level.
    double[][] Weights(bool first) =>
    [
        .. _model.Comparisons.Select((comparison, k) => comparison.Levels.Select((level, index) =>
        {
            if (level.IsNull)
                return 0;
            var bits = Bits.Log2(Math.Max(_m[k]![index], 1e-9)) - Bits.Log2(Math.Max(_u[k]![index], 1e-9));
            return first && !_own[k] ? Math.Min(bits, 0) : bits;
        }).ToArray()),
    ];

    double Take(double[][] different)
    {
        var largest = 0d;
        for (var k = 0; k < different.Length; k++)
        {
            var comparison = _model.Comparisons[k];
            var total = different[k].Sum();
            var first = comparison.Levels.Index().First(level => !level.Item.IsNull).Index;
            _different[k] = new Share(different[k][first], total);
            for (var index = 0; index < different[k].Length; index++)
            {
                if (comparison.Levels[index].IsNull)
                    continue;
                var u = (different[k][index] + (Believed * (comparison.Levels[index].U ?? 0))) / (total + Believed);
                largest = Math.Max(largest, Math.Abs(u - _u[k]![index]));
                _u[k]![index] = u;
            }
        }
        return largest;
    }

    bool IsFirst(int comparison, int level) => _model.Comparisons[comparison].Levels.Index().First(item => !item.Item.IsNull).Index == level;

    /// <summary>How many of so many pairs.</summary>
    public readonly record struct Share(double Agreeing, double Pairs)
    {
        /// <summary>Counts further pairs.</summary>
        public Share With(double pairs, bool agree) => new(Agreeing + (agree ? pairs : 0), Pairs + pairs);

        /// <summary>The share, what is believed without them counting as some pairs.</summary>
        public double Believing(double believed) => (Agreeing + (Believed * believed)) / (Pairs + Believed);
    }
}
