using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Looking;

/// <summary>A run's records, its persons and the index over them, opened to look people up in.</summary>
/// <remarks>Immutable; safe on any thread, each through a <see cref="LookupQuery"/> of its own. Owns the table.</remarks>
public sealed class PersonSnapshot : IDisposable
{
    /// <summary>Name of the column that holds the person's id; no extract's column holds this character.</summary>
    public const string PersonColumn = "person_id\u001F";

    readonly PreparedModel _prepared;
    readonly FieldAgreements _agreements;
    readonly Column _persons;
    readonly int[] _personOfRecord;
    readonly PersonIndex _rows;
    readonly ValueIndex _personIds;
    readonly RecordFinder _finder;

    /// <summary>Indexes the records of a run.</summary>
    /// <param name="table">The records with the model's derived columns and <see cref="PersonColumn"/>, which no record lacks a value of. Taken over.</param>
    /// <param name="model">The run's model.</param>
    /// <param name="threads">Threads to use, at least 1; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The table does not say who every record's person is.</exception>
    /// <exception cref="ModelException">The model does not fit the table.</exception>
    public PersonSnapshot(RecordTable table, LinkModel model, int threads)
    {
        _persons = table.Find(PersonColumn) ?? throw new ArgumentException("The table does not say who the persons are.", nameof(table));
        if (_persons.Codes.Span.Contains(0))
            throw new ArgumentException("The table does not say who the person of every record is.", nameof(table));
        (Table, Model) = (table, model);
        _personOfRecord = new int[table.Count];
        for (var row = 0; row < _personOfRecord.Length; row++)
            _personOfRecord[row] = _persons.Codes[row] - 1;
        _rows = PersonIndex.Build(_personOfRecord);
        _prepared = new PreparedModel(table, model, threads);
        Index = LookupIndex.Build(new PairScorer(_prepared, model), _personOfRecord, threads);
        _personIds = new ValueIndex(_persons.Values);
        _finder = new RecordFinder(table);
        var derived = model.Columns.Select(column => column.Name).Append(PersonColumn).ToHashSet(StringComparer.Ordinal);
        Columns = [.. table.Columns.Where(column => !derived.Contains(column.Name))];
        _agreements = new FieldAgreements(model, Columns.Select(column => column.Name));
    }

    /// <summary>The records, with the model's derived columns and the person's id.</summary>
    public RecordTable Table { get; }

    /// <summary>The run's model.</summary>
    public LinkModel Model { get; }

    /// <summary>The index.</summary>
    public LookupIndex Index { get; }

    /// <summary>The columns of the extracts, in the table's order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Number of persons; they are counted from 0.</summary>
    public int PersonCount => _rows.Count;

    /// <summary>The id of a person.</summary>
    public string PersonId(int person) => Encoding.UTF8.GetString(_persons.Values[person + 1]);

    /// <summary>The person of an id; -1: there is none.</summary>
    public int FindPerson(string personId)
    {
        var id = Encoding.UTF8.GetBytes(personId);
        return _personIds.Find(id, ValueIndex.HashOf(id)) - 1;
    }

    /// <summary>The row of a record; -1: there is none.</summary>
    /// <param name="source">The source's name, exactly.</param>
    /// <param name="recordId">The record id, exactly.</param>
    public int FindRow(string source, string recordId) => _finder.Find(source, recordId);

    /// <summary>The person of a row.</summary>
    public int PersonOf(int row) => _personOfRecord[row];

    /// <summary>The rows of a person, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int person) => _rows.RowsOf(person);

    /// <summary>Name of a row's source.</summary>
    public string SourceOf(int row) => Table.Sources[Table.SourceOf(row)].Name;

    /// <summary>A value as it stood in the extract; null: missing.</summary>
    public static string? ValueOf(Column column, int row) => column.Codes[row] == 0 ? null : Encoding.UTF8.GetString(column.Values[column.Codes[row]]);

    /// <summary>What a record says about the values of a query that was just asked.</summary>
    /// <param name="query">The query, of <see cref="Index"/>.</param>
    /// <param name="row">The record, such as <see cref="FoundPerson.Row"/>.</param>
    /// <param name="fields">Columns of the extracts.</param>
    /// <returns>One for each of <paramref name="fields"/>.</returns>
    public FieldAgreement[] Agreements(LookupQuery query, int row, IReadOnlyList<string> fields)
    {
        Span<byte> levels = stackalloc byte[Model.Comparisons.Count];
        query.LevelsOf(row, levels);
        var said = new FieldAgreement[fields.Count];
        for (var k = 0; k < said.Length; k++)
            said[k] = _agreements.Of(fields[k], levels);
        return said;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _personIds.Dispose();
        Index.Dispose();
        _prepared.Dispose();
        Table.Dispose();
    }
}
