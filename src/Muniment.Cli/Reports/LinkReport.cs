using System.Globalization;
using System.Text;
using Muniment.Cli.Linking;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Reports;

/// <summary>Gathers what a report says about a link run.</summary>
static class LinkReport
{
    const int MostTerms = 6;
    const int MostSelfPairs = 10_000;
    const int MostMerged = 50;

    /// <summary>The facts of a run; linear in records and edges, with nothing sorted.</summary>
    public static RunFacts Of(LinkOutcome outcome, LinkRequest request, StageClock clock)
    {
        var truth = request.TruthColumn is { } name ? outcome.Loaded.Table.Find(name) : null;
        var weights = WeightHistogram.Of(outcome.Pairs.Edges, truth is null ? default : truth.Codes.Span);
        var explainer = new PairExplainer(outcome.Scorer);
        return new()
        {
            Title = Title(outcome.Table.Sources),
            Sources = [.. outcome.Table.Sources.Select(source => new SourceFacts(source.Name, source.RowCount))],
            Pairs = outcome.Pairs.Rules.Sum(rule => rule.Pairs),
            Edges = outcome.Pairs.Edges.Count,
            Persons = outcome.PersonIds.Count,
            Rejected = outcome.Loaded.Rejects.Count,
            ThresholdBits = outcome.ThresholdBits,
            KeepBits = outcome.KeepBits ?? double.NegativeInfinity,
            Chosen = outcome.Chosen,
            Warnings = [.. outcome.Training?.Warnings ?? [], .. truth is null ? [] : CalibrationWarning(Calibration.Of(weights))],
            Columns = Columns(outcome),
            Blocking = Rules(outcome),
            Model = outcome.Model,
            Training = Rounds(outcome.Training?.Steps ?? []),
            TermFrequencies = Terms(outcome),
            Weights = weights,
            PersonSizes = PersonSizes(outcome.PersonOfRecord, outcome.PersonIds.Count),
            MergedCount = outcome.Merged.Count,
            Merged = [.. outcome.Merged.Take(MostMerged).Select(finding => new MergedPerson(
                outcome.PersonIds[finding.Person], finding.Score, finding.Reason, Names(outcome, finding.Records), [.. finding.ProposedSplit.Select(part => Names(outcome, part))]))],
            Unlinkables = Unlinkables(outcome.Scorer, outcome.Table.Count),
            Examples = ExamplePairs.Around(outcome, explainer),
            Accuracy = truth is null || outcome.Accuracy is not { } accuracy ? null : AccuracyOf(outcome, truth, weights, accuracy, explainer),
            Stages = [.. clock.Stages.Select(stage => new StageFacts(stage.Name, stage.Seconds, stage.CpuSeconds))],
        };
    }

    static string[] Names(LinkOutcome outcome, IReadOnlyList<int> rows) =>
        [.. rows.Select(row => $"{outcome.Table.Sources[outcome.Table.SourceOf(row)].Name}/{outcome.Table.IdOf(row)}")];

    static string[] CalibrationWarning(Calibration calibration) => calibration.Slope is not { } slope || calibration.IsGood
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"Match probabilities cannot be taken at their word: against the truth the slope is {slope:0.00}, and 0.9 to 1.1 would be good.")];

    static AccuracyFacts AccuracyOf(LinkOutcome outcome, Column truth, WeightHistogram weights, Accuracy accuracy, PairExplainer explainer) => new(accuracy)
    {
        Pairs = ThresholdCurve.Of(weights, PairTotals.Of(truth.Codes.Span, outcome.Model.LinkType, outcome.Table.Sources)),
        Calibration = Calibration.Of(weights),
        Merged = outcome.MergedAccuracy,
        Groups = [.. outcome.Groups.Select(group => new GroupFacts(group.Column, group.Value, group.Accuracy, group.Merged))],
        Errors = ExamplePairs.Errors(outcome, truth, explainer),
    };

    static string Title(IReadOnlyList<RecordSource> sources) => sources.Count switch
    {
        0 => "No records",
        1 => sources[0].Name,
        2 or 3 => $"{string.Join(", ", sources.Take(sources.Count - 1).Select(source => source.Name))} and {sources[^1].Name}",
        _ => $"{sources[0].Name}, {sources[1].Name} and {sources.Count - 2} more sources",
    };

    static IReadOnlyList<ColumnFacts> Columns(LinkOutcome outcome)
    {
        var roles = outcome.Model.Roles.ToDictionary(role => role.Column, role => Words(role.Role));
        return [.. outcome.Loaded.Table.Columns.Select(column =>
        {
            var counts = column.Counts;
            var missing = counts[0];
            var distinct = 0L;
            foreach (var count in counts[1..])
                distinct += count > 0 ? 1 : 0;
            return new ColumnFacts(column.Name, roles.GetValueOrDefault(column.Name, "–"), column.Codes.Length, column.Codes.Length - missing, distinct);
        })];
    }

    /// <summary>BirthDate → birth date.</summary>
    static string Words(FieldRole role)
    {
        var words = new StringBuilder();
        foreach (var letter in role.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    /// <summary>Sessions run twice, the second time with the matches taken out of u.</summary>
    static List<TrainingRound> Rounds(IReadOnlyList<TrainingStep> steps)
    {
        var rounds = new List<TrainingRound>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var name = "";
        foreach (var step in steps)
        {
            if (step.Round == 1)
                name = seen.Add(step.Session) ? step.Session : $"{step.Session}, again";
            rounds.Add(new TrainingRound(name, step.Round, step.Prior, step.LargestChange));
        }
        return rounds;
    }

    static IReadOnlyList<RuleFacts> Rules(LinkOutcome outcome)
    {
        var rules = outcome.Model.BlockingRules;
        return [.. outcome.Pairs.Rules.Select((result, index) => new RuleFacts(
            index < rules.Count ? rules[index].Sql ?? SqlText.Print(rules[index].Condition, SqlStyle.Qualified) : "All pairs",
            result.Pairs,
            result.DroppedPairs))];
    }

    /// <summary>The commonest values of each field with term frequencies, and what agreeing on them is worth.</summary>
    static List<TermFacts> Terms(LinkOutcome outcome)
    {
        var facts = new List<TermFacts>();
        foreach (var comparison in outcome.Model.Comparisons)
        {
            var index = Enumerable.Range(0, comparison.Levels.Count).FirstOrDefault(level => comparison.Levels[level] is { TermFrequencyColumn: not null, TermFrequencyWeight: > 0, M: > 0, U: > 0 }, -1);
            if (index < 0 || TermFrequencyAdjustment.Of(comparison, index) is not { } adjustment || outcome.Table.Find(adjustment.Column) is not { } column)
                continue;
            var (level, u) = (comparison.Levels[index], ModelDefaults.UOf(comparison, adjustment.ULevel));
            double present = column.Codes.Length - column.Counts[0];
            foreach (var code in Commonest(column.Counts))
            {
                var frequency = column.Counts[code] / present;
                var bits = MatchWeights.OfLevel(level.M!.Value, level.U!.Value) + (adjustment.Weight * MatchWeights.OfLevel(u, Math.Max(frequency, adjustment.Minimum)));
                facts.Add(new(comparison.Name, Encoding.UTF8.GetString(column.Values[code]), column.Counts[code], frequency, bits));
            }
        }
        return facts;
    }

    static List<int> Commonest(ReadOnlySpan<int> counts)
    {
        var best = new List<int>();
        for (var code = 1; code < counts.Length; code++)
        {
            if (counts[code] == 0 || (best.Count == MostTerms && counts[code] <= counts[best[^1]]))
                continue;
            var at = best.Count;
            while (at > 0 && counts[code] > counts[best[at - 1]])
                at--;
            best.Insert(at, code);
            if (best.Count > MostTerms)
                best.RemoveAt(MostTerms);
        }
        return best;
    }

    static IReadOnlyList<PersonSize> PersonSizes(int[] personOfRecord, int persons)
    {
        var records = new int[persons];
        foreach (var person in personOfRecord)
            records[person]++;
        var sizes = new SortedDictionary<int, long>();
        foreach (var size in records)
            sizes[size] = sizes.GetValueOrDefault(size) + 1;
        return [.. sizes.Select(size => new PersonSize(size.Key, size.Value))];
    }

    /// <summary>Each record beside itself; of many records, an even sample.</summary>
    static IReadOnlyList<UnlinkablePoint> Unlinkables(PairScorer scorer, int records)
    {
        if (records == 0)
            return [];
        var every = Math.Max(1, records / MostSelfPairs);
        var weights = new List<double>();
        for (var row = 0; row < records; row += every)
            weights.Add(scorer.WeightBits(row, row));
        return [.. Enumerable.Range(-2, 14).Select(step => step * 2d).Select(bits => new UnlinkablePoint(bits, weights.Count(weight => weight < bits) / (double)weights.Count))];
    }
}
