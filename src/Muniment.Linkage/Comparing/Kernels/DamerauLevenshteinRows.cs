using System.Buffers;
using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Unrestricted Damerau-Levenshtein distance in linear space, for texts of any length.</summary>
/// <remarks>
/// C. Zhao and S. Sahni, "String correction using the Damerau-Levenshtein distance", BMC Bioinformatics 20, 2019. A swap with
/// something between its two elements pays only if one of the two gaps is empty, so two remembered cells replace the whole matrix.
/// </remarks>
static unsafe class DamerauLevenshteinRows
{
    const int CellsOnStack = 1024;

    /// <summary>The distance in edits, or atMost + 1 where it exceeds <paramref name="atMost"/>.</summary>
    [SkipLocalsInit]
    public static int Distance<T>(T* first, int firstLength, T* second, int secondLength, int atMost)
        where T : unmanaged, IEquatable<T>
    {
        while (firstLength > 0 && secondLength > 0 && first[firstLength - 1].Equals(second[secondLength - 1]))
        {
            firstLength--;
            secondLength--;
        }
        while (firstLength > 0 && secondLength > 0 && first[0].Equals(second[0]))
        {
            first++;
            second++;
            firstLength--;
            secondLength--;
        }
        if (firstLength == 0 || secondLength == 0)
            return EditBound.OfEmpty(firstLength, secondLength, atMost);
        var width = secondLength + 2;
        var needed = checked(width * 4);
        var rented = needed > CellsOnStack ? ArrayPool<int>.Shared.Rent(needed) : null;
        var cells = rented is null ? stackalloc int[CellsOnStack] : rented;
        int distance;
        fixed (int* start = cells)
            distance = Fill(first, firstLength, second, secondLength, start);
        if (rented is not null)
            ArrayPool<int>.Shared.Return(rented);
        return distance <= atMost ? distance : atMost + 1;
    }

    /// <summary>Fills the matrix row by row; <paramref name="cells"/> is four rows of secondLength + 2.</summary>
    static int Fill<T>(T* first, int firstLength, T* second, int secondLength, int* cells)
        where T : unmanaged, IEquatable<T>
    {
        var width = secondLength + 2;
        var infinite = Math.Max(firstLength, secondLength) + 1;
        var above = cells + 1; // [-1, secondLength]: column -1 is the infinite border.
        var row = cells + width + 1;
        var twoUp = cells + (2 * width) + 1; // At the last row where column j's element stood in the first text: the cell two to the left, one up.
        var lastRow = cells + (3 * width) + 1; // That row, or an impossible one.
        for (var j = -1; j <= secondLength; j++)
        {
            above[j] = infinite;
            row[j] = j < 0 ? infinite : j;
            twoUp[j] = infinite;
            lastRow[j] = -1;
        }
        for (var i = 1; i <= firstLength; i++)
        {
            var swap = above;
            above = row;
            row = swap;
            var element = first[i - 1];
            var lastColumn = -1; // Where this row's element last stood in the second text.
            var twoRowsUp = row[0]; // The row being overwritten is two up.
            var beforeLastColumn = infinite;
            row[0] = i;
            for (var j = 1; j <= secondLength; j++)
            {
                var equal = element.Equals(second[j - 1]);
                var cell = Math.Min(above[j - 1] + (equal ? 0 : 1), Math.Min(row[j - 1], above[j]) + 1);
                if (equal)
                {
                    lastColumn = j;
                    twoUp[j] = above[j - 2];
                    beforeLastColumn = twoRowsUp;
                }
                else if (j - lastColumn == 1)
                {
                    cell = Math.Min(cell, twoUp[j] + (i - lastRow[j]));
                }
                else if (i - lastRow[j] == 1)
                {
                    cell = Math.Min(cell, beforeLastColumn + (j - lastColumn));
                }
                if (equal)
                    lastRow[j] = i;
                twoRowsUp = row[j];
                row[j] = cell;
            }
        }
        return row[secondLength];
    }
}
