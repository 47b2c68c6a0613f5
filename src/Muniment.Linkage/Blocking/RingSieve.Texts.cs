using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

sealed unsafe partial class RingSieve
{
    // What the least similarity asks of common/length + common/otherLength, by length of the common beginning; less a bit for single precision.
    static float[] Needed(JaroThreshold least)
    {
        var needed = new float[Step];
        for (var prefix = 0; prefix < Step; prefix++)
        {
            var bonus = JaroScore.PrefixWeight * Math.Min(prefix, JaroScore.LongestPrefix);
            needed[prefix] = (float)((3 * Math.Max(JaroScore.BonusAbove, (least.Similarity - bonus) / (1 - bonus))) - 1 - 1e-3);
        }
        return needed;
    }

    // All bits set where the texts of a pair can be as similar as the level asks: each letter that only one of them has is one that is not in common.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<int> Alike(int* first, int* second, Level* level)
    {
        int* left = first + (level->LeftText * Capacity), right = second + (level->RightText * Capacity);
        Vector256<int> ofLeft = Vector256.Load(left), ofRight = Vector256.Load(right);
        var leftOver = Vector256.Load((float*)(left + Capacity)) - Vector256.ConvertToSingle(PopCount(Vector256.AndNot(ofLeft, ofRight)));
        var rightOver = Vector256.Load((float*)(right + Capacity)) - Vector256.ConvertToSingle(PopCount(Vector256.AndNot(ofRight, ofLeft)));
        var share = Vector256.Min(leftOver, rightOver) * (Vector256.Load((float*)(left + (2 * Capacity))) + Vector256.Load((float*)(right + (2 * Capacity))));
        var start = Vector256.Load(left + (3 * Capacity)) ^ Vector256.Load(right + (3 * Capacity));
        // A mask is -1, so each byte of the beginning that is equal, and all before it, counts one.
        var prefix = -(Vector256.Equals(start & Vector256.Create(0xFF), Vector256<int>.Zero) + Vector256.Equals(start & Vector256.Create(0xFFFF), Vector256<int>.Zero)
            + Vector256.Equals(start & Vector256.Create(0xFFFFFF), Vector256<int>.Zero) + Vector256.Equals(start, Vector256<int>.Zero));
        return Vector256.GreaterThanOrEqual(share, Vector256.Shuffle(Vector256.Load(level->Needed), prefix)).AsInt32();
    }

    // All bits set where the texts of a pair can be so few edits apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<int> Near(int* first, int* second, Level* level)
    {
        Vector256<int> left = Vector256.Load(first + ((level->LeftText + 4) * Capacity)), right = Vector256.Load(second + ((level->RightText + 4) * Capacity));
        var lacking = Vector256.Max(PopCount(Vector256.AndNot(left, right)), PopCount(Vector256.AndNot(right, left)));
        return Vector256.LessThanOrEqual(lacking, Vector256.Create(level->MostLacking));
    }

    // Bits set in each lane (H. Warren, "Hacker's Delight", 5-1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<int> PopCount(Vector256<int> bits)
    {
        var pairs = bits.AsUInt32() - ((bits.AsUInt32() >> 1) & Vector256.Create(0x55555555U));
        var nibbles = (pairs & Vector256.Create(0x33333333U)) + ((pairs >> 2) & Vector256.Create(0x33333333U));
        var bytes = (nibbles + (nibbles >> 4)) & Vector256.Create(0x0F0F0F0FU);
        return ((bytes * 0x01010101U) >> 24).AsInt32();
    }

    /// <summary>What the ring holds of a lane's texts: letters, length, 1/length, beginning, neighbouring pairs of letters; a column each.</summary>
    readonly struct TextLane(int lane, TextSignature[] signatures, uint[]? bigrams)
    {
        public const int Columns = 5;

        /// <summary>Asks for what <see cref="Load"/> will read of a record.</summary>
        public void Prefetch(int* record)
        {
            if (!Sse.IsSupported)
                return;
            Sse.Prefetch0(Unsafe.AsPointer(ref signatures[record[lane]])); // Only a hint: it may have moved.
            if (bigrams is not null)
                Sse.Prefetch0(Unsafe.AsPointer(ref bigrams[record[lane]]));
        }

        /// <summary>Fills the columns for a block's rows, twice in a row. A missing text has nothing, and can be alike to none.</summary>
        public void Load(int* column, int capacity, Lanes lanes, ReadOnlySpan<int> rows)
        {
            var count = rows.Length;
            for (var i = 0; i < count; i++, column++)
            {
                var code = lanes[rows[i]][lane];
                ref readonly var signature = ref signatures[code];
                var length = (float)signature.Length;
                column[0] = column[count] = (int)signature.Once;
                column[capacity] = column[capacity + count] = BitConverter.SingleToInt32Bits(length);
                column[2 * capacity] = column[(2 * capacity) + count] = BitConverter.SingleToInt32Bits(length == 0 ? 0 : 1 / length);
                column[3 * capacity] = column[(3 * capacity) + count] = (int)signature.Start;
                if (bigrams is not null)
                    column[4 * capacity] = column[(4 * capacity) + count] = (int)bigrams[code];
            }
        }
    }
}
