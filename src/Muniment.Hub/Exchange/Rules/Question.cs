using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>What a partner asks, or what is about to be pushed.</summary>
/// <param name="Direction">The way the bytes go.</param>
/// <param name="Given">The fields sent about the person. Not looked at for a push.</param>
/// <param name="Fields">The fields wanted; empty or default: all that the agreement returns.</param>
public readonly record struct Request(Direction Direction, ImmutableArray<string> Given, ImmutableArray<string> Fields);

/// <summary>What was counted under an agreement before this question: every question that reached the look-up counts, whatever came of it, so that a cap tells nothing about anybody.</summary>
/// <param name="Today">On the date in London.</param>
/// <param name="ThisMonth">In the calendar month in London.</param>
/// <param name="PersonThisMonth">In the calendar month, of those that found this person; not yet known before the look-up.</param>
public readonly record struct Used(long Today, long ThisMonth, long PersonThisMonth = 0);

/// <summary>All that a ruling depends on but the person.</summary>
/// <param name="Agreement">The version in force.</param>
/// <param name="Pauses">Every pause that was made and may not have ended. One whose restart lies before the moment no longer counts; when it was made is not looked at, because two machines' clocks differ.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Used">What was counted before.</param>
/// <param name="Moment">The moment of disclosure.</param>
/// <param name="IsApproved">A named reviewer on our side has said yes to this disclosure.</param>
public readonly record struct Question(Agreement Agreement, ImmutableArray<Pause> Pauses, Request Request, Used Used, Moment Moment, bool IsApproved = false);
