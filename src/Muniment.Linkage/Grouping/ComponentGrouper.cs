namespace Muniment.Linkage.Grouping;

/// <summary>Divides one component at a time into persons; chooses the cheapest way that gives the right answer.</summary>
/// <remarks>Holds scratch memory, so each thread has its own.</remarks>
sealed class ComponentGrouper(EdgeList edges, ComponentIndex index, GroupingRules rules, int[] roots)
{
    /// <summary>Largest component that is worked on as a full matrix: 256² entries of 24 bytes stay inside a level-2 cache.</summary>
    const int MatrixLimit = 256;

    readonly MatrixAgglomeration _matrix = new(rules);
    readonly SparseAgglomeration _sparse = new(rules);

    /// <summary>Writes for each row of a component the smallest row of its person into the roots.</summary>
    public void Group(int component)
    {
        var rows = index.Rows.AsSpan(index.Starts[component]..index.Starts[component + 1]);
        var inside = index.Edges.AsSpan(index.EdgeStarts[component]..index.EdgeStarts[component + 1]);
        if (rules.Options.Method == GroupingMethod.Components || rows.Length == 2 || AllAgree(rows.Length, inside))
        {
            if (!HasRefusal(rows))
                return; // Already one person.
            if (rows.Length == 2)
            {
                if (!rules.IsDecided(rows[0]) || !rules.SameAs(rows[0]).Contains(rows[1]))
                    roots[rows[1]] = rows[1];
                return;
            }
        }
        if (rows.Length <= Math.Max(MatrixLimit, rules.Options.Weight is null ? 0 : Math.Min(rules.Options.FillUpTo, 4096)))
            Run(_matrix, rows, inside);
        else
            Run(_sparse, rows, inside);
    }

    void Run(MatrixAgglomeration matrix, ReadOnlySpan<int> rows, ReadOnlySpan<int> inside)
    {
        matrix.Begin(rows);
        foreach (var edge in inside)
            matrix.Add(Place(edges.Left[edge], rows), Place(edges.Right[edge], rows), edges.WeightBits[edge]);
        if (rules.Options.Weight is not null && rules.Options.Method == GroupingMethod.Dense && rows.Length <= rules.Options.FillUpTo)
            matrix.Fill(rules.Options.Weight);
        Write(matrix.Run(), rows);
    }

    void Run(SparseAgglomeration sparse, ReadOnlySpan<int> rows, ReadOnlySpan<int> inside)
    {
        sparse.Begin(rows);
        foreach (var edge in inside)
            sparse.Add(Place(edges.Left[edge], rows), Place(edges.Right[edge], rows), edges.WeightBits[edge]);
        Write(sparse.Run(), rows);
    }

    int Place(int row, ReadOnlySpan<int> rows) => index.Places[row] - index.Places[rows[0]];

    void Write(ReadOnlySpan<int> groups, ReadOnlySpan<int> rows)
    {
        // groups[i] is the smallest place of i's group, and rows ascend.
        for (var i = 0; i < rows.Length; i++)
            roots[rows[i]] = rows[groups[i]];
    }

    /// <summary>True: every pair is scored, at or above the threshold and for "same", so that any order of joins ends in one person.</summary>
    bool AllAgree(int count, ReadOnlySpan<int> inside)
    {
        if (inside.Length != (long)count * (count - 1) / 2)
            return false;
        var atLeast = Math.Max(0, rules.Options.ThresholdBits);
        foreach (var edge in inside)
        {
            if (edges.WeightBits[edge] < atLeast)
                return false;
        }
        return true;
    }

    /// <summary>True: some two of these rows must not be in one person.</summary>
    bool HasRefusal(ReadOnlySpan<int> rows)
    {
        if (!rules.Refuses)
            return false;
        if (rows.Length == 2)
            return rules.AreRefused(rows[0], rows[1]);
        foreach (var codes in rules.Vetoes)
        {
            var seen = 0;
            foreach (var row in rows)
            {
                if (codes[row] == 0)
                    continue;
                if (seen != 0 && seen != codes[row])
                    return true;
                seen = codes[row];
            }
        }
        foreach (var row in rows)
        {
            if (!rules.IsDecided(row))
                continue;
            foreach (var other in rules.DifferentFrom(row))
            {
                if (rows.BinarySearch(other) >= 0)
                    return true;
            }
        }
        if (!rules.Options.OneToOne)
            return false;
        if (rows.Length > rules.SourceCount)
            return true;
        for (var i = 1; i < rows.Length; i++) // Rows ascend, so records of one source stand together.
        {
            if (rules.SourceOf(rows[i]) == rules.SourceOf(rows[i - 1]))
                return true;
        }
        return false;
    }
}
