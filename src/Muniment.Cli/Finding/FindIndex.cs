using System.Text;
using Muniment.Cli.Evaluation;
using Muniment.Cli.Linking;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Finding;

/// <summary>A run's folder opened to look people up in: records, persons and the index over them.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
sealed class FindIndex : IDisposable
{
    readonly IDisposable _records;
    readonly PreparedModel _prepared;
    readonly Func<int, string> _personId;
    readonly PersonIndex _rows;

    FindIndex(IDisposable records, RecordTable table, LinkModel model, int[] personOfRecord, Func<int, string> personId, int threads)
    {
        _records = records;
        _personId = personId;
        _rows = PersonIndex.Build(personOfRecord);
        Table = table;
        _prepared = new PreparedModel(table, model, threads);
        Index = LookupIndex.Build(new PairScorer(_prepared, model), personOfRecord, threads);
    }

    /// <summary>The records, with the model's derived columns.</summary>
    public RecordTable Table { get; }

    /// <summary>The index.</summary>
    public LookupIndex Index { get; }

    /// <summary>The id of a person.</summary>
    public string PersonId(int person) => _personId(person);

    /// <summary>The rows of a person, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int person) => _rows.RowsOf(person);

    /// <summary>Name of a row's source.</summary>
    public string SourceOf(int row) => Table.Sources[Table.SourceOf(row)].Name;

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
        var snapshot = Path.Combine(path, SnapshotFiles.Folder);
        try
        {
            return Directory.Exists(snapshot) ? OpenSnapshot(path, snapshot, threads) : OpenExtracts(path, extracts, idColumn, threads);
        }
        catch (ModelException exception)
        {
            throw new BadInputException(exception.Message, exception);
        }
        catch (DamagedFileException exception)
        {
            throw new BadInputException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Index.Dispose();
        _prepared.Dispose();
        _records.Dispose();
    }

    static FindIndex OpenSnapshot(string path, string snapshot, int threads)
    {
        var table = TableFiles.Open(snapshot);
        var persons = table.Find(SnapshotFiles.PersonColumn) ?? throw new BadInputException($"'{snapshot}' is no snapshot of 'muniment link --snapshot': it does not say who the persons are.");
        var personOfRecord = new int[table.Count];
        for (var row = 0; row < personOfRecord.Length; row++)
            personOfRecord[row] = persons.Codes[row] - 1;
        return new(table, table, ModelFile.Read(Path.Combine(path, "model.json")), personOfRecord, person => Encoding.UTF8.GetString(persons.Values[person + 1]), threads);
    }

    static FindIndex OpenExtracts(string path, IReadOnlyList<Extract> extracts, string? idColumn, int threads)
    {
        var run = RunFolder.Open(path, withEdges: false);
        var records = RunRecords.Load(run, extracts, idColumn);
        var personOfRecord = new int[records.Table.Count];
        Array.Fill(personOfRecord, -1);
        for (var row = 0; row < run.Count; row++)
        {
            if (records.LineOf(row) is >= 0 and var line)
                personOfRecord[line] = run.PersonOfRecord[row] - 1; // Code 0 is a missing id, which link never writes.
        }
        if (Array.IndexOf(personOfRecord, -1) is >= 0 and var stranger)
            throw new BadInputException($"Record '{records.Table.IdOf(stranger)}' of the files is not in '{path}'. Are the files, their names and the id column those of the run?");
        var table = DerivedColumns.Add(records.Table, run.Model.Columns, threads);
        return new(records, table, run.Model, personOfRecord, person => run.PersonIds[person + 1], threads);
    }
}
