using System.Numerics;
using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Scoring;

sealed unsafe partial class ComparisonKernel
{
    /// <summary>Bit k: level k may be the one that holds, as far as equal and missing lanes tell. The last of them, where no text decides it, is sure.</summary>
    /// <param name="equal">Bit k: lane k is present and equal.</param>
    /// <param name="missing">Bit k: lane k is missing in either record.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Possible(ulong equal, ulong missing) => ((equal & _equal) | (missing & _missing)) == 0 ? _alone : Walk(equal, missing);

    uint Walk(ulong equal, ulong missing)
    {
        var possible = 0u;
        for (var level = 0; level < _plans.Length; level++)
        {
            ref readonly var plan = ref _plans[level];
            switch (plan.Kind)
            {
                case LevelKind.Equal when (equal & plan.Mask) != plan.Mask:
                case LevelKind.Missing when (missing & plan.Mask) == 0:
                case LevelKind.Texts when (equal & plan.Mask) != plan.Mask:
                    continue;
                case LevelKind.Texts:
                    possible |= 1u << level;
                    continue;
                default:
                    return possible | (1u << level);
            }
        }
        return possible | _unless;
    }

    /// <summary>True where one of several possible levels must be told by texts.</summary>
    public static bool IsOpen(uint possible) => !BitOperations.IsPow2(possible);

    /// <summary>The levels that remain possible by the signatures of the texts.</summary>
    /// <param name="a">Left record.</param>
    /// <param name="b">Right record.</param>
    /// <param name="possible">What <see cref="Possible(ulong, ulong)"/> left.</param>
    public uint Possible(int* a, int* b, uint possible)
    {
        var left = possible;
        // The last first: it asks for the least, and what it cannot reach those before it cannot either.
        for (var rest = possible; rest != 0;)
        {
            var level = BitOperations.Log2(rest);
            rest &= ~(1u << level);
            ref readonly var plan = ref _plans[level];
            foreach (var test in plan.Texts)
            {
                if (a[test.Left] != 0 && b[test.Right] != 0 && test.CanHold(in SignatureOf(test.Left, a), in SignatureOf(test.Right, b)))
                    continue;
                left &= ~((1u << level) | plan.Stricter);
                rest &= left;
                break;
            }
        }
        return left | _unless;
    }

    /// <summary>The level of a pair, as <see cref="Level(int*, int*)"/>, its equal and missing lanes known.</summary>
    public int Level(int* a, int* b, ulong equal, ulong missing)
    {
        var possible = Possible(equal, missing);
        return Level(a, b, IsOpen(possible) ? Possible(a, b, possible) : possible);
    }

    /// <summary>True where the texts of a pair stand in the wrong order for a count that must not depend on where records stand: Jaro is not quite symmetric.</summary>
    public bool IsMirrored(int* a, int* b) => TextOf(_textLanes[0], a).SequenceCompareTo(TextOf(_textLanes[0], b)) > 0;

    /// <summary>The level of a pair, as <see cref="Level(int*, int*)"/>, of those that are possible.</summary>
    [SkipLocalsInit]
    public int Level(int* a, int* b, uint possible)
    {
        var first = BitOperations.TrailingZeroCount(possible);
        if (possible != 0 && _plans[first].Kind != LevelKind.Texts)
            return first;
        var measured = stackalloc double[MostOperands];
        var known = 0u;
        for (; possible != 0; possible &= possible - 1)
        {
            var level = BitOperations.TrailingZeroCount(possible);
            if (_plans[level].Kind != LevelKind.Texts || Holds(_levels[level], a, b, measured, ref known))
                return level;
        }
        return _levels.Length - 1;
    }
}
