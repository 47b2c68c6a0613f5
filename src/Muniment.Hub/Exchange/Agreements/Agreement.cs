using System.Collections.Immutable;
using NodaTime;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>One version of an agreement with a partner: the same object is enforced, shown to the public and exported.</summary>
/// <remarks>
/// Format: docs/formats/agreement.md, read and written by <see cref="AgreementJson"/>. Its state is not part of it: <see cref="AgreementStates"/> computes it.
/// Everything but <see cref="SignOffs"/>, <see cref="NoticePublishedAt"/> and <see cref="End"/> is a term: changing one makes a new version. Immutable; safe on any thread.
/// </remarks>
public sealed record Agreement
{
    /// <summary>The key, the same for every version: small letters, digits and hyphens, at most 64.</summary>
    public required string Id { get; init; }

    /// <summary>1 for the first version, then one more each time.</summary>
    public required int Version { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The body on our side.</summary>
    public required Organisation OurSide { get; init; }

    /// <summary>The body that asks or is told.</summary>
    public required Organisation Partner { get; init; }

    /// <summary>What the data may be used for.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>The power in law to disclose.</summary>
    public required string LegalPower { get; init; }

    /// <summary>Terms of <see cref="LawfulBases"/>; at least one of UK GDPR article 6 or of DPA 2018 Part 3.</summary>
    public required ImmutableArray<string> LawfulBasis { get; init; }

    /// <summary>What good it is meant to do.</summary>
    public required string Benefits { get; init; }

    /// <summary>The ways it provides for; at least one.</summary>
    public required ImmutableArray<Direction> Directions { get; init; }

    /// <summary>The partner may use it against the person: every match then waits for a named reviewer on our side.</summary>
    public required bool IsAdverse { get; init; }

    /// <summary>Each disclosure needs an approval on our side.</summary>
    public required bool NeedsApproval { get; init; }

    /// <summary>The fields the partner may send about a person. Empty only for a push.</summary>
    public required ImmutableArray<string> FieldsAsked { get; init; }

    /// <summary>The fields it lets out; at least one. "match" is the bare fact that a person was found.</summary>
    public required ImmutableArray<string> FieldsReturned { get; init; }

    /// <summary>About whom nothing, or not everything, is disclosed. Empty: no condition of its own.</summary>
    public required ImmutableArray<Condition> Conditions { get; init; }

    /// <summary>Whether it extends to people who are or may be under 18.</summary>
    public required ChildRule Children { get; init; }

    /// <summary>How sure a match must be.</summary>
    public required Matching Matching { get; init; }

    /// <summary>How many questions at most.</summary>
    public required Caps Caps { get; init; }

    /// <summary>The first day.</summary>
    public required LocalDate StartDate { get; init; }

    /// <summary>The last day; null: no end is agreed.</summary>
    public LocalDate? EndDate { get; init; }

    /// <summary>The last day before which it must be reviewed; from the day after it is suspended.</summary>
    public required LocalDate ReviewDate { get; init; }

    /// <summary>The data protection impact assessment; null: there is none, which suspends it unless it is a sandbox.</summary>
    public Assessment? Dpia { get; init; }

    /// <summary>The equality assessment; null: there is none, which suspends it unless it is a sandbox.</summary>
    public Assessment? EqualityAssessment { get; init; }

    /// <summary>Days within which the partner returns what came of a disclosure; null: it has no such duty.</summary>
    public int? OutcomeReturnDays { get; init; }

    /// <summary>The words the partner must show the person.</summary>
    public required string WordsToThePerson { get; init; }

    /// <summary>Bodies that process the data for either side. Empty: none.</summary>
    public required ImmutableArray<Organisation> Processors { get; init; }

    /// <summary>How long the partner keeps what it gets.</summary>
    public required string Retention { get; init; }

    /// <summary>Where a person can ask about it.</summary>
    public required string Contact { get; init; }

    /// <summary>The parts of the country it covers; at least one.</summary>
    public required ImmutableArray<Organisation> Areas { get; init; }

    /// <summary>It is about made-up people only, for a partner's developers.</summary>
    public required bool IsSandbox { get; init; }

    /// <summary>Ids of the sources it may draw on; at least one.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>Who signed this version off. Two different people make it count.</summary>
    public ImmutableArray<SignOff> SignOffs { get; init; } = [];

    /// <summary>When the public notice of this version appeared; null: not yet.</summary>
    public Instant? NoticePublishedAt { get; init; }

    /// <summary>The act that ended it; null: none.</summary>
    public EndOfAgreement? End { get; init; }

    /// <summary>The id with the version, such as pupils/2: how the ledger names it.</summary>
    public string Reference => $"{Id}/{Version}";
}
