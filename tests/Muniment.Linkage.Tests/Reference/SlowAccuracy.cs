namespace Muniment.Linkage.Tests.Reference;

/// <summary>The definitions, written to be read: every pair of records, every record. Accuracy is tested against it.</summary>
static class SlowAccuracy
{
    public static (long True, long FalseFound, long Missed) Pairs(int[] person, int[] truth, Func<int, int, bool> counts)
    {
        long both = 0, falseFound = 0, missed = 0;
        for (var left = 0; left < person.Length; left++)
        {
            for (var right = left + 1; right < person.Length; right++)
            {
                if (truth[left] == 0 || truth[right] == 0 || !counts(left, right))
                    continue;
                var found = person[left] == person[right];
                var same = truth[left] == truth[right];
                both += found && same ? 1 : 0;
                falseFound += found && !same ? 1 : 0;
                missed += !found && same ? 1 : 0;
            }
        }
        return (both, falseFound, missed);
    }

    public static (double Precision, double Recall) BCubed(int[] person, int[] truth, Func<int, bool> counts)
    {
        var known = Enumerable.Range(0, person.Length).Where(row => truth[row] != 0).ToArray();
        var rows = known.Where(counts).ToArray();
        if (rows.Length == 0)
            return (1, 1);
        double Overlap(int row) => known.Count(other => person[other] == person[row] && truth[other] == truth[row]);
        return (
            rows.Average(row => Overlap(row) / known.Count(other => person[other] == person[row])),
            rows.Average(row => Overlap(row) / known.Count(other => truth[other] == truth[row])));
    }
}
