using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Grouping;

/// <summary>Finds persons whose records contradict each other, says why, and proposes how to part them.</summary>
/// <remarks>
/// Only birth and death dates, numbers that one person has once, and a number under two names can make a person suspect. Another
/// surname, another sex, another spelling, an estimated or 1 January birth date never do alone: people marry, transition, are
/// transliterated and have their ages assessed. Pure; the outcome is the same for any number of threads. Safe on any thread.
/// </remarks>
public static class MergedIdentities
{
    /// <summary>Records of one person that are compared with each other; of a larger person the first so many.</summary>
    const int MostRecords = 256;

    const int Batch = 2048;

    /// <summary>Looks at every person of two records or more.</summary>
    /// <param name="table">The records, as extracted or as cleaned.</param>
    /// <param name="roles">What its columns say about a person; columns the table does not have are passed over.</param>
    /// <param name="personOfRecord">[records] the person of each record, 0-based and dense, as <see cref="Persons.Group"/> gives it.</param>
    /// <param name="edges">The edges the persons were made of; they tell which record holds the parts together.</param>
    /// <param name="threads">Threads to use, 1 or more; null: the number of processors.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>The findings, the highest score first, then by person.</returns>
    /// <exception cref="ArgumentException">There is not one person for each record.</exception>
    public static IReadOnlyList<MergedFinding> Find(
        RecordTable table, IReadOnlyList<RoleOfColumn> roles, int[] personOfRecord, EdgeList edges, int? threads = null, CancellationToken cancel = default)
    {
        if (personOfRecord.Length != table.Count)
            throw new ArgumentException($"{personOfRecord.Length} persons are given for {table.Count} records.", nameof(personOfRecord));
        var facts = PersonFact.Of(table, roles);
        if (facts.Length == 0)
            return [];
        var persons = PersonIndex.Build(personOfRecord);
        var suspects = Suspects(table, facts, persons, threads ?? Environment.ProcessorCount, cancel);
        if (suspects.Count == 0)
            return [];
        var neighbours = Neighbours(suspects, personOfRecord, edges);
        var findings = suspects.Select(suspect => suspect.Judge(table, facts, neighbours)).OfType<MergedFinding>().ToList();
        findings.Sort((first, second) => first.Score != second.Score ? second.Score.CompareTo(first.Score) : first.Person.CompareTo(second.Person));
        return findings;
    }

    static List<SuspectPerson> Suspects(RecordTable table, PersonFact[] facts, PersonIndex persons, int threads, CancellationToken cancel)
    {
        var conflictBits = ConflictBits(facts, persons);
        var batches = new List<SuspectPerson>[(persons.Count + Batch - 1) / Batch];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel };
        Parallel.For(0, batches.Length, options, () => new PersonContradictions(facts, conflictBits), (batch, _, contradictions) =>
        {
            var found = batches[batch] = [];
            for (var person = batch * Batch; person < Math.Min(persons.Count, (batch + 1) * Batch); person++)
            {
                var rows = persons.RowsOf(person);
                rows = rows[..Math.Min(rows.Length, MostRecords)];
                if (rows.Length > 1 && MayContradict(table, contradictions, rows) && SuspectPerson.Look(person, rows, table, contradictions) is { } suspect)
                    found.Add(suspect);
            }
            return contradictions;
        }, _ => { });
        return [.. batches.SelectMany(batch => batch)];
    }

    /// <summary>From how often birth dates of a person's records slip in this run, each record against the person's next.</summary>
    static float ConflictBits(PersonFact[] facts, PersonIndex persons)
    {
        var (pairs, slips) = (0L, 0L);
        foreach (var fact in facts.Where(fact => fact.Kind == FactKind.BirthDate))
        {
            for (var person = 0; person < persons.Count; person++)
            {
                var rows = persons.RowsOf(person);
                for (var i = 1; i < rows.Length; i++)
                {
                    var first = fact.CodeOf(rows[i - 1]);
                    var second = fact.CodeOf(rows[i]);
                    if (first == 0 || second == 0)
                        continue;
                    pairs++;
                    slips += PartialDate.Relate(fact.DateOf(first), fact.DateOf(second)) == DateRelation.Slip ? 1 : 0;
                }
            }
        }
        return PersonContradictions.ConflictBits(pairs, slips);
    }

    static bool MayContradict(RecordTable table, PersonContradictions contradictions, ReadOnlySpan<int> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            var source = table.SourceOf(rows[i]);
            for (var j = 0; j < i; j++)
            {
                if (contradictions.MayContradict(rows[i], rows[j], source == table.SourceOf(rows[j])))
                    return true;
            }
        }
        return false;
    }

    /// <summary>The edges inside the suspects, by row.</summary>
    static Dictionary<int, List<int>> Neighbours(List<SuspectPerson> suspects, int[] personOfRecord, EdgeList edges)
    {
        var wanted = suspects.Select(suspect => suspect.Person).ToHashSet();
        var neighbours = new Dictionary<int, List<int>>();
        for (var edge = 0; edge < edges.Count; edge++)
        {
            var person = personOfRecord[edges.Left[edge]];
            if (person != personOfRecord[edges.Right[edge]] || !wanted.Contains(person))
                continue;
            Note(edges.Left[edge], edges.Right[edge]);
            Note(edges.Right[edge], edges.Left[edge]);
        }
        return neighbours;

        void Note(int row, int other)
        {
            if (!neighbours.TryGetValue(row, out var rows))
                neighbours[row] = rows = [];
            rows.Add(other);
        }
    }
}
