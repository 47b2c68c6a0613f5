using System.Text.Json;

namespace Muniment.Hub.Disclosures;

/// <summary>An act for the ledger: what everybody may see of it, and what only its opening says.</summary>
/// <remarks>
/// The public leaf holds kind, month, agreement and version; all else, the outcome and the time of day among it, is inside the commitment
/// (docs/formats/ledger.md). Never put into <see cref="Kind"/> what tells one person's case from another's.
/// </remarks>
public sealed record NewEntry
{
    /// <summary>What happened, from <see cref="EntryKinds"/>: the same word whatever came of it.</summary>
    public required string Kind { get; init; }

    /// <summary>The agreement; null: none.</summary>
    public string? Agreement { get; init; }

    /// <summary>The agreement's version, from 1; 0 without an agreement.</summary>
    public int AgreementVersion { get; init; }

    /// <summary>The person it is about, so that she can be shown it; null: nobody, or nobody was found.</summary>
    public string? Subject { get; init; }

    /// <summary>When the person may be told; null: at once. It counts in statistics all the same.</summary>
    public DateTimeOffset? RevealAt { get; init; }

    /// <summary>Writes the members of the opening beside id, kind, at, agreement, version and subject; null: none. Same act, same bytes.</summary>
    public Action<Utf8JsonWriter>? WriteOpening { get; init; }
}

/// <summary>The kinds of public entry there are.</summary>
public static class EntryKinds
{
    /// <summary>A partner's question, whatever came of it.</summary>
    public const string Check = "check";

    /// <summary>A reviewer's decision on a pending question.</summary>
    public const string Review = "review";

    /// <summary>A bulk check: one entry for the job, with the Merkle root of its rows.</summary>
    public const string BulkCheck = "bulk-check";

    /// <summary>A disclosure pushed to a partner.</summary>
    public const string Push = "push";

    /// <summary>A member of staff looked at a person.</summary>
    public const string View = "view";

    /// <summary>Somebody read the ledger's openings or a person's list of entries.</summary>
    public const string LedgerRead = "ledger-read";

    /// <summary>An agreement was proposed, signed off, published, changed or ended.</summary>
    public const string Agreement = "agreement";

    /// <summary>A pause was made, reviewed or ended.</summary>
    public const string Pause = "pause";

    /// <summary>A link decision, merge or split of a steward.</summary>
    public const string LinkDecision = "link-decision";

    /// <summary>What a partner did with an answer.</summary>
    public const string Outcome = "outcome";

    /// <summary>A past recipient was told that a disclosure was wrong.</summary>
    public const string Recall = "recall";

    /// <summary>Records or openings were erased.</summary>
    public const string Erasure = "erasure";

    /// <summary>An urgent disclosure outside any agreement.</summary>
    public const string Urgent = "urgent";

    /// <summary>A decision of a named human on a recommendation.</summary>
    public const string Decision = "decision";

    /// <summary>A source was registered, loaded, withheld or stopped.</summary>
    public const string Source = "source";

    /// <summary>A key was added or revoked.</summary>
    public const string Key = "key";

    /// <summary>A person's case: opened, answered, extended, closed.</summary>
    public const string Case = "case";

    /// <summary>An order to tell the people concerned later was proposed, confirmed or ended.</summary>
    public const string DelayedNotice = "delayed-notice";

    /// <summary>A breach of data protection: found, scoped, reported, told, closed.</summary>
    public const string Breach = "breach";

    /// <summary>A share code was made or used.</summary>
    public const string Share = "share";

    /// <summary>A decision tool was published, or an assessment of it renewed.</summary>
    public const string Tool = "tool";

    /// <summary>A message to a person was sent, or it became known whether it arrived.</summary>
    public const string Message = "message";

    /// <summary>A public notice was posted, corrected or withdrawn.</summary>
    public const string Notice = "notice";

    /// <summary>A referral was received, or an adviser organisation fetched it.</summary>
    public const string Referral = "referral";
}
