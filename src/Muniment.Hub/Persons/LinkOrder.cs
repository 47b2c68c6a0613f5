using Muniment.Tables;

namespace Muniment.Hub.Persons;

/// <summary>What a link run is asked for: records in, a snapshot's folder out.</summary>
public sealed record LinkOrder
{
    /// <summary>The sources' files, under standard field names, with the source's id as name and the record id in <see cref="IdColumn"/>.</summary>
    public required IReadOnlyList<Extract> Extracts { get; init; }

    /// <summary>The folder to make, as <c>muniment link --snapshot --out</c> makes it: snapshot/, model.json, persons.csv, persons-changes.csv, merged.csv.</summary>
    public required string Out { get; init; }

    /// <summary>The column that holds the record id.</summary>
    public string IdColumn { get; init; } = "record_id";

    /// <summary>Columns that no stage that decides may see; they are in the snapshot all the same.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>A file of people's decisions; null: there are none.</summary>
    public string? Decisions { get; init; }

    /// <summary>The snapshot before, whose persons keep their ids; null: there is none.</summary>
    public string? Previous { get; init; }
}
