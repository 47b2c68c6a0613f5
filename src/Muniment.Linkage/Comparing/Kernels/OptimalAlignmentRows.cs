using System.Buffers;
using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Optimal string alignment for texts of any length: three rows of the matrix.</summary>
static unsafe class OptimalAlignmentRows
{
    const int CellsOnStack = 1024;

    /// <summary>The distance in edits, or atMost + 1 where it exceeds <paramref name="atMost"/>.</summary>
    [SkipLocalsInit]
    public static int Distance<T>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
    {
        var width = secondLength + 1;
        var rented = (long)width * 3 > CellsOnStack ? ArrayPool<int>.Shared.Rent(checked(width * 3)) : null;
        var cells = rented is null ? stackalloc int[CellsOnStack] : rented;
        var before = cells[..width]; // Two rows up; read only from the second row on.
        var above = cells.Slice(width, width);
        var row = cells.Slice(2 * width, width);
        for (var j = 0; j < width; j++)
            above[j] = j;
        var lowest = 0;
        for (var i = 1; i <= firstLength && lowest <= atMost; i++)
        {
            row[0] = i;
            lowest = i;
            for (var j = 1; j < width; j++)
            {
                var equal = first[i - 1].Equals(second[j - 1]);
                var cell = Math.Min(above[j - 1] + (equal ? 0 : 1), Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && first[i - 1].Equals(second[j - 2]) && first[i - 2].Equals(second[j - 1]))
                    cell = Math.Min(cell, before[j - 2] + 1);
                row[j] = cell;
                lowest = Math.Min(lowest, cell);
            }
            var reused = before;
            before = above;
            above = row;
            row = reused;
            // A swap reaches back two rows: stop only when both rows it could start from are past the bound.
            lowest = Math.Min(lowest, Lowest(before));
        }
        var distance = lowest <= atMost ? above[secondLength] : atMost + 1;
        if (rented is not null)
            ArrayPool<int>.Shared.Return(rented);
        return distance <= atMost ? distance : atMost + 1;
    }

    static int Lowest(ReadOnlySpan<int> row)
    {
        var lowest = int.MaxValue;
        foreach (var cell in row)
            lowest = Math.Min(lowest, cell);
        return lowest;
    }
}
