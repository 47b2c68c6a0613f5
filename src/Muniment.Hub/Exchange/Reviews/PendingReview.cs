using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Reviews;

/// <summary>An answer that waits for a reviewer. Holds nothing about the person: who wants to see that opens the evidence.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="AgreementName">Its name.</param>
/// <param name="Partner">Who asked.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Why">Why it waits, as the end of a sentence.</param>
/// <param name="Harm">How much a wrong answer can harm, 0 to 3: 2 where the use is adverse, and 1 more where the match is only possible.</param>
public sealed record PendingReview(string Check, string Agreement, string AgreementName, string Partner, DateTimeOffset AskedAt, string Why, int Harm);

/// <summary>What a reviewer sees of a pending answer. Personal data; that she has seen it is in the ledger.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Agreement">The agreement's id.</param>
/// <param name="Partner">Who asked.</param>
/// <param name="Official">The partner's official.</param>
/// <param name="Case">The partner's case.</param>
/// <param name="Asked">[field] what the partner sent about the person; empty for a push.</param>
/// <param name="Probability">Match probability, 0 to 1.</param>
/// <param name="Agreeing">Fields on which question and records agree.</param>
/// <param name="Absent">Fields that were sent and that no record has.</param>
/// <param name="Records">Her records from the agreement's sources, with the fields that are asked or returned alone; none: she is no longer held.</param>
/// <param name="WouldLeave">The fields that would leave if it were approved now.</param>
/// <param name="Stands">What stands in the way of anything leaving now, as the end of a sentence; null: nothing.</param>
public sealed record ReviewEvidence(string Check, string Agreement, string Partner, string Official, string Case, IReadOnlyDictionary<string, string> Asked, double Probability,
    IReadOnlyList<string> Agreeing, IReadOnlyList<string> Absent, IReadOnlyList<PersonRecord> Records, IReadOnlyList<string> WouldLeave, string? Stands);

/// <summary>What came of an agreement's questions. For tracing of patients: traced, not traced, not approved.</summary>
/// <param name="Disclosed">Something left: at once, or once a reviewer approved it.</param>
/// <param name="Nothing">Nothing to disclose, for whatever reason.</param>
/// <param name="Declined">A reviewer declined.</param>
/// <param name="Waiting">A reviewer has not decided yet.</param>
public readonly record struct AnswerCounts(long Disclosed, long Nothing, long Declined, long Waiting);
