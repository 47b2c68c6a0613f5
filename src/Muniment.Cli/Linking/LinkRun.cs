using System.Globalization;
using System.Text;
using Muniment.Cli.Evaluation;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Grouping;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>What a link run found. Disposing it frees the records.</summary>
sealed record LinkOutcome : IDisposable
{
    public required LoadResult Loaded { get; init; }

    /// <summary>The records with the model's derived columns.</summary>
    public required RecordTable Table { get; init; }

    public required LinkModel Model { get; init; }

    public required PairScorer Scorer { get; init; }

    public required PairRunResult Pairs { get; init; }

    /// <summary>[records] 0-based person of each record.</summary>
    public required int[] PersonOfRecord { get; init; }

    /// <summary>The stable id of each person.</summary>
    public required PersonIds PersonIds { get; init; }

    /// <summary>Persons whose records contradict each other, the most suspect first.</summary>
    public required IReadOnlyList<MergedFinding> Merged { get; init; }

    /// <summary>The earlier run whose ids are kept; null: none was named.</summary>
    public PreviousRun? Previous { get; init; }

    public required double ThresholdBits { get; init; }

    /// <summary>Null: every pair was kept.</summary>
    public required double? KeepBits { get; init; }

    public required IReadOnlyList<string> Chosen { get; init; }

    public TrainingResult? Training { get; init; }

    /// <summary>Against the truth; null where none was named.</summary>
    public Accuracy? Accuracy { get; init; }

    /// <summary>How right the merged identities are; null where no truth was named.</summary>
    public MergedAccuracy? MergedAccuracy { get; init; }

    /// <summary>Accuracy of each group of each column asked for.</summary>
    public IReadOnlyList<GroupAccuracy> Groups { get; init; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        Previous?.Dispose();
        Scorer.Prepared.Dispose();
        Table.Dispose();
        Loaded.Dispose();
    }
}

/// <summary>Accuracy of the records that have one value in a column; an empty value: missing.</summary>
sealed record GroupAccuracy(string Column, string Value, Accuracy Accuracy, MergedAccuracy Merged);

/// <summary>Reads, chooses, trains, compares, groups: everything but writing.</summary>
static class LinkRun
{
    const double ImportedThreshold = 0.95;
    const double DefaultThreshold = 0.5;

    public static LinkOutcome Run(LinkRequest request, StageClock clock, CancellationToken cancellation)
    {
        var bound = BoundModel.Bind(request, clock, null, cancellation);
        TrainingResult? training = null;
        if (!bound.IsGiven)
            (training, bound) = bound.Train(prepared => ModelTraining.Train(prepared, new TrainingOptions { Seed = request.Seed }, cancellation), clock);
        var (loaded, visible, table, model, chosen) = (bound.Loaded, bound.Visible, bound.Table, bound.Model, bound.Chosen);
        var truth = request.TruthColumn is { } truthColumn ? loaded.Table.Find(truthColumn) : null;
        var threshold = request.Threshold ?? model.Threshold ?? (model.Faithful ? ImportedThreshold : DefaultThreshold);
        var keep = request.Keep ?? Math.Min(0.5, threshold);
        RefuseKeepAbove(threshold, keep);
        var (thresholdBits, keepBits) = (Bits.Weight(threshold), keep > 0 ? Bits.Weight(keep) : (double?)null);
        model = model with { Threshold = threshold };
        var scorer = new PairScorer(bound.Prepared, model);
        var pairs = clock.Run("compare", () => PairRun.Run(scorer, new PairRunOptions { KeepBits = keepBits, Progress = clock.Progress?.Pairs, Width = request.Width, EarlyExit = request.EarlyExit }, cancellation));
        var decisions = request.DecisionsPath is { } decided ? LinkDecisionsCsv.Read(decided, loaded.Table, chosen) : LinkDecisions.None;
        var grouping = GroupingOf(model, request, scorer, thresholdBits) with
        {
            Decisions = decisions,
            Vetoes = model.Faithful ? [] : NumberVetoes.Of(visible, model.Roles),
            ContentHash = new RecordContent(visible).HashOf,
        };
        var persons = clock.Run("group", () => Persons.Group(pairs.Edges, table.Sources, grouping, cancellation));
        var previous = request.PreviousPath is { } folder ? clock.Run("previous", () => PreviousRun.Read(folder, loaded.Table)) : null;
        var ids = clock.Run("identify", () => PersonIds.Assign(loaded.Table, persons, previous?.Persons));
        var roles = model.Roles.Count > 0 ? model.Roles : FieldRoles.Recognise(visible);
        var merged = clock.Run("merged", () => MergedIdentities.Find(visible, roles, persons, pairs.Edges, request.Threads, cancellation));
        return new LinkOutcome
        {
            Loaded = loaded,
            Table = table,
            Model = model,
            Scorer = scorer,
            Pairs = pairs,
            PersonOfRecord = persons,
            PersonIds = ids,
            Merged = merged,
            Previous = previous,
            ThresholdBits = thresholdBits,
            KeepBits = keepBits,
            Chosen = chosen,
            Training = training,
            Accuracy = truth is null ? null : Accuracy.Of(persons, truth.Codes.Span),
            MergedAccuracy = truth is null ? null : MergedAccuracy.Of(merged, persons, truth.Codes.Span),
            Groups = truth is null ? [] : [.. request.GroupColumns.SelectMany(column => ByGroup(BoundModel.Find(table, column, "group by"), persons, merged, truth))],
        };
    }

    /// <summary>Refuses to keep fewer edges than persons are made of.</summary>
    public static void RefuseKeepAbove(double threshold, double keep)
    {
        if (keep > threshold)
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--keep {keep} is greater than the threshold {threshold}: persons would be made of edges that are not kept. Give a --keep of at most {threshold}."));
    }

    static GroupingOptions GroupingOf(LinkModel model, LinkRequest request, PairScorer scorer, double thresholdBits)
    {
        var method = request.Grouping ?? model.Grouping ?? (model.Faithful ? "components" : "dense");
        return new GroupingOptions
        {
            Method = method is "components" ? GroupingMethod.Components : GroupingMethod.Dense,
            OneToOne = method is "one-to-one",
            ThresholdBits = thresholdBits,
            Threads = request.Threads,
            Weight = method is "components" ? null : (left, right) =>
                scorer.Prepared.IsLeft(left, right) ? scorer.WeightBits(left, right) : scorer.WeightBits(right, left),
        };
    }

    static IEnumerable<GroupAccuracy> ByGroup(Column column, int[] persons, IReadOnlyList<MergedFinding> found, Column truth)
    {
        var merged = MergedAccuracy.ByGroup(found, persons, truth.Codes.Span, column.Codes.Span);
        return Accuracy.ByGroup(persons, truth.Codes.Span, column.Codes.Span)
            .Select((accuracy, code) => new GroupAccuracy(column.Name, Encoding.UTF8.GetString(column.Values[code]), accuracy, code < merged.Length ? merged[code] : new(0, 0, 0, 0)))
            .Where(group => group.Accuracy.Records > 0);
    }
}
