namespace Muniment.Hub.Disclosures.Counting;

/// <summary>An attacker's reasoning about one cell: which values each number can still have, all that is known being taken together.</summary>
/// <remarks>
/// What is known: disclosed + nothing + pending + refused = questions; approved ≤ reviews; with s = disclosed + approved, people ≤ s and s ≤ fields ≤ s × fields of the
/// agreement; and each published number is less than one base away from the true one. The ranges are exact: every value in them is taken by some true table.
/// </remarks>
readonly struct KnownOfCell(long questions, long reviews, RoundedPart? approved, CellTerms terms)
{
    readonly record struct Range(long Low, long High)
    {
        public static Range Around(long value, long unit) => new(Math.Max(0, value - unit + 1), value + unit - 1);

        public long Choices => High - Low + 1;
    }

    /// <summary>Whether each number can still have many values.</summary>
    public bool IsSafe(PublishedAnswers answers)
    {
        var unit = answers.Base;
        var (disclosed, nothing, refused) = (Range.Around(answers.Disclosed, unit), Range.Around(answers.Nothing, unit), Range.Around(answers.Refused, unit));
        var pending = terms.CanWait ? Range.Around(answers.Pending, unit) : new Range(0, 0);
        var (people, fields) = (Range.Around(answers.People, unit), Range.Around(answers.Fields, unit * terms.MostFields));
        var others = new Range(nothing.Low + pending.Low + refused.Low, nothing.High + pending.High + refused.High);
        var let = approved is null ? new Range(0, terms.CanWait ? reviews : 0) : new Range(approved.Low, approved.High(reviews));
        // Sums s that some table has, and with them the disclosed and approved that can be.
        var first = new Range(Math.Max(disclosed.Low, questions - others.High), Math.Min(disclosed.High, questions - others.Low));
        var least = Math.Max(people.Low, (fields.Low + terms.MostFields - 1) / terms.MostFields);
        var sum = new Range(Math.Max(first.Low + let.Low, least), Math.Min(first.High + let.High, fields.High));
        if (first.Choices < 1 || sum.Choices < 1)
            return false;
        first = new Range(Math.Max(first.Low, sum.Low - let.High), Math.Min(first.High, sum.High - let.Low));
        var letNow = new Range(Math.Max(let.Low, sum.Low - first.High), Math.Min(let.High, sum.High - first.Low));
        people = people with { Low = Math.Max(people.Low, Math.Min(1, sum.Low)) }; // A disclosure is about somebody.
        var rest = new Range(questions - first.High, questions - first.Low);
        return first.Choices >= CellRounding.LeastChoices
            && sum.Choices >= CellRounding.LeastChoices
            && (approved is null || letNow.Choices >= CellRounding.LeastChoices)
            && Part(nothing, rest, others).Choices >= CellRounding.LeastChoices
            && (!terms.CanWait || Part(pending, rest, others).Choices >= CellRounding.LeastChoices)
            && Part(refused, rest, others).Choices >= CellRounding.LeastChoices
            && Math.Min(people.High, sum.High) - people.Low + 1 >= CellRounding.LeastChoices
            && Math.Min(fields.High, sum.High * terms.MostFields) - Math.Max(fields.Low, sum.Low) + 1 >= CellRounding.LeastChoices;
    }

    /// <summary>What one part of a sum can be, where the sum of all parts is in a range.</summary>
    static Range Part(Range part, Range whole, Range parts) =>
        new(Math.Max(part.Low, whole.Low - (parts.High - part.High)), Math.Min(part.High, whole.High - (parts.Low - part.Low)));
}
