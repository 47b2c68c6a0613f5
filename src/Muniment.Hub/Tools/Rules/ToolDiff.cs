using System.Collections.Immutable;

namespace Muniment.Hub.Tools.Rules;

/// <summary>What changed between two versions of a tool, in words, and for how many kinds of case the recommendation changes.</summary>
/// <param name="Changes">Each difference as a sentence; empty if there is none.</param>
/// <param name="Cases">How many kinds of case were tried; 0: the inputs differ, so the versions cannot be compared case by case.</param>
/// <param name="Moves">Each change of recommendation: from, to, how many kinds of case, and the first of them in words.</param>
public sealed record ToolDiff(ImmutableArray<string> Changes, int Cases, ImmutableArray<ToolMove> Moves)
{
    /// <summary>Compares two versions.</summary>
    public static ToolDiff Between(DecisionTool older, DecisionTool newer)
    {
        var changes = new List<string>();
        Values(changes, older, newer);
        Listed(changes, "Input", older.Inputs, newer.Inputs, input => input.Id, input => $"{input.Words} ({input.Kind}, {input.Unit} {input.Least} to {input.Most}; {string.Join(", ", input.Options.Select(option => option.Words))}; known from {input.Known})");
        Listed(changes, "Recommendation", older.Outputs, newer.Outputs, output => output.Id, output => $"{output.Words}{(output.IsAdverse ? " (goes against the person)" : output.IsCertain ? " (takes certainty)" : "")}");
        Listed(changes, "Law", older.Laws, newer.Laws, law => law.Id, law => law.Words);
        Listed(changes, "Row", older.Rows, newer.Rows, row => row.Id, row => RowOf(Owner(older, newer, row), row));
        Listed(changes, "Default", Default(older), Default(newer), row => row.Id, row => RowOf(Owner(older, newer, row), row));
        Listed(changes, "Never", older.Never, newer.Never, never => never.Because, never => ToolWords.Never(older.Never.Contains(never) ? older : newer, never));
        Listed(changes, "Case", older.Cases, newer.Cases, made => made.Name, made => $"on {made.On}, {string.Join(", ", made.Given.Select(given => $"{given.Input} {given.Text}"))}: {string.Join(", ", made.Then)}");
        Listed(changes, "Record", [.. older.Record], [.. newer.Record], pair => pair.Key, pair => pair.Value);
        var (cases, moves) = Moved(older, newer);
        return new([.. changes], cases, moves);
    }

    static DecisionTool Owner(DecisionTool older, DecisionTool newer, ToolRow row) => older.Rows.Contains(row) || older.Default == row ? older : newer;

    static ImmutableArray<ToolRow> Default(DecisionTool tool) => tool.Default is { } otherwise ? [otherwise] : [];

    static string RowOf(DecisionTool tool, ToolRow row) => $"{ToolWords.Row(tool, row)} Because: {row.Because} ({string.Join(", ", row.Laws)})";

    static void Values(List<string> changes, DecisionTool older, DecisionTool newer)
    {
        foreach (var (name, before, after) in new[]
        {
            ("Name", older.Name, newer.Name), ("Question", older.Question, newer.Question), ("In force from", $"{older.From:R}", $"{newer.From:R}"), ("Owner", older.Owner, newer.Owner), ("Contact", older.Contact, newer.Contact),
            ("Rows", older.Collects ? "every row that holds counts" : "the first that holds decides", newer.Collects ? "every row that holds counts" : "the first that holds decides"),
            ("Equality assessment", Of(older.EqualityAssessment), Of(newer.EqualityAssessment)), ("Data protection impact assessment", Of(older.Dpia), Of(newer.Dpia)), ("Cases reviewed", Of(older.CasesReview), Of(newer.CasesReview)),
        })
        {
            if (before != after)
                changes.Add($"{name}: from '{before}' to '{after}'.");
        }
    }

    static string Of(ToolAssessment assessment) => $"{assessment.Date:R} until {assessment.Expiry:R}{(assessment.Link is null ? "" : $", {assessment.Link}")}";

    static void Listed<T>(List<string> changes, string what, ImmutableArray<T> older, ImmutableArray<T> newer, Func<T, string> key, Func<T, string> words)
    {
        foreach (var item in older.Where(item => newer.All(other => key(other) != key(item))))
            changes.Add($"{what} '{key(item)}' is gone: {words(item)}");
        foreach (var item in newer)
        {
            var before = older.Where(other => key(other) == key(item)).Take(1).ToList();
            if (before.Count == 0)
                changes.Add($"{what} '{key(item)}' is new: {words(item)}");
            else if (words(before[0]) != words(item))
                changes.Add($"{what} '{key(item)}' changes from '{words(before[0])}' to '{words(item)}'.");
        }
        var kept = older.Select(key).Intersect(newer.Select(key)).ToList();
        if (!kept.SequenceEqual(newer.Select(key).Intersect(older.Select(key))))
            changes.Add($"{what}: the order changes to {string.Join(", ", newer.Select(key))}.");
    }

    static (int, ImmutableArray<ToolMove>) Moved(DecisionTool older, DecisionTool newer)
    {
        if (!older.Inputs.Select(Shape).SequenceEqual(newer.Inputs.Select(Shape)))
            return (0, []);
        var classes = ToolSpace.ClassesOf(older, newer);
        var count = ToolSpace.Count(classes);
        if (count > ToolCheck.MostCases)
            return (0, []);
        var moves = new Dictionary<(string, string), (int Cases, string First)>();
        var values = new long?[classes.Length];
        for (var number = 0; number < count; number++)
        {
            ToolSpace.Fill(classes, number, values);
            var key = (Names(older, values), Names(newer, values));
            if (key.Item1 == key.Item2)
                continue;
            moves[key] = moves.TryGetValue(key, out var known) ? (known.Cases + 1, known.First) : (1, ToolWords.Case(newer, values));
        }
        return (count, [.. moves.OrderByDescending(move => move.Value.Cases).ThenBy(move => move.Key.Item1, StringComparer.Ordinal).ThenBy(move => move.Key.Item2, StringComparer.Ordinal)
            .Select(move => new ToolMove(move.Key.Item1, move.Key.Item2, move.Value.Cases, move.Value.First))]);
    }

    static (string, ToolInputKind, long, long, string) Shape(ToolInput input) => (input.Id, input.Kind, input.Least, input.Most, string.Join(' ', input.Options.Select(option => option.Id)));

    static string Names(DecisionTool tool, long?[] values) => string.Join(" and ", Recommendation.Places(Recommendation.OutputsOf(tool, Recommendation.RowsHeld(tool, values))).Select(output => tool.Outputs[output].Id));
}

/// <summary>A change of recommendation between two versions.</summary>
/// <param name="From">What the older recommends: keys of outputs.</param>
/// <param name="To">What the newer recommends.</param>
/// <param name="Cases">For how many kinds of case.</param>
/// <param name="First">The first of them, in words.</param>
public sealed record ToolMove(string From, string To, int Cases, string First);
