namespace Muniment.Hub.Disclosures.Breaches;

/// <summary>Which disclosures and views a breach may have reached. What is null does not narrow it; at least one of the four is given.</summary>
/// <param name="PartnerKey">Everything a partner's key signed (kid), because it was stolen.</param>
/// <param name="Partner">Everything a partner asked.</param>
/// <param name="Agreement">Everything under an agreement.</param>
/// <param name="Account">Everything an account of this body's staff looked at.</param>
/// <param name="From">From this instant.</param>
/// <param name="To">To before this one.</param>
public sealed record BreachScope(string? PartnerKey, string? Partner, string? Agreement, string? Account, DateTimeOffset From, DateTimeOffset To);

/// <summary>What an act on a breach can be.</summary>
public static class BreachActs
{
    /// <summary>Acts that people record: how grave it is, that the regulator and the people were told, why neither has to be, that it is over.</summary>
    public static IReadOnlyList<string> Recorded { get; } = ["assessed", Reported, NotReportable, "people-told", Closed];

    /// <summary>The regulator was told (UK GDPR article 33).</summary>
    public const string Reported = "reported";

    /// <summary>It is unlikely to be a risk to anybody, so the regulator need not be told; the detail says why.</summary>
    public const string NotReportable = "not-reportable";

    /// <summary>It is over.</summary>
    public const string Closed = "closed";
}

/// <summary>One act.</summary>
/// <param name="At">When.</param>
/// <param name="By">Account.</param>
/// <param name="Act">opened, scoped, list-read, or one of <see cref="BreachActs.Recorded"/>.</param>
/// <param name="Detail">In words; nothing about a person.</param>
public sealed record BreachAct(DateTimeOffset At, string By, string Act, string Detail);

/// <summary>A breach.</summary>
/// <param name="Id">"brc_…".</param>
/// <param name="What">What happened.</param>
/// <param name="AwareAt">When this body became aware: the clock runs from then.</param>
/// <param name="Due">72 hours later: by then the regulator is told, or it is said why not.</param>
/// <param name="IsOverdue">That time is over and nothing was said.</param>
/// <param name="Officer">The account that alone may see who was affected.</param>
/// <param name="Scope">What it may have reached.</param>
/// <param name="Acts">All that was done, in order.</param>
public sealed record Breach(string Id, string What, DateTimeOffset AwareAt, DateTimeOffset Due, bool IsOverdue, string Officer, BreachScope Scope, IReadOnlyList<BreachAct> Acts);

/// <summary>How far a breach reaches.</summary>
/// <param name="Entries">Entries of the ledger in its scope.</param>
/// <param name="Disclosures">Of these, those that let data out.</param>
/// <param name="People">Distinct people they are about.</param>
/// <param name="Erased">Entries whose openings were erased, so that nobody can say whom they were about.</param>
/// <param name="ByAgreement">[agreement, "-" for none] entries.</param>
public sealed record BreachReach(long Entries, long Disclosures, long People, long Erased, IReadOnlyDictionary<string, long> ByAgreement);

/// <summary>Somebody a breach reached.</summary>
/// <param name="Person">Her id.</param>
/// <param name="Entries">Ids of the entries about her in the scope.</param>
/// <param name="Fields">Fields of hers that left.</param>
public sealed record AffectedPerson(string Person, IReadOnlyList<string> Entries, IReadOnlyList<string> Fields);
