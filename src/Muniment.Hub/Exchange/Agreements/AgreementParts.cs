using System.Collections.Immutable;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>A public body or an area, by the CURIE that the government's registers use.</summary>
/// <param name="Id">Prefix, colon, reference, such as government-organisation:EX02.</param>
/// <param name="Name">Its name.</param>
public sealed record Organisation(string Id, string Name);

/// <summary>What the data may be used for.</summary>
/// <param name="Term">A purpose of the Data Privacy Vocabulary 2 (dpv:IdentityVerification), or one of ours where it has none (muniment:StatusCheck).</param>
/// <param name="Words">The same in plain words.</param>
public sealed record Purpose(string Term, string Words);

/// <summary>How bytes go under an agreement.</summary>
public enum Direction
{
    /// <summary>The partner asks about one person.</summary>
    Check = 0,

    /// <summary>The partner sends a list.</summary>
    BulkCheck = 1,

    /// <summary>We send, unasked.</summary>
    Push = 2,
}

/// <summary>What a condition does where it holds.</summary>
public enum Effect
{
    /// <summary>Nothing leaves about people of whom it may hold.</summary>
    Forbid = 0,

    /// <summary>Something leaves only about people of whom one such condition surely holds.</summary>
    Permit = 1,
}

/// <summary>A condition on the person, evaluated at the moment of disclosure. Forbid overrides permit.</summary>
/// <param name="Effect">Forbid or permit.</param>
/// <param name="Tests">All of them together describe whom it means; at least one.</param>
/// <param name="Fields">The returned fields it is about; empty: everything.</param>
/// <param name="Because">Why the agreement has it.</param>
public sealed record Condition(Effect Effect, ImmutableArray<PersonTest> Tests, ImmutableArray<string> Fields, string Because)
{
    /// <summary>Whether it may mean this person: each test is true of some record, or unknown.</summary>
    public bool MayHold(PersonFacts person, Moment moment)
    {
        foreach (var test in Tests)
        {
            if (!test.MayHold(person, moment))
                return false;
        }
        return true;
    }

    /// <summary>Whether it surely means this person: each test is known and true of every record.</summary>
    public bool SurelyHolds(PersonFacts person, Moment moment)
    {
        foreach (var test in Tests)
        {
            if (!test.SurelyHolds(person, moment))
                return false;
        }
        return true;
    }
}

/// <summary>Whether an agreement extends to people who are or may be under 18.</summary>
/// <param name="AreIncluded">True only where it says so expressly.</param>
/// <param name="Because">Why; null only where they are not included.</param>
public sealed record ChildRule(bool AreIncluded, string? Because)
{
    /// <summary>The age in whole years at which somebody is no longer a child.</summary>
    public const int AdultAge = 18;
}

/// <summary>How sure a match must be, and how much is told of that.</summary>
/// <param name="MinimumProbability">The match probability from which it is a match, 0 to 1.</param>
/// <param name="PossibleFrom">From here to the minimum it is possible and always waits for a reviewer; null: below the minimum is nobody.</param>
/// <param name="MustAgree">Fields that the question and her records must agree on. Empty: none in particular.</param>
/// <param name="TellsProbability">The partner is told the match probability; never of a possible match.</param>
/// <param name="TellsAgreeingFields">The partner is told which fields agreed or were absent; never of a possible match.</param>
public sealed record Matching(double MinimumProbability, double? PossibleFrom, ImmutableArray<string> MustAgree, bool TellsProbability, bool TellsAgreeingFields);

/// <summary>How many questions may reach the look-up. null: no such cap.</summary>
/// <param name="PerDay">On one date in London.</param>
/// <param name="PerMonth">In one calendar month in London.</param>
/// <param name="PerPersonPerMonth">About one person in one calendar month.</param>
public sealed record Caps(int? PerDay, int? PerMonth, int? PerPersonPerMonth);

/// <summary>An assessment that lapses.</summary>
/// <param name="Date">The day it was made; it counts from then.</param>
/// <param name="Expiry">The last day it counts.</param>
/// <param name="Link">Where the public can read it; null: it is not published.</param>
public sealed record Assessment(LocalDate Date, LocalDate Expiry, string? Link)
{
    /// <summary>Whether it counts on a day.</summary>
    public bool CountsOn(LocalDate day) => Date <= day && day <= Expiry;
}

/// <summary>One person's signature under a version.</summary>
/// <param name="By">The name she signs in with: two signatures of one name are one.</param>
/// <param name="Role">Her post.</param>
/// <param name="At">When.</param>
public sealed record SignOff(string By, string Role, Instant At);

/// <summary>The act that ended an agreement.</summary>
/// <param name="At">When; it holds from that instant.</param>
/// <param name="By">Who.</param>
/// <param name="Because">Why.</param>
public sealed record EndOfAgreement(Instant At, string By, string Because);
