namespace Muniment.Hub.Persons;

/// <summary>A record, by its source and the source's own id.</summary>
/// <param name="Source">The source in the register.</param>
/// <param name="Record">The record id.</param>
public readonly record struct RecordKey(string Source, string Record)
{
    /// <summary>source/record, as findings write it.</summary>
    public override string ToString() => $"{Source}/{Record}";

    /// <summary>Reads source/record; a source's id holds no slash.</summary>
    public static RecordKey Parse(string text)
    {
        var at = text.IndexOf('/', StringComparison.Ordinal);
        return at < 0 ? new("", text) : new(text[..at], text[(at + 1)..]);
    }
}

/// <summary>A human's decision on two records that every later run obeys.</summary>
/// <param name="IsSame">True: one person. False: two.</param>
/// <param name="Left">One record.</param>
/// <param name="Right">The other.</param>
public sealed record RecordVerdict(bool IsSame, RecordKey Left, RecordKey Right);

/// <summary>Where an act of a steward stands.</summary>
public enum LinkActState
{
    /// <summary>It waits for a second person.</summary>
    Proposed,

    /// <summary>Every link run obeys it.</summary>
    InForce,

    /// <summary>The second person said no.</summary>
    Refused,

    /// <summary>It is in force, and somebody wants it undone; that waits for a second person.</summary>
    WithdrawalProposed,

    /// <summary>It was undone.</summary>
    Withdrawn,
}

/// <summary>Something that happened to an act.</summary>
/// <param name="At">When.</param>
/// <param name="By">Account.</param>
/// <param name="Event">proposed, confirmed, refused, withdrawal_proposed, withdrawal_refused, withdrawn.</param>
/// <param name="Reason">Why.</param>
public sealed record LinkEvent(DateTimeOffset At, string By, string Event, string Reason);

/// <summary>What a steward decided about links: one or several verdicts, taken and undone together.</summary>
/// <param name="Id">"lnk_…".</param>
/// <param name="Partition">Which snapshot it is about.</param>
/// <param name="Kind">same, different or split.</param>
/// <param name="Persons">The persons it was about when it was proposed.</param>
/// <param name="Reason">Why; no names.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ChangesPersons">It merges or parts persons, so it and its withdrawal take two people.</param>
/// <param name="ProposedBy">Account.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="FindingId">The finding it answers; null: none.</param>
/// <param name="Verdicts">What every later run obeys while it is in force.</param>
/// <param name="History">All that happened to it, in order.</param>
public sealed record LinkAct(
    string Id,
    SnapshotPartition Partition,
    string Kind,
    IReadOnlyList<string> Persons,
    string Reason,
    LinkActState State,
    bool ChangesPersons,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? FindingId,
    IReadOnlyList<RecordVerdict> Verdicts,
    IReadOnlyList<LinkEvent> History);
