using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Evaluating;

/// <summary>How well persons agree with the truth.</summary>
/// <param name="Records">Records with a known truth: the only ones counted.</param>
/// <param name="Pairwise">Over pairs of records; every true pair counts, also those no blocking rule made.</param>
/// <param name="BCubed">Over records.</param>
/// <remarks>Immutable; the methods are pure and safe on any thread, linear in the number of records, and give the same bits on every processor.</remarks>
public sealed record Accuracy(long Records, PairCounts Pairwise, BCubed BCubed)
{
    /// <summary>Compares persons with the truth over all records.</summary>
    /// <param name="personOfRecord">[records] number of each record's person, [0, records]; any numbering.</param>
    /// <param name="truthOfRecord">[records] code of each record's true person, [0, records]; 0 = unknown: the record is left out.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is outside its range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Runs once over every record: waiting for the loop to be recompiled cost 5 times its time.
    public static Accuracy Of(ReadOnlySpan<int> personOfRecord, ReadOnlySpan<int> truthOfRecord)
    {
        Contingency.Check(personOfRecord, truthOfRecord);
        var personSizes = new int[personOfRecord.Length + 1];
        var truthSizes = new int[personOfRecord.Length + 1];
        var known = Contingency.CountSizes(personOfRecord, truthOfRecord, personSizes, truthSizes);
        var truths = Contingency.SortByPart(personOfRecord, truthOfRecord, truthOfRecord, personSizes, known);

        // With n records in a cell (person, truth), squares add up n² as 1 + 3 + 5 + …: each record adds 2 × (those before it) + 1.
        var seen = new int[truthSizes.Length];
        var squaresOfTruth = new long[truthSizes.Length];
        long squares = 0, found = 0, start = 0;
        var precision = 0d;
        foreach (var size in personSizes)
        {
            if (size == 0)
                continue;
            var segment = truths.AsSpan((int)start, size);
            long squaresOfPerson = 0;
            foreach (var truth in segment)
            {
                var more = (2L * seen[truth]++) + 1;
                squaresOfPerson += more;
                squaresOfTruth[truth] += more;
            }
            foreach (var truth in segment)
                seen[truth] = 0;
            squares += squaresOfPerson;
            precision += (double)squaresOfPerson / size;
            found += Contingency.Pairs(size);
            start += size;
        }

        long truePairs = 0;
        var recall = 0d;
        for (var truth = 1; truth < truthSizes.Length; truth++)
        {
            if (truthSizes[truth] == 0)
                continue;
            truePairs += Contingency.Pairs(truthSizes[truth]);
            recall += (double)squaresOfTruth[truth] / truthSizes[truth];
        }
        var both = (squares - known) / 2;
        var bCubed = known == 0 ? new BCubed(1, 1) : new BCubed(precision / known, recall / known);
        return new(known, new(both, found - both, truePairs - both), bCubed);
    }

    /// <summary>Compares persons with the truth, group by group: who bears the errors.</summary>
    /// <remarks>
    /// A pair counts to each group that one of its records is in, so a false pair between two groups is held against both, and groups add up to more
    /// than the whole. A record's B-cubed share looks at all records of its person and counts to the record's own group.
    /// </remarks>
    /// <param name="personOfRecord">As for <see cref="Of"/>.</param>
    /// <param name="truthOfRecord">As for <see cref="Of"/>.</param>
    /// <param name="groupOfRecord">[records] code of each record's group, [0, records]; 0 (missing) is a group too.</param>
    /// <returns>[largest group code + 1] one for each group; a group without a record of known truth has Records 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is outside its range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // As above.
    public static Accuracy[] ByGroup(ReadOnlySpan<int> personOfRecord, ReadOnlySpan<int> truthOfRecord, ReadOnlySpan<int> groupOfRecord)
    {
        Contingency.Check(personOfRecord, truthOfRecord);
        Contingency.Check(groupOfRecord, truthOfRecord);
        var groups = 1;
        foreach (var group in groupOfRecord)
            groups = Math.Max(groups, group + 1);
        var table = new Contingency(personOfRecord, truthOfRecord);
        var found = Contingency.PairsByGroup(personOfRecord, truthOfRecord, groupOfRecord, table.PersonSizes, groups);
        var truePairs = Contingency.PairsByGroup(truthOfRecord, truthOfRecord, groupOfRecord, table.TruthSizes, groups);
        var both = Contingency.PairsByGroup(table.CellOfRecord, truthOfRecord, groupOfRecord, table.CellSizes, groups);

        var records = new long[groups];
        var precision = new double[groups];
        var recall = new double[groups];
        for (var row = 0; row < truthOfRecord.Length; row++)
        {
            if (truthOfRecord[row] == 0)
                continue;
            var group = groupOfRecord[row];
            double cell = table.CellSizes[table.CellOfRecord[row]];
            records[group]++;
            precision[group] += cell / table.PersonSizes[personOfRecord[row]];
            recall[group] += cell / table.TruthSizes[truthOfRecord[row]];
        }

        var result = new Accuracy[groups];
        for (var group = 0; group < groups; group++)
        {
            var n = records[group];
            result[group] = new(
                n,
                new(both[group], found[group] - both[group], truePairs[group] - both[group]),
                n == 0 ? new(1, 1) : new(precision[group] / n, recall[group] / n));
        }
        return result;
    }
}
