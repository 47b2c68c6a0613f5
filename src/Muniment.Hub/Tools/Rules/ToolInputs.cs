using System.Collections.Immutable;
using System.Globalization;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Tools.Rules;

/// <summary>Turns what was entered into the numbers that tests look at.</summary>
public static class ToolInputs
{
    /// <summary>The value of an entry.</summary>
    /// <param name="input">The input.</param>
    /// <param name="text">What was entered: yes, no, an option's key, a whole number, or a date such as 1990-04-02; empty or "unknown": unknown.</param>
    /// <param name="today">The date in London: what dates are counted to.</param>
    /// <param name="value">The value; null: unknown, as is a date only known in part, or a day yet to come, or a number out of range.</param>
    /// <returns>False if the text is no value of the input at all.</returns>
    /// <remarks>Who was born on 29 February completes a year on 1 March where there is no 29 February.</remarks>
    public static bool TryRead(ToolInput input, string? text, LocalDate today, out long? value)
    {
        value = null;
        text = text?.Trim() ?? "";
        if (text.Length == 0 || text == "unknown")
            return true;
        switch (input.Kind)
        {
            case ToolInputKind.YesNo or ToolInputKind.Choice:
                for (var option = 0; option < input.Options.Length; option++)
                {
                    if (input.Options[option].Id == text)
                        value = option;
                }
                return value is not null;
            case ToolInputKind.Number:
                if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                    return false;
                value = Within(input, number);
                return true;
            default:
                if (!BirthDate.TryParse(text, out var date))
                    return false;
                if (date.IsWhole && date.Packed <= BirthDate.Pack(today))
                    value = Within(input, input.Kind == ToolInputKind.YearsSince ? (BirthDate.Pack(today) - date.Packed) / 10_000 : DaysSince(date, today));
                return true;
        }
    }

    /// <summary>The least value of each class of values that no test of the tools tells apart; null, for unknown, is the first.</summary>
    /// <remarks>Between two neighbouring bounds all tests answer alike, so trying one value of each class is trying all.</remarks>
    internal static ImmutableArray<long?> Classes(int input, params ReadOnlySpan<DecisionTool> tools)
    {
        var bounds = new SortedSet<long>();
        foreach (var tool in tools)
        {
            var known = tool.Inputs[input];
            bounds.Add(known.Least);
            if (known.IsNamed)
                bounds.UnionWith(Enumerable.Range(0, known.Options.Length).Select(option => (long)option));
            foreach (var test in tool.Rows.SelectMany(row => row.Tests).Concat(tool.Never.SelectMany(never => never.Tests)).Where(test => test.Input == input && !test.IsUnknown && test.Options == 0))
                bounds.UnionWith(new[] { test.AtLeast, test.Under }.Where(bound => bound > known.Least && bound <= known.Most));
        }
        return [null, .. bounds.Select(bound => (long?)bound)];
    }

    static long? Within(ToolInput input, long value) => value >= input.Least && value <= input.Most ? value : null;

    static long DaysSince(BirthDate date, LocalDate today) => Period.DaysBetween(new LocalDate(date.Packed / 10_000, date.Packed / 100 % 100, date.Packed % 100), today);
}
