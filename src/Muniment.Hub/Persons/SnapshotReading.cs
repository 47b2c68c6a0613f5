using System.Collections;
using System.Collections.Immutable;
using Muniment.Hub.Sources;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Scoring;

namespace Muniment.Hub.Persons;

/// <summary>A hold on one published snapshot: what is found and what is read is of one state, whatever is published meanwhile.</summary>
/// <remarks>Dispose it soon. Safe on any thread until then. What it gave away stays usable afterwards.</remarks>
public sealed class SnapshotReading : IDisposable
{
    readonly SnapshotView _view;
    readonly OpenSnapshot _snapshot;
    readonly PersonSnapshot _persons;
    readonly BitArray? _hidden;
    readonly Column? _birthDates;
    int _disposed;

    internal SnapshotReading(SnapshotView view)
        : this(view, view.Hidden)
    {
    }

    SnapshotReading(SnapshotView view, BitArray? hidden)
    {
        (_view, _snapshot, _persons, _hidden) = (view, view.Snapshot, view.Snapshot.Persons, hidden);
        // The engine reads dates in any form. A model from elsewhere may compare them as they stand.
        var read = _persons.Model.Columns.FirstOrDefault(column => column.From is [StandardFields.BirthDate] && column.Steps is [.., var last] && (last == "date" || last.StartsWith("date:", StringComparison.Ordinal)));
        _birthDates = _persons.Table.Find(read?.Name ?? StandardFields.BirthDate);
    }

    /// <summary>The snapshot's id.</summary>
    public string SnapshotId => _snapshot.Id;

    /// <summary>Names of the sources in it.</summary>
    public IReadOnlyList<string> Sources => [.. _persons.Table.Sources.Select(source => source.Name)];

    /// <summary>Another hold on the same state, in which only some sources are read: records of others are neither found nor shown. Dispose both.</summary>
    /// <param name="sourceIds">The sources that may be read.</param>
    public SnapshotReading Only(IReadOnlySet<string> sourceIds)
    {
        ObjectDisposedException.ThrowIf(!_snapshot.TryHold(), this);
        return new SnapshotReading(_view, _view.HiddenBut(sourceIds));
    }

    /// <summary>The fields that a question may usefully give values of: those the model compares.</summary>
    public IReadOnlyList<string> FieldsCompared => _persons.Index.Fields;

    /// <summary>The persons some values may belong to, best first.</summary>
    /// <param name="asked">Standard field → value as it would stand in an extract; it is cleaned as the model says. Fields that the model does not compare do not matter.</param>
    /// <param name="top">At most so many, 1 or more.</param>
    /// <param name="leastProbability">Match probability below which nobody is found, 0 to 1; 0: anybody.</param>
    /// <returns>Nobody, too, where the values hold no blocking rule's key (a surname alone): every look-up is short.</returns>
    public IReadOnlyList<PersonMatch> Find(IReadOnlyDictionary<string, string> asked, int top, double leastProbability)
    {
        var query = _snapshot.Rent();
        try
        {
            foreach (var (field, value) in asked)
                query.TrySet(field, value);
            var found = query.Find(new LookupOptions
            {
                Top = top,
                LeastBits = leastProbability <= 0 ? double.NegativeInfinity : leastProbability >= 1 ? double.PositiveInfinity : MatchWeights.OfProbability(leastProbability),
                Scan = LookupScan.Never,
                Hidden = _hidden,
            });
            if (found.IsEmpty)
                return [];
            string[] fields = [.. asked.Keys];
            var matches = new PersonMatch[found.Length];
            for (var place = 0; place < matches.Length; place++)
                matches[place] = MatchOf(found[place], query, fields);
            return matches;
        }
        finally
        {
            _snapshot.Return(query);
        }
    }

    /// <summary>How the weight between some values and a record comes about, comparison by comparison.</summary>
    /// <param name="asked">As for <see cref="Find"/>.</param>
    /// <param name="sourceId">The record's source.</param>
    /// <param name="recordId">The record.</param>
    /// <returns>null: the snapshot does not have the record.</returns>
    public EvidenceWaterfall? Explain(IReadOnlyDictionary<string, string> asked, string sourceId, string recordId)
    {
        var row = _persons.FindRow(sourceId, recordId);
        if (row < 0 || _hidden?[row] == true)
            return null;
        var query = _snapshot.Rent();
        try
        {
            foreach (var (field, value) in asked)
                query.TrySet(field, value);
            query.Find(new LookupOptions { Top = 1, Scan = LookupScan.Never }); // Puts the values into the model's form; whom it finds does not matter here.
            return EvidenceWaterfall.Of(sourceId, recordId, query.Explain(row));
        }
        finally
        {
            _snapshot.Return(query);
        }
    }

    /// <summary>The records of a person, in the snapshot's order; empty: there is no such person (any more).</summary>
    /// <param name="personId">The person's id.</param>
    public IReadOnlyList<PersonRecord> RecordsOf(string personId)
    {
        var person = _persons.FindPerson(personId);
        if (person < 0)
            return [];
        var rows = _persons.RowsOf(person);
        var records = new List<PersonRecord>(rows.Length);
        foreach (var row in rows)
        {
            if (_hidden?[row] != true)
                records.Add(RecordAt(row));
        }
        return records;
    }

    /// <summary>How the records of a person belong together: every pair of them, as the model sees it.</summary>
    /// <param name="personId">The person's id.</param>
    /// <param name="most">At most so many records are compared, the first ones.</param>
    /// <returns>Pairs of places in <see cref="RecordsOf"/>; empty: she has one record, or none.</returns>
    public IReadOnlyList<RecordLink> LinksOf(string personId, int most)
    {
        var person = _persons.FindPerson(personId);
        if (person < 0)
            return [];
        int[] rows = [.. _persons.RowsOf(person).ToArray().Where(row => _hidden?[row] != true).Take(most)];
        var links = new List<RecordLink>();
        var query = _snapshot.Rent();
        try
        {
            for (var left = 0; left < rows.Length - 1; left++)
            {
                query.Clear();
                var fields = RecordAt(rows[left]).Fields;
                string[] names = [.. fields.Keys];
                foreach (var (field, value) in fields)
                    query.TrySet(field, value);
                query.Find(new LookupOptions { Top = 1, Scan = LookupScan.Never });
                for (var right = left + 1; right < rows.Length; right++)
                {
                    var said = _persons.Agreements(query, rows[right], names);
                    links.Add(new RecordLink(left, right, query.Explain(rows[right]).Probability, names.Index().ToDictionary(name => name.Item, name => said[name.Index], StringComparer.Ordinal)));
                }
            }
            return links;
        }
        finally
        {
            _snapshot.Return(query);
        }
    }

    /// <summary>The person a record belongs to; null: the snapshot does not have the record.</summary>
    public string? PersonOf(string sourceId, string recordId) =>
        _persons.FindRow(sourceId, recordId) is >= 0 and var row && _hidden?[row] != true ? _persons.PersonId(_persons.PersonOf(row)) : null;

    /// <summary>How many records there are, those that are passed over included.</summary>
    public int RecordCount => _persons.Table.Count;

    /// <summary>How many persons there are, those without any record left included.</summary>
    public int PersonCount => _persons.PersonCount;

    /// <summary>Distinct persons of each source: records and people are counted apart.</summary>
    /// <returns>Source → number of persons with a record of it.</returns>
    public IReadOnlyDictionary<string, int> CountPersonsBySource()
    {
        var counts = new int[_persons.Table.Sources.Count];
        var last = new int[counts.Length];
        for (var person = 0; person < _persons.PersonCount; person++)
        {
            foreach (var row in _persons.RowsOf(person))
            {
                var source = _persons.Table.SourceOf(row);
                if (_hidden?[row] == true || last[source] == person + 1)
                    continue;
                last[source] = person + 1;
                counts[source]++;
            }
        }
        return counts.Index().ToDictionary(count => _persons.Table.Sources[count.Index].Name, count => count.Item, StringComparer.Ordinal);
    }

    /// <summary>Everybody with a record of some sources, in the snapshot's order, with all her records: for what is sent without being asked.</summary>
    public IEnumerable<(string PersonId, IReadOnlyList<PersonRecord> Records)> PersonsOf(IReadOnlySet<string> sourceIds)
    {
        var wanted = _persons.Table.Sources.Select(source => sourceIds.Contains(source.Name)).ToArray();
        for (var person = 0; person < _persons.PersonCount; person++)
        {
            var (records, isWanted) = (new List<PersonRecord>(), false);
            foreach (var row in _persons.RowsOf(person))
                isWanted |= _hidden?[row] != true && wanted[_persons.Table.SourceOf(row)];
            if (!isWanted)
                continue;
            foreach (var row in _persons.RowsOf(person))
            {
                if (_hidden?[row] != true)
                    records.Add(RecordAt(row));
            }
            yield return (_persons.PersonId(person), records);
        }
    }

    /// <summary>The fields of a record, as delivered: for measuring and for demonstrations.</summary>
    /// <param name="place">Any number, 0 or more; records are counted round.</param>
    internal IReadOnlyDictionary<string, string> Sample(int place) => RecordAt(place % _persons.Table.Count).Fields;

    /// <summary>The same of one source's records; empty where it has none.</summary>
    internal IReadOnlyDictionary<string, string> SampleOf(string sourceId, int place) =>
        _persons.Table.Sources.FirstOrDefault(source => source.Name == sourceId && source.RowCount > 0) is { } found ? RecordAt(found.FirstRow + (place % found.RowCount)).Fields : ImmutableDictionary<string, string>.Empty;

    /// <summary>Gives the hold back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _snapshot.Release();
    }

    PersonMatch MatchOf(FoundPerson found, LookupQuery query, string[] fields)
    {
        var said = _persons.Agreements(query, found.Row, fields);
        var agreements = new Dictionary<string, FieldAgreement>(fields.Length, StringComparer.Ordinal);
        for (var k = 0; k < fields.Length; k++)
            agreements.Add(fields[k], said[k]);
        return new(_persons.PersonId(found.Person), found.Probability, _persons.SourceOf(found.Row), _persons.Table.IdOf(found.Row), agreements);
    }

    PersonRecord RecordAt(int row)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in _persons.Columns)
        {
            if (PersonSnapshot.ValueOf(column, row) is { } value)
                fields.Add(column.Name, value);
        }
        var birthDate = _birthDates is null ? null : PersonSnapshot.ValueOf(_birthDates, row);
        if (birthDate is not null)
            fields[StandardFields.BirthDate] = birthDate;
        return new(_persons.SourceOf(row), _persons.Table.IdOf(row), fields, birthDate);
    }
}
