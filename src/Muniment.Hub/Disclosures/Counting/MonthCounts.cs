namespace Muniment.Hub.Disclosures.Counting;

/// <summary>What happened under one agreement in one month, exactly. Not for the public: <see cref="PublishedCell"/> is.</summary>
/// <remarks>Definitions: docs/statistics.md. Immutable.</remarks>
public sealed record MonthCounts
{
    /// <summary>Entries of the kinds check, bulk-check, push and urgent. Anybody can count them in the ledger.</summary>
    public long Events { get; init; }

    /// <summary>Persons asked about or pushed: one for a check, a push or an urgent disclosure, one for each row of a bulk check.</summary>
    public long Questions { get; init; }

    /// <summary>Questions answered with a disclosure at once.</summary>
    public long DisclosedAtOnce { get; init; }

    /// <summary>Questions answered with nothing to disclose.</summary>
    public long Nothing { get; init; }

    /// <summary>Questions that waited for a reviewer when they were asked, whatever she decided.</summary>
    public long Pending { get; init; }

    /// <summary>Questions refused before anybody was looked up, and those whose openings were erased.</summary>
    public long Refused => Questions - DisclosedAtOnce - Nothing - Pending;

    /// <summary>Entries of the kind review.</summary>
    public long Reviews { get; init; }

    /// <summary>Reviews that let the answer out.</summary>
    public long Approved { get; init; }

    /// <summary>Disclosures: at once and after a review.</summary>
    public long Disclosed => DisclosedAtOnce + Approved;

    /// <summary>Distinct people about whom something was disclosed. Of bulk checks the sum over jobs.</summary>
    public long People { get; init; }

    /// <summary>Fields disclosed: one for each field and disclosure.</summary>
    public long Fields { get; init; }

    /// <summary>Entries of the kind outcome: partners said what they did with an answer.</summary>
    public long OutcomesReturned { get; init; }

    /// <summary>Outcomes that say the answer was wrong.</summary>
    public long Wrong { get; init; }
}
