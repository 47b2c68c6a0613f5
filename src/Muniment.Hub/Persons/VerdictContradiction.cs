namespace Muniment.Hub.Persons;

/// <summary>Finds out whether verdicts can all be true.</summary>
static class VerdictContradiction
{
    /// <summary>A verdict "different" on two records that others say are one person's; null: there is none.</summary>
    public static RecordVerdict? Find(IReadOnlyList<RecordVerdict> verdicts)
    {
        var parents = new Dictionary<RecordKey, RecordKey>();
        foreach (var same in verdicts.Where(verdict => verdict.IsSame))
            parents[RootOf(parents, same.Left)] = RootOf(parents, same.Right);
        return verdicts.FirstOrDefault(verdict => !verdict.IsSame && RootOf(parents, verdict.Left) == RootOf(parents, verdict.Right));
    }

    static RecordKey RootOf(Dictionary<RecordKey, RecordKey> parents, RecordKey record)
    {
        while (parents.TryGetValue(record, out var parent) && parent != record)
            record = parent;
        return record;
    }
}
