using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Muniment.Hub.Exchange.Agreements;

/// <summary>Looks for what is wrong with an agreement whose form is right: terms that contradict each other, or lack what they need.</summary>
public static partial class AgreementCheck
{
    /// <summary>Everything wrong with it, a sentence each with the JSON path first; empty if nothing is.</summary>
    public static ImmutableArray<string> Problems(Agreement agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        return [.. Terms(agreement).Concat(Fields(agreement)).Concat(Limits(agreement)).Concat(Dates(agreement)).Concat(Life(agreement)).Concat(Wording(agreement))];
    }

    static IEnumerable<string> Terms(Agreement agreement)
    {
        if (agreement.OurSide.Id == agreement.Partner.Id)
            yield return "$.partner.id is our own side's. Name the body that asks or is told.";
        if (!agreement.LawfulBasis.Any(LawfulBases.Carries))
            yield return "$.lawful_basis names neither a basis of UK GDPR article 6 nor Part 3 of the Data Protection Act 2018. One of them must carry the sharing.";
        if (agreement.Directions.IsEmpty)
            yield return "$.directions is empty. Say at least one way in which bytes go.";
        if (agreement.Sources.IsEmpty)
            yield return "$.sources is empty. Name at least one source it may draw on.";
        if (agreement.Areas.IsEmpty)
            yield return "$.areas is empty. Name at least one area it covers.";
        if (agreement.IsAdverse && agreement.OutcomeReturnDays is null)
            yield return "$.outcome_return_days is missing, and the use is adverse. The partner must say what came of each disclosure, and within how many days.";
    }

    static IEnumerable<string> Fields(Agreement agreement)
    {
        if (agreement.FieldsReturned.IsEmpty)
            yield return "$.fields_returned is empty. Name at least one field; the bare fact that a person was found is the field match.";
        var isPushOnly = agreement.Directions.All(direction => direction == Direction.Push);
        if (agreement.FieldsAsked.IsEmpty && !isPushOnly)
            yield return "$.fields_asked is empty, and a partner that asks must send something. Name the fields it may send.";
        if (!isPushOnly)
        {
            foreach (var field in agreement.Matching.MustAgree.Except(agreement.FieldsAsked))
                yield return $"$.matching.must_agree names {field}, which the partner may not send. Add it to $.fields_asked, or remove it.";
        }
        for (var i = 0; i < agreement.Conditions.Length; i++)
        {
            if (agreement.Conditions[i].Tests.IsEmpty)
                yield return $"$.conditions[{i}].tests is empty. Say whom the condition means.";
            foreach (var field in agreement.Conditions[i].Fields.Except(agreement.FieldsReturned))
                yield return $"$.conditions[{i}].fields names {field}, which the agreement does not return.";
        }
    }

    static IEnumerable<string> Limits(Agreement agreement)
    {
        if (agreement.Matching.MinimumProbability <= 0)
            yield return "$.matching.minimum_probability is 0, so anybody would be a match.";
        if (agreement.Matching.PossibleFrom is <= 0)
            yield return "$.matching.possible_from is 0, so anybody would be a possible match.";
        if (agreement.Matching.PossibleFrom >= agreement.Matching.MinimumProbability)
            yield return "$.matching.possible_from is not below $.matching.minimum_probability. Give a lower one, or none.";
        if (agreement.Children.AreIncluded != agreement.Children.Because is not null)
            yield return agreement.Children.AreIncluded ? "$.children.because is missing. Say expressly why people under 18 are included." : "$.children.because gives a reason, and children are not included. Remove it.";
        if (agreement.Caps.PerDay > agreement.Caps.PerMonth)
            yield return "$.caps.per_day is more than $.caps.per_month. One of them is a slip.";
        if (agreement.Caps.PerPersonPerMonth > agreement.Caps.PerMonth)
            yield return "$.caps.per_person_per_month is more than $.caps.per_month. One of them is a slip.";
    }

    static IEnumerable<string> Dates(Agreement agreement)
    {
        if (agreement.EndDate < agreement.StartDate)
            yield return "$.end is before $.start.";
        if (agreement.ReviewDate <= agreement.StartDate)
            yield return "$.review is not after $.start. Give a day by which the agreement must have been reviewed.";
        foreach (var (name, assessment) in new[] { ("dpia", agreement.Dpia), ("equality_assessment", agreement.EqualityAssessment) })
        {
            if (assessment is null && !agreement.IsSandbox)
                yield return $"$.{name} is missing. Only a sandbox may do without, and the agreement is suspended until there is one.";
            if (assessment is not null && assessment.Expiry < assessment.Date)
                yield return $"$.{name}.expiry is before $.{name}.date.";
        }
    }

    static IEnumerable<string> Life(Agreement agreement)
    {
        for (var i = 1; i < agreement.SignOffs.Length; i++)
        {
            if (agreement.SignOffs[..i].Any(before => string.Equals(before.By, agreement.SignOffs[i].By, StringComparison.OrdinalIgnoreCase)))
                yield return $"$.sign_offs[{i}] is by {agreement.SignOffs[i].By}, who has signed already. Two different people must.";
        }
        if (agreement.End is { } end && end.At < agreement.NoticePublishedAt)
            yield return "$.ended.at is before $.notice_published. What has ended is not announced afterwards.";
    }

    /// <summary>Everything a person reads but the title of a law, which is quoted as it is.</summary>
    static IEnumerable<string> Wording(Agreement agreement)
    {
        var texts = new[]
        {
            ("$.name", agreement.Name), ("$.purpose.words", agreement.Purpose.Words), ("$.benefits", agreement.Benefits), ("$.words_to_the_person", agreement.WordsToThePerson),
            ("$.children.because", agreement.Children.Because ?? ""), ("$.retention", agreement.Retention),
        }.Concat(agreement.Conditions.Select((condition, i) => ($"$.conditions[{i}].because", condition.Because)));
        foreach (var (path, text) in texts)
        {
            if (Refused().Match(text) is { Success: true } match)
                yield return $"{path} says '{match.Value}'. Nobody is: say undocumented or irregular.";
        }
    }

    [GeneratedRegex("\\b(ill" + "egal(ly)? ((im)?migrants?|aliens?|migration|entrants?|persons?|people|workers?|staying|residents?)|ill" + "egals)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refused();
}
