using System.Text;
using Muniment.Cli.Evaluation;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Modelling;
using Muniment.Tables;
using Muniment.Tables.Snapshots;

namespace Muniment.Cli.Finding;

/// <summary>A run's folder opened to look people up in: its snapshot, or the files it read.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
sealed class FindIndex : IDisposable
{
    readonly PersonSnapshot _persons;
    readonly IDisposable? _records;

    FindIndex(PersonSnapshot persons, IDisposable? records) => (_persons, _records) = (persons, records);

    /// <summary>The records, with the model's derived columns.</summary>
    public RecordTable Table => _persons.Table;

    /// <summary>The index.</summary>
    public LookupIndex Index => _persons.Index;

    /// <summary>The id of a person.</summary>
    public string PersonId(int person) => _persons.PersonId(person);

    /// <summary>The rows of a person, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int person) => _persons.RowsOf(person);

    /// <summary>Name of a row's source.</summary>
    public string SourceOf(int row) => _persons.SourceOf(row);

    /// <summary>source:id, or the id alone where there is one source.</summary>
    public string NameOf(int row) => Table.Sources.Count == 1 ? Table.IdOf(row) : $"{SourceOf(row)}:{Table.IdOf(row)}";

    /// <summary>Gives a query its values, as typed.</summary>
    /// <exception cref="BadInputException">The model reads no such column.</exception>
    public void Set(LookupQuery query, string field, string? value)
    {
        if (query.TrySet(field, value))
            return;
        var known = string.Join(", ", Index.Fields);
        throw new BadInputException(Table.Find(field) is null
            ? $"There is no column '{field}'. Give values of: {known}."
            : $"The run's model does not read column '{field}', so its value would change nothing. Give values of: {known}.");
    }

    /// <summary>Opens a run's folder: its snapshot, or else the files it read.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="extracts">The files the run read; none: those that summary.json names. Not asked for where there is a snapshot.</param>
    /// <param name="idColumn">The column of the record id, as given to link; null: as the run says.</param>
    /// <param name="threads">Threads to use.</param>
    /// <exception cref="BadInputException">It is no run's folder, or its records cannot be read.</exception>
    public static FindIndex Open(string path, IReadOnlyList<Extract> extracts, string? idColumn, int threads)
    {
        if (SnapshotFolder.Exists(path))
            return new(SnapshotFolder.Open(path, threads), null);
        try
        {
            return OpenExtracts(path, extracts, idColumn, threads);
        }
        catch (ModelException exception)
        {
            throw new BadInputException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _persons.Dispose();
        _records?.Dispose();
    }

    static FindIndex OpenExtracts(string path, IReadOnlyList<Extract> extracts, string? idColumn, int threads)
    {
        var run = RunFolder.Open(path, withEdges: false);
        var records = RunRecords.Load(run, extracts, idColumn);
        var personOfRecord = new int[records.Table.Count]; // 0, a missing id, which link never writes: not found.
        for (var row = 0; row < run.Count; row++)
        {
            if (records.LineOf(row) is >= 0 and var line)
                personOfRecord[line] = run.PersonOfRecord[row];
        }
        if (Array.IndexOf(personOfRecord, 0) is >= 0 and var stranger)
            throw new BadInputException($"Record '{records.Table.IdOf(stranger)}' of the files is not in '{path}'. Are the files, their names and the id column those of the run?");
        var table = DerivedColumns.Add(records.Table, run.Model.Columns, threads);
        return new(new PersonSnapshot(new RecordTable(table.Sources, table.Ids, [.. table.Columns, PersonsOf(run, personOfRecord)]), run.Model, threads), records);
    }

    static Column PersonsOf(RunFolder run, int[] personOfRecord)
    {
        using var ids = new ValueDictionaryBuilder();
        foreach (var id in run.PersonIds.Skip(1))
            ids.Append(Encoding.UTF8.GetBytes(id));
        var codes = new NativeArray<int>(personOfRecord.Length);
        personOfRecord.CopyTo(codes.Span);
        return new Column(PersonSnapshot.PersonColumn, codes, ids.Build());
    }
}
