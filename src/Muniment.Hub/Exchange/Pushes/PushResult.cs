using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.Pushes;

/// <summary>What a run of an agreement's push came to.</summary>
/// <param name="People">People with a record of the agreement's sources.</param>
/// <param name="Unchanged">Of those, people of whom the same was sent before.</param>
/// <param name="Sent">Disclosures recorded and given to delivery.</param>
/// <param name="Pending">Disclosures that wait for a reviewer.</param>
/// <param name="Stopped">Why the run ended before its end: a cap, or the agreement's state; None: it did not.</param>
public readonly record struct PushResult(int People, int Unchanged, int Sent, int Pending, RulingReason Stopped);

/// <summary>Where an agreement's deliveries stand.</summary>
/// <param name="Waiting">To be tried, or tried again.</param>
/// <param name="Delivered">Taken by the partner.</param>
/// <param name="Stopped">The rules refused them before they were delivered.</param>
/// <param name="GivenUp">Not taken by the partner after the last try.</param>
public readonly record struct DeliveryCounts(long Waiting, long Delivered, long Stopped, long GivenUp);
