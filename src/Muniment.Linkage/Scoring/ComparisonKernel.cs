using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Comparing;

namespace Muniment.Linkage.Scoring;

/// <summary>One comparison bound to lanes: two packed records in, the index of the level that holds out.</summary>
/// <remarks>Immutable; safe on any thread; allocates nothing. A negative code stands for a value the record carries: <see cref="CarriedValue"/>. Partial: the other file rules levels out before texts are read.</remarks>
sealed unsafe partial class ComparisonKernel
{
    // More different measurements than this in one comparison are refused by name: none of the ready-made ones has more than three.
    internal const int MostOperands = 16;

    readonly LevelTest[][] _levels;
    readonly Operand[] _operands;
    readonly ValueDictionary[] _values;
    readonly double[]?[] _numbers;
    readonly TextSignature[]?[] _signatures;
    readonly int[] _textLanes;
    readonly LevelPlan[] _plans;
    readonly ulong _equal; // lanes whose equality some level asks for
    readonly ulong _missing; // lanes whose absence one does
    readonly uint _alone; // the possible levels where none of these is
    readonly uint _unless; // Without an ELSE, a pair no level describes counts as the last.

    internal ComparisonKernel(LevelTest[][] levels, Operand[] operands, LaneData data)
    {
        _levels = levels;
        _operands = operands;
        _values = data.Values;
        _numbers = data.Numbers;
        _signatures = data.Signatures;
        _textLanes = [.. operands.Where(operand => operand.Kind is TestKind.SimilarityAtLeast or TestKind.DistanceAtMost)
            .SelectMany(operand => new[] { operand.Left, operand.Right }).Distinct()];
        _plans = LevelPlan.Of(levels, operands);
        _equal = _plans.Where(plan => plan.Kind is LevelKind.Equal or LevelKind.Texts).Aggregate(0UL, (lanes, plan) => lanes | plan.Mask);
        _missing = _plans.Where(plan => plan.Kind == LevelKind.Missing).Aggregate(0UL, (lanes, plan) => lanes | plan.Mask);
        IsPlanned = levels.Length <= MostPlanned;
        _unless = IsPlanned && _plans[^1].Kind != LevelKind.Always ? 1u << (levels.Length - 1) : 0;
        _alone = IsPlanned ? Walk(0, 0) : 0;
    }

    // Levels that a mask of 32 bits can tell of.
    const int MostPlanned = 32;

    /// <summary>True where <see cref="Possible(ulong, ulong)"/> and <see cref="Level(int*, int*, uint)"/> may be asked.</summary>
    public bool IsPlanned { get; }

    /// <summary>The tests of each level, in order: all must hold.</summary>
    internal LevelTest[][] Levels => _levels;

    /// <summary>What signatures can tell of the texts a level asks for.</summary>
    internal TextTest[] TextTests(int level) => _plans[level].Texts;

    /// <summary>True where it measures texts.</summary>
    public bool ReadsValues => _textLanes.Length > 0;

    /// <summary>Asks for where the texts of a record's values begin (first) or for the texts themselves (then).</summary>
    public void PrefetchTexts(int* record, bool text)
    {
        if (!Sse.IsSupported)
            return;
        foreach (var lane in _textLanes)
        {
            if (record[lane] <= 0)
                continue;
            var place = _values[lane].Offsets.Pointer + record[lane];
            Sse.Prefetch0(text ? _values[lane].Bytes.Pointer + *place : place);
        }
    }

    /// <summary>Asks for what is known of a record's values, so that it is there when they are compared.</summary>
    public void Prefetch(int* record)
    {
        if (!Sse.IsSupported)
            return;
        foreach (var lane in _textLanes)
        {
            if (record[lane] > 0)
                Sse.Prefetch0(Unsafe.AsPointer(ref _signatures[lane]![record[lane]])); // Only a hint: it may have moved.
        }
    }

    /// <summary>Index of the first level that holds for records <paramref name="a"/> (left) and <paramref name="b"/> (right).</summary>
    [SkipLocalsInit]
    public int Level(int* a, int* b)
    {
        var measured = stackalloc double[MostOperands];
        var known = 0u;
        var levels = _levels;
        for (var level = 0; level < levels.Length; level++)
        {
            if (Holds(levels[level], a, b, measured, ref known))
                return level;
        }
        return levels.Length - 1; // Unreachable with an ELSE; without one, a pair no level describes counts as the last.
    }

    bool Holds(LevelTest[] tests, int* a, int* b, double* measured, ref uint known)
    {
        foreach (ref readonly var test in tests.AsSpan())
        {
            if (!Holds(in test, a, b, measured, ref known))
                return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Holds(in LevelTest test, int* a, int* b, double* measured, ref uint known)
    {
        switch (test.Kind)
        {
            case TestKind.Always:
                return true;
            case TestKind.EitherMissing:
                return a[test.Left] == 0 || b[test.Right] == 0;
            case TestKind.LeftMissing:
                return a[test.Left] == 0;
            case TestKind.RightMissing:
                return b[test.Right] == 0;
            case TestKind.Same:
                return a[test.Left] == b[test.Right] && a[test.Left] != 0;
            case TestKind.SameAcross:
                return a[test.Left] != 0 && b[test.Right] != 0 && TextOf(test.Left, a).SequenceEqual(TextOf(test.Right, b));
            case TestKind.Tree:
                return Truth(test.Tree!, a, b, measured, ref known) > 0;
            case TestKind.SimilarityAtLeast or TestKind.OverlapAtLeast:
                var similarity = Measured(test.Operand, a, b, measured, ref known);
                return test.Strict ? similarity > test.Limit : similarity >= test.Limit;
            default:
                var distance = Measured(test.Operand, a, b, measured, ref known);
                return test.Strict ? distance < test.Limit : distance <= test.Limit;
        }
    }

    // 1 true, 0 false, -1 unknown, as SQL's three values.
    int Truth(ConditionTree tree, int* a, int* b, double* measured, ref uint known)
    {
        switch (tree.Kind)
        {
            case TreeKind.Not:
                var part = Truth(tree.Parts[0], a, b, measured, ref known);
                return part < 0 ? -1 : 1 - part;
            case TreeKind.Leaf:
                ref readonly var leaf = ref tree.Leaf;
                if (leaf.Kind is not (TestKind.Always or TestKind.EitherMissing or TestKind.LeftMissing or TestKind.RightMissing)
                    && (a[leaf.Left] == 0 || b[leaf.Right] == 0))
                    return -1;
                return Holds(in leaf, a, b, measured, ref known) ? 1 : 0;
            default:
                var decisive = tree.Kind == TreeKind.Or ? 1 : 0;
                var result = 1 - decisive;
                foreach (var child in tree.Parts)
                {
                    var truth = Truth(child, a, b, measured, ref known);
                    if (truth == decisive)
                        return decisive;
                    if (truth < 0)
                        result = -1;
                }
                return result;
        }
    }

    // The measurement, taken once a pair. Where a cheap bound already fails the loosest level, the bound stands in: every level fails alike.
    double Measured(int index, int* a, int* b, double* measured, ref uint known)
    {
        if ((known & (1u << index)) == 0)
        {
            known |= 1u << index;
            measured[index] = Measure(_operands[index], a, b);
        }
        return measured[index];
    }

    double Measure(Operand operand, int* a, int* b)
    {
        int left = a[operand.Left], right = b[operand.Right];
        if (left == 0 || right == 0)
            return double.NaN; // Fails every relation.
        switch (operand.Kind)
        {
            case TestKind.DifferenceWithin:
                return Math.Abs(NumberOf(operand.Left, a) - NumberOf(operand.Right, b));
            case TestKind.RelativeDifferenceWithin:
                double first = NumberOf(operand.Left, a), second = NumberOf(operand.Right, b);
                return Math.Abs(first - second) / (second > first ? second : first);
            case TestKind.OverlapAtLeast:
                return ListValues.Overlap(TextOf(operand.Left, a), TextOf(operand.Right, b));
            default:
                return operand.Left == operand.Right && left == right
                    ? (operand.Kind == TestKind.DistanceAtMost ? 0 : 1)
                    : Text(operand, a, b);
        }
    }

    double Text(Operand operand, int* a, int* b)
    {
        ref readonly var first = ref SignatureOf(operand.Left, a);
        ref readonly var second = ref SignatureOf(operand.Right, b);
        switch (operand.Measure)
        {
            case Modelling.Measure.JaroWinkler:
                return operand.Quick is { } quick && !quick.CanReach(in first, in second) ? 0 : JaroWinkler.Similarity(TextOf(operand.Left, a), TextOf(operand.Right, b), operand.Unit);
            case Modelling.Measure.Jaro:
                return operand.Quick is { } quickJaro && !quickJaro.CanReach(in first, in second) ? 0 : Jaro.Similarity(TextOf(operand.Left, a), TextOf(operand.Right, b), operand.Unit);
            case Modelling.Measure.Jaccard:
                return Jaccard.Similarity(TextOf(operand.Left, a), TextOf(operand.Right, b), operand.Unit);
            case Modelling.Measure.Levenshtein:
                var least = Levenshtein.LowerBound(in first, in second);
                return least > operand.Loosest ? least : Levenshtein.Distance(TextOf(operand.Left, a), TextOf(operand.Right, b), operand.Unit, (int)operand.Loosest);
            default:
                least = DamerauLevenshtein.LowerBound(in first, in second);
                return least > operand.Loosest ? least : DamerauLevenshtein.Distance(TextOf(operand.Left, a), TextOf(operand.Right, b), operand.Unit, (int)operand.Loosest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ReadOnlySpan<byte> TextOf(int lane, int* record)
    {
        var code = record[lane];
        return code >= 0 ? _values[lane][code] : CarriedValue.Of(record, code)->Text;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref readonly TextSignature SignatureOf(int lane, int* record)
    {
        var code = record[lane];
        return ref code >= 0 ? ref _signatures[lane]![code] : ref CarriedValue.Of(record, code)->Signature;
    }

    double NumberOf(int lane, int* record)
    {
        var code = record[lane];
        return code >= 0 ? _numbers[lane]![code] : CarriedValue.Of(record, code)->Number;
    }
}

/// <summary>What is known of each lane's values, by code.</summary>
/// <param name="Values">[lanes] the dictionaries.</param>
/// <param name="Numbers">[lanes][codes] numbers, where a comparison needs them.</param>
/// <param name="Signatures">[lanes][codes] signatures, where a string measure needs them.</param>
sealed record LaneData(ValueDictionary[] Values, double[]?[] Numbers, TextSignature[]?[] Signatures);
