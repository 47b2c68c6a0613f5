namespace Muniment.Linkage.Grouping;

/// <summary>The rows of each person.</summary>
/// <param name="Starts">[persons + 1] first place in <paramref name="Rows"/>.</param>
/// <param name="Rows">[records] rows, ascending inside a person.</param>
sealed record PersonIndex(int[] Starts, int[] Rows)
{
    /// <summary>Number of persons.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>The rows of a person, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int person) => Rows.AsSpan(Starts[person]..Starts[person + 1]);

    /// <summary>Sorts rows by person: one counting sort.</summary>
    public static PersonIndex Build(int[] personOfRecord)
    {
        var count = 0;
        foreach (var person in personOfRecord)
            count = Math.Max(count, person + 1);
        var starts = new int[count + 1];
        foreach (var person in personOfRecord)
            starts[person + 1]++;
        for (var person = 0; person < count; person++)
            starts[person + 1] += starts[person];
        var next = starts.ToArray();
        var rows = new int[personOfRecord.Length];
        for (var row = 0; row < rows.Length; row++)
            rows[next[personOfRecord[row]]++] = row;
        return new(starts, rows);
    }
}
