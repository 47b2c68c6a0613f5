using System.Collections.Immutable;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Urgent;

/// <summary>An urgent disclosure outside any agreement, as somebody asks for it.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Partition">Where her records are.</param>
/// <param name="Recipient">Who is to be told: body, post and name of the one who asks, 1 to 300 letters.</param>
/// <param name="Fields">The fields needed, 1 to 20.</param>
/// <param name="Ground">One of <see cref="Grounds"/>.</param>
/// <param name="Reason">Why it cannot wait for an agreement, 1 to 2,000 letters.</param>
public sealed record UrgentRequest(string Person, SnapshotPartition Partition, string Recipient, ImmutableArray<string> Fields, string Ground, string Reason)
{
    /// <summary>The grounds there are: UK GDPR article 6(1)(d); Data Protection Act 2018 schedule 1 paragraph 18; schedule 2 paragraph 2; schedule 2 paragraph 5.</summary>
    public static ImmutableArray<string> Grounds { get; } = ["vital-interests", "safeguarding", "serious-crime", "court-order"];
}

/// <summary>What was disclosed urgently. Personal data.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Fields">[field] each value her records give, once.</param>
public sealed record UrgentAnswer(string Id, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields);

/// <summary>What the public reads of urgent disclosures.</summary>
/// <param name="Months">Whole months with any, the newest first.</param>
/// <param name="ReviewsWaiting">Made, and not reviewed yet.</param>
/// <param name="ReviewsOverdue">Of those, how many should have been reviewed by now.</param>
public sealed record UrgentCounts(IReadOnlyList<UrgentMonth> Months, long ReviewsWaiting, long ReviewsOverdue);

/// <summary>Urgent disclosures of a month.</summary>
public sealed record UrgentMonth(string Month, long Disclosures);
