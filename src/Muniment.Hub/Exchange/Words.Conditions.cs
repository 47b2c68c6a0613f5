using System.Collections.Immutable;
using System.Globalization;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange;

public static partial class Words
{
    /// <summary>A condition as a sentence, its reason with it.</summary>
    public static string Condition(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var (people, fields, because) = (People(condition.Tests), All(condition.Fields), Because(condition.Because));
        return (condition.Effect, condition.Fields.Length) switch
        {
            (Effect.Forbid, 0) => $"Nothing is disclosed about {people}{Unknown(condition.Tests)}, because {because}.",
            (Effect.Forbid, 1) => $"Of {people}{Unknown(condition.Tests)}, {fields} is not disclosed, because {because}.",
            (Effect.Forbid, _) => $"Of {people}{Unknown(condition.Tests)}, {fields} are not disclosed, because {because}.",
            (_, 0) => $"Something is disclosed only about {people}, where that is certain, because {because}.",
            (_, 1) => $"Of the fields, {fields} is disclosed only about {people}, where that is certain, because {because}.",
            _ => $"Of the fields, {fields} are disclosed only about {people}, where that is certain, because {because}.",
        };
    }

    /// <summary>All that an agreement says about whom it is for: its conditions and the rule on children, a sentence each.</summary>
    public static List<string> Conditions(Agreement agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var sentences = agreement.Conditions.Select(Condition).Append(Children(agreement.Children)).ToList();
        if (agreement.Conditions.Count(condition => condition.Effect == Effect.Permit) > 1)
            sentences.Add("Of the conditions that permit the same thing, one is enough. A condition that forbids overrides all of them.");
        return sentences;
    }

    /// <summary>Whether children are included, as a sentence.</summary>
    public static string Children(ChildRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.AreIncluded
            ? $"People under 18 are included, because {Because(rule.Because ?? "the agreement says so")}."
            : "Nothing is disclosed about anybody who is or may be under 18, which includes everybody whose birth date is unknown or partial.";
    }

    /// <summary>How sure a match must be and what is told of it, as sentences.</summary>
    public static string Matching(Matching matching)
    {
        ArgumentNullException.ThrowIfNull(matching);
        var sentences = new List<string> { string.Create(CultureInfo.InvariantCulture, $"A match has a match probability of at least {matching.MinimumProbability}.") };
        if (matching.PossibleFrom is { } possible)
            sentences.Add(string.Create(CultureInfo.InvariantCulture, $"From {possible} it is possible, and waits for a named reviewer."));
        if (!matching.MustAgree.IsEmpty)
            sentences.Add($"What must agree: {All(matching.MustAgree)}.");
        sentences.Add((matching.TellsProbability, matching.TellsAgreeingFields) switch
        {
            (true, true) => "The partner is told the match probability and which fields agreed, but never of a possible match.",
            (true, false) => "The partner is told the match probability, but never of a possible match.",
            (false, true) => "The partner is told which fields agreed, but never of a possible match.",
            _ => "The partner is told neither the match probability nor which fields agreed.",
        });
        return string.Join(' ', sentences);
    }

    /// <summary>The caps, as a sentence.</summary>
    public static string Caps(Caps caps)
    {
        ArgumentNullException.ThrowIfNull(caps);
        var limits = new List<string>();
        if (caps.PerDay is { } day)
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"{day:#,0} a day"));
        if (caps.PerMonth is { } month)
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"{month:#,0} a month"));
        if (caps.PerPersonPerMonth is { } person)
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"{person:#,0} a month about one person"));
        return limits.Count == 0 ? "There is no cap on the number of questions." : $"At most {All(limits)} may be asked or pushed.";
    }

    /// <summary>A way of asking, in words.</summary>
    public static string Direction(Direction direction) => direction switch
    {
        Agreements.Direction.Check => "the partner asks about one person at a time",
        Agreements.Direction.BulkCheck => "the partner sends a list of people to be checked",
        _ => "we send what has changed without being asked",
    };

    /// <summary>A lawful basis, in words. An unknown term is given as it is.</summary>
    public static string LawfulBasis(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (term == LawfulBases.LawEnforcement)
            return "Data Protection Act 2018, Part 3 (law enforcement)";
        var parts = term[(term.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('-');
        if (parts.Length != 3)
            return term;
        var what = string.Join('-', parts) switch
        {
            "A6-1-a" => "consent",
            "A6-1-b" => "contract",
            "A6-1-c" => "legal obligation",
            "A6-1-d" => "vital interests",
            "A6-1-e" => "public task",
            "A6-1-f" => "legitimate interests",
            "A6-1-ea" => "recognised legitimate interests",
            "A9-2-a" => "explicit consent",
            "A9-2-b" => "employment and social protection",
            "A9-2-c" => "vital interests",
            "A9-2-g" => "substantial public interest",
            "A9-2-h" => "health or social care",
            "A9-2-i" => "public health",
            "A9-2-j" => "archiving, research and statistics",
            _ => null,
        };
        return $"UK GDPR article {parts[0][1..]}({parts[1]})({parts[2]}){(what is null ? "" : $" ({what})")}";
    }

    /// <summary>A test as the people it means, such as "people aged 30 or over".</summary>
    public static string Test(PersonTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return $"people {Who(test)}";
    }

    static string People(ImmutableArray<PersonTest> tests) => $"people {string.Join(" and ", tests.Select(Who))}";

    static string Who(PersonTest test) => test switch
    {
        AgeTest { From: { } from, Below: { } below } => string.Create(CultureInfo.InvariantCulture, $"aged {from} or over and under {below}"),
        AgeTest { From: { } from } => string.Create(CultureInfo.InvariantCulture, $"aged {from} or over"),
        AgeTest { Below: { } below } => string.Create(CultureInfo.InvariantCulture, $"aged under {below}"),
        BirthDateTest { From: { } from, Before: { } before } => $"born on or after {Date(from)} and before {Date(before)}",
        BirthDateTest { From: { } from } => $"born on or after {Date(from)}",
        BirthDateTest { Before: { } before } => $"born before {Date(before)}",
        NationalityTest { AmongThem: true } nationality => $"whose nationality is {All(nationality.Codes, "or")}",
        NationalityTest nationality => $"whose nationality is anything but {All(nationality.Codes, "or")}",
        FlagTest flag => $"flagged {All(flag.Flags, "or")}",
        SourceTest source => $"in the records of {All(source.Sources, "or")}",
        _ => test.ToString(),
    };

    /// <summary>What of a person may be unknown and still makes the tests mean her.</summary>
    static string Unknown(ImmutableArray<PersonTest> tests)
    {
        var unknown = tests.Select(test => test switch
        {
            AgeTest or BirthDateTest => "birth date",
            NationalityTest => "nationality",
            FlagTest => "flags",
            _ => "sources",
        }).Distinct().ToList();
        return $" (and those with unknown {All(unknown, "or")})";
    }

    /// <summary>A reason inside a sentence: without its full stop.</summary>
    static string Because(string reason) => reason.TrimEnd('.');
}
