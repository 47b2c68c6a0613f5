namespace Muniment.Linkage.Grouping;

/// <summary>A set of link decisions that do not contradict each other.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed class LinkDecisions
{
    LinkDecisions(IReadOnlyList<LinkDecision> all)
    {
        Same = [.. all.Where(decision => decision.Verdict == Verdict.Same)];
        Different = [.. all.Where(decision => decision.Verdict == Verdict.Different)];
    }

    /// <summary>No decision.</summary>
    public static LinkDecisions None { get; } = new([]);

    /// <summary>Pairs that belong to one person.</summary>
    public IReadOnlyList<LinkDecision> Same { get; }

    /// <summary>Pairs that belong to two persons, directly or through others.</summary>
    public IReadOnlyList<LinkDecision> Different { get; }

    /// <summary>Takes decisions together, unless they contradict each other.</summary>
    /// <param name="decisions">In any order; the same one may come twice.</param>
    /// <param name="nameOf">How a row is called in the sentence, such as "source / record id".</param>
    /// <param name="accepted">The set, or null where they contradict.</param>
    /// <param name="contradiction">A sentence that names the records, or null where they do not contradict.</param>
    /// <returns>True: accepted.</returns>
    public static bool TryCreate(
        IReadOnlyList<LinkDecision> decisions, Func<int, string> nameOf, out LinkDecisions? accepted, out string? contradiction)
    {
        accepted = null;
        contradiction = null;
        var set = new LinkDecisions(decisions);
        var neighbours = new Dictionary<int, List<int>>();
        foreach (var same in set.Same)
        {
            Add(neighbours, same.Left, same.Right);
            Add(neighbours, same.Right, same.Left);
        }
        foreach (var different in set.Different)
        {
            if (Path(neighbours, different.Left, different.Right) is not { } path)
                continue;
            contradiction = Sentence(path, nameOf);
            return false;
        }
        accepted = set;
        return true;
    }

    static string Sentence(List<int> path, Func<int, string> nameOf)
    {
        var first = nameOf(path[0]);
        var last = nameOf(path[^1]);
        if (path.Count == 1)
            return $"A link decision says that {first} is different from itself; take that decision out.";
        if (path.Count == 2)
            return $"Link decisions contradict each other: {first} and {last} are called both the same and different; take one of the two out.";
        var chain = string.Join(" = ", path.Select(nameOf));
        return $"Link decisions contradict each other: {first} and {last} are called different, but others say {chain}; take one of them out.";
    }

    static void Add(Dictionary<int, List<int>> neighbours, int from, int to)
    {
        if (!neighbours.TryGetValue(from, out var list))
            neighbours[from] = list = [];
        list.Add(to);
    }

    /// <summary>The shortest chain of "same" from one row to another, both included; null: there is none.</summary>
    static List<int>? Path(Dictionary<int, List<int>> neighbours, int from, int to)
    {
        var cameFrom = new Dictionary<int, int> { [from] = from };
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var row))
        {
            if (row == to)
            {
                var path = new List<int> { to };
                while (path[^1] != from)
                    path.Add(cameFrom[path[^1]]);
                path.Reverse();
                return path;
            }
            foreach (var next in neighbours.GetValueOrDefault(row) ?? [])
            {
                if (cameFrom.TryAdd(next, row))
                    queue.Enqueue(next);
            }
        }
        return null;
    }
}
