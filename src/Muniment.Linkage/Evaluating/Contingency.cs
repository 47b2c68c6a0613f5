using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Evaluating;

/// <summary>Records of known truth counted by person, by truth, and by both (a cell), with sorting by counting alone: no hash table, linear time.</summary>
/// <remarks>Methods are compiled at full optimisation at once: each runs one long loop, once.</remarks>
sealed class Contingency
{
    /// <summary>Counts; the arguments have been checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Contingency(ReadOnlySpan<int> personOfRecord, ReadOnlySpan<int> truthOfRecord)
    {
        var records = personOfRecord.Length;
        PersonSizes = new int[records + 1];
        TruthSizes = new int[records + 1];
        var known = CountSizes(personOfRecord, truthOfRecord, PersonSizes, TruthSizes);
        var rows = new int[records];
        for (var row = 0; row < records; row++)
            rows[row] = row;
        rows = SortByPart(personOfRecord, truthOfRecord, rows, PersonSizes, known);

        // Cells are numbered person by person, so a truth's last cell is this person's exactly if it is not below the person's first one.
        CellOfRecord = new int[records];
        CellSizes = new int[known];
        var lastCell = new int[TruthSizes.Length];
        Array.Fill(lastCell, -1);
        int start = 0, cells = 0;
        foreach (var size in PersonSizes)
        {
            var firstCell = cells;
            foreach (var row in rows.AsSpan(start, size))
            {
                ref var cell = ref lastCell[truthOfRecord[row]];
                if (cell < firstCell)
                    cell = cells++;
                CellOfRecord[row] = cell;
                CellSizes[cell]++;
            }
            start += size;
        }
    }

    /// <summary>[records + 1] records of known truth in each person.</summary>
    public int[] PersonSizes { get; }

    /// <summary>[records + 1] records of each true person; 0 for the unknown one.</summary>
    public int[] TruthSizes { get; }

    /// <summary>[records] cell of each record; meaningless where the truth is unknown.</summary>
    public int[] CellOfRecord { get; }

    /// <summary>[known records] records in each cell.</summary>
    public int[] CellSizes { get; }

    /// <summary>Unordered pairs among so many records.</summary>
    public static long Pairs(long records) => records * (records - 1) / 2;

    /// <summary>Throws where lengths differ or a number is outside [0, records].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Check(ReadOnlySpan<int> partOfRecord, ReadOnlySpan<int> truthOfRecord)
    {
        if (partOfRecord.Length != truthOfRecord.Length)
            throw new ArgumentException($"{partOfRecord.Length} records on one side are not the {truthOfRecord.Length} of the truth.", nameof(partOfRecord));
        for (var row = 0; row < partOfRecord.Length; row++)
        {
            if ((uint)partOfRecord[row] > (uint)partOfRecord.Length || (uint)truthOfRecord[row] > (uint)partOfRecord.Length)
                throw new ArgumentException($"Record {row} has the number {partOfRecord[row]} and the truth {truthOfRecord[row]}; both must be 0 to {partOfRecord.Length}.", nameof(partOfRecord));
        }
    }

    /// <summary>Counts the records of known truth by person and by truth, and says how many there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountSizes(ReadOnlySpan<int> personOfRecord, ReadOnlySpan<int> truthOfRecord, int[] personSizes, int[] truthSizes)
    {
        var known = 0;
        for (var row = 0; row < personOfRecord.Length; row++)
        {
            var truth = truthOfRecord[row];
            if (truth == 0)
                continue;
            known++;
            personSizes[personOfRecord[row]]++;
            truthSizes[truth]++;
        }
        return known;
    }

    /// <summary>The values of the records of known truth, one part after the other, inside a part in row order.</summary>
    /// <param name="partOfRecord">[records] what to sort by.</param>
    /// <param name="truthOfRecord">[records] 0 = leave out.</param>
    /// <param name="values">[records] what to carry along.</param>
    /// <param name="partSizes">Records of known truth in each part.</param>
    /// <param name="known">Sum of the sizes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] SortByPart(ReadOnlySpan<int> partOfRecord, ReadOnlySpan<int> truthOfRecord, ReadOnlySpan<int> values, ReadOnlySpan<int> partSizes, int known)
    {
        var next = new int[partSizes.Length];
        for (int part = 0, start = 0; part < partSizes.Length; part++)
        {
            next[part] = start;
            start += partSizes[part];
        }
        var sorted = new int[known];
        for (var row = 0; row < partOfRecord.Length; row++)
        {
            if (truthOfRecord[row] != 0)
                sorted[next[partOfRecord[row]]++] = values[row];
        }
        return sorted;
    }

    /// <summary>[groups] pairs inside one part that have at least one record in the group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long[] PairsByGroup(ReadOnlySpan<int> partOfRecord, ReadOnlySpan<int> truthOfRecord, ReadOnlySpan<int> groupOfRecord, ReadOnlySpan<int> partSizes, int groups)
    {
        var known = 0;
        foreach (var size in partSizes)
            known += size;
        var sorted = SortByPart(partOfRecord, truthOfRecord, groupOfRecord, partSizes, known);
        var pairs = new long[groups];
        var seen = new int[groups];
        var start = 0;
        foreach (var size in partSizes)
        {
            var segment = sorted.AsSpan(start, size);
            foreach (var group in segment)
                seen[group]++;
            foreach (var group in segment)
            {
                long inGroup = seen[group]; // 0 from its second record on.
                pairs[group] += Pairs(inGroup) + (inGroup * (size - inGroup));
                seen[group] = 0;
            }
            start += size;
        }
        return pairs;
    }
}
