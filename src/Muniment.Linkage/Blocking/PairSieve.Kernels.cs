using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Muniment.Linkage.Blocking;

sealed unsafe partial class PairSieve
{
    // 16 pairs a step. Lanes past the end hold whatever an earlier block left: `valid` masks them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Sift512(ref Work work, int i, int from, int* made, EarlierRules rules, bool doubt, ReadOnlySpan<int> rows)
    {
        var count = 0;
        var passes = 0L;
        var limit = Vector512.Create(work.Threshold);
        for (var j = from; j < work.Count; j += 16)
        {
            var valid = work.Count - j >= 16 ? 0xFFFFUL : (1UL << (work.Count - j)) - 1;
            var decided = 0UL;
            var rule = work.Earlier;
            for (var r = 0; r < work.EarlierRules && valid != 0; r++)
            {
                var keys = *rule++;
                var same = valid & ~decided;
                for (var k = 0; k < keys; k++, rule++)
                {
                    var code = work.Values[*rule];
                    same = code == 0 ? 0 : same & Vector512.Equals(Vector512.Load(work.Block + ((long)*rule * work.Capacity) + j), Vector512.Create(code)).ExtractMostSignificantBits();
                }
                if (same == 0)
                    continue;
                if (r < Here.Length && Here[r])
                {
                    decided |= same;
                    rules.Made[r] += BitOperations.PopCount(same);
                }
                else
                {
                    valid &= ~(doubt ? rules.Confirm(r, rows, i, 0, j, same) : same);
                }
            }
            passes += BitOperations.PopCount(valid & ~decided);
            var sum = Vector512.Create(work.Base);
            for (var k = 0; k < work.StepCount; k++)
            {
                ref var step = ref work.Steps[k];
                var value = Vector512.Create(step.Rest);
                for (var c = 0; c < step.CaseCount; c++)
                {
                    ref var item = ref step.Cases[c];
                    var equal = Vector512.Equals(Vector512.Load(item.Lane + j), Vector512.Create(item.Code));
                    if (item.SecondLane != null)
                        equal &= Vector512.Equals(Vector512.Load(item.SecondLane + j), Vector512.Create(item.SecondCode));
                    value = Vector512.ConditionalSelect(equal, Vector512.Create(item.Weight), value);
                }
                if (step.MissingLane != null)
                    value = Vector512.ConditionalSelect(Vector512.Equals(Vector512.Load(step.MissingLane + j), Vector512<int>.Zero), Vector512.Create(step.Missing), value);
                sum += value;
            }
            for (var kept = valid & Vector512.GreaterThanOrEqual(sum, limit).ExtractMostSignificantBits(); kept != 0; kept &= kept - 1)
                made[count++] = j + BitOperations.TrailingZeroCount(kept);
        }
        Made += passes;
        return count;
    }

    // The same, 8 pairs a step.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Sift256(ref Work work, int i, int from, int* made, EarlierRules rules, bool doubt, ReadOnlySpan<int> rows)
    {
        var count = 0;
        var passes = 0L;
        var limit = Vector256.Create(work.Threshold);
        for (var j = from; j < work.Count; j += 8)
        {
            var valid = work.Count - j >= 8 ? 0xFFUL : (1UL << (work.Count - j)) - 1;
            var decided = 0UL;
            var rule = work.Earlier;
            for (var r = 0; r < work.EarlierRules && valid != 0; r++)
            {
                var keys = *rule++;
                var same = valid & ~decided;
                for (var k = 0; k < keys; k++, rule++)
                {
                    var code = work.Values[*rule];
                    same = code == 0 ? 0 : same & Vector256.Equals(Vector256.Load(work.Block + ((long)*rule * work.Capacity) + j), Vector256.Create(code)).ExtractMostSignificantBits();
                }
                if (same == 0)
                    continue;
                if (r < Here.Length && Here[r])
                {
                    decided |= same;
                    rules.Made[r] += BitOperations.PopCount(same);
                }
                else
                {
                    valid &= ~(doubt ? rules.Confirm(r, rows, i, 0, j, same) : same);
                }
            }
            passes += BitOperations.PopCount(valid & ~decided);
            var sum = Vector256.Create(work.Base);
            for (var k = 0; k < work.StepCount; k++)
            {
                ref var step = ref work.Steps[k];
                var value = Vector256.Create(step.Rest);
                for (var c = 0; c < step.CaseCount; c++)
                {
                    ref var item = ref step.Cases[c];
                    var equal = Vector256.Equals(Vector256.Load(item.Lane + j), Vector256.Create(item.Code));
                    if (item.SecondLane != null)
                        equal &= Vector256.Equals(Vector256.Load(item.SecondLane + j), Vector256.Create(item.SecondCode));
                    value = Vector256.ConditionalSelect(equal, Vector256.Create(item.Weight), value);
                }
                if (step.MissingLane != null)
                    value = Vector256.ConditionalSelect(Vector256.Equals(Vector256.Load(step.MissingLane + j), Vector256<int>.Zero), Vector256.Create(step.Missing), value);
                sum += value;
            }
            for (var kept = valid & Vector256.GreaterThanOrEqual(sum, limit).ExtractMostSignificantBits(); kept != 0; kept &= kept - 1)
                made[count++] = j + BitOperations.TrailingZeroCount(kept);
        }
        Made += passes;
        return count;
    }

    int SiftScalar(ref Work work, int i, int from, int* made, EarlierRules rules, bool doubt, ReadOnlySpan<int> rows)
    {
        var count = 0;
        for (var j = from; j < work.Count; j++)
        {
            bool known = false, decided = false;
            var rule = work.Earlier;
            for (var r = 0; r < work.EarlierRules; r++)
            {
                var keys = *rule++;
                var same = !known && !decided;
                for (var k = 0; k < keys; k++, rule++)
                    same &= work.Values[*rule] != 0 && work.Values[*rule] == work.Block[((long)*rule * work.Capacity) + j];
                if (!same)
                    continue;
                if (r < Here.Length && Here[r])
                {
                    decided = true;
                    rules.Made[r]++;
                }
                else
                {
                    known = !doubt || rules.Confirm(r, rows, i, 0, j, 1) != 0;
                }
            }
            if (known)
                continue;
            Made += decided ? 0 : 1;
            var sum = work.Base;
            for (var k = 0; k < work.StepCount; k++)
            {
                ref var step = ref work.Steps[k];
                var value = step.Rest;
                for (var c = 0; c < step.CaseCount; c++)
                {
                    ref var item = ref step.Cases[c];
                    if (item.Lane[j] == item.Code && (item.SecondLane == null || item.SecondLane[j] == item.SecondCode))
                        value = item.Weight;
                }
                sum += step.MissingLane != null && step.MissingLane[j] == 0 ? step.Missing : value;
            }
            if (sum >= work.Threshold)
                made[count++] = j;
        }
        return count;
    }
}
