namespace Muniment.Linkage.Grouping;

/// <summary>Records and edges, component by component.</summary>
/// <param name="Starts">[components + 1] first place in <paramref name="Rows"/>.</param>
/// <param name="Rows">Rows of all components of two or more records, ascending inside a component.</param>
/// <param name="Places">[records] place in <paramref name="Rows"/>; meaningless for a record that is alone.</param>
/// <param name="EdgeStarts">[components + 1] first place in <paramref name="Edges"/>.</param>
/// <param name="Edges">Indices into the edge list: every edge inside a component, below the threshold too.</param>
sealed record ComponentIndex(int[] Starts, int[] Rows, int[] Places, int[] EdgeStarts, int[] Edges)
{
    /// <summary>Number of components of two or more records.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Sorts records and edges by component: two counting sorts, no comparison.</summary>
    /// <param name="roots">[records] smallest row of each record's component.</param>
    /// <param name="edges">All edges.</param>
    public static ComponentIndex Build(int[] roots, EdgeList edges)
    {
        var component = new int[roots.Length]; // By root: first the size, then 1 + number, 0 for the lonely.
        foreach (var root in roots)
            component[root]++;
        var starts = new List<int> { 0 };
        for (var row = 0; row < roots.Length; row++)
        {
            var size = component[row];
            if (size < 2)
            {
                component[row] = 0;
                continue;
            }
            component[row] = starts.Count;
            starts.Add(starts[^1] + size);
        }
        var (rows, places) = SortRows(roots, component, starts);
        var (edgeStarts, sorted) = SortEdges(roots, component, edges, starts.Count - 1);
        return new([.. starts], rows, places, edgeStarts, sorted);
    }

    static (int[] Rows, int[] Places) SortRows(int[] roots, int[] component, List<int> starts)
    {
        var next = starts.ToArray();
        var rows = new int[starts[^1]];
        var places = GC.AllocateUninitializedArray<int>(roots.Length);
        for (var row = 0; row < roots.Length; row++)
        {
            var number = component[roots[row]];
            if (number == 0)
                continue;
            var place = next[number - 1]++;
            rows[place] = row;
            places[row] = place;
        }
        return (rows, places);
    }

    static (int[] Starts, int[] Edges) SortEdges(int[] roots, int[] component, EdgeList edges, int count)
    {
        var starts = new int[count + 1];
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var root = roots[edges.Left[edge]];
            if (root == roots[edges.Right[edge]])
                starts[component[root]]++;
        }
        for (var number = 0; number < count; number++)
            starts[number + 1] += starts[number];
        var next = starts.ToArray();
        var sorted = new int[starts[count]];
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var root = roots[edges.Left[edge]];
            if (root == roots[edges.Right[edge]])
                sorted[next[component[root] - 1]++] = edge;
        }
        return (starts, sorted);
    }
}
