using Muniment.Linkage.Blocking;
using Muniment.Linkage.Cleaning;
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

    public required double ThresholdBits { get; init; }

    /// <summary>Null: every pair was kept.</summary>
    public required double? KeepBits { get; init; }

    public required IReadOnlyList<string> Chosen { get; init; }

    public TrainingResult? Training { get; init; }

    public Accuracy? Accuracy { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Scorer.Prepared.Dispose();
        Table.Dispose();
        Loaded.Dispose();
    }
}

/// <summary>Reads, chooses, trains, compares, groups: everything but writing.</summary>
static class LinkRun
{
    const double ImportedThreshold = 0.95;
    const double DefaultThreshold = 0.5;

    public static LinkOutcome Run(LinkRequest request, StageClock clock, RunProgress? progress, CancellationToken cancellation)
    {
        var given = request.ModelPath is { } path ? ModelFile.Read(path) : null;
        var loaded = clock.Run("load", () => ExtractLoader.Load(request.Extracts, new LoadOptions
        {
            IdColumn = request.IdColumn ?? (given is { Faithful: true } ? given.IdColumn : null),
            Threads = request.Threads,
            MemoryLimitBytes = request.MemoryBytes,
        }, null, cancellation));
        var chosen = new List<string>(loaded.Notices);
        var model = given ?? clock.Run("choose", () => AutoModel.Choose(Visible(loaded.Table, request), request.Type ?? LinkType.Both, chosen, request.Threads));
        if (request.Type is { } type)
            model = model with { LinkType = type };
        var table = clock.Run("clean", () => DerivedColumns.Add(loaded.Table, model.Columns, request.Threads));
        var prepared = clock.Run("prepare", () => new PreparedModel(table, model, request.Threads));
        TrainingResult? training = null;
        if (given is null)
        {
            training = clock.Run("train", () => ModelTraining.Train(prepared, new TrainingOptions { Seed = request.Seed }, cancellation));
            model = training.Model;
        }
        var threshold = request.Threshold ?? model.Threshold ?? (model.Faithful ? ImportedThreshold : DefaultThreshold);
        var keep = request.Keep ?? Math.Min(0.5, threshold);
        if (keep > threshold)
            throw new BadInputException($"--keep {keep} is greater than the threshold {threshold}: persons would be made of edges that are not kept. Give a --keep of at most {threshold}.");
        var (thresholdBits, keepBits) = (Bits.Weight(threshold), keep > 0 ? Bits.Weight(keep) : (double?)null);
        model = model with { Threshold = threshold };
        var scorer = new PairScorer(prepared, model);
        var pairs = clock.Run("compare", () => PairRun.Run(scorer, new PairRunOptions { KeepBits = keepBits, Progress = progress, Width = request.Width, EarlyExit = request.EarlyExit }, cancellation));
        var persons = clock.Run("group", () => Persons.Group(pairs.Edges, table.Sources, GroupingOf(model, request, scorer, thresholdBits), cancellation));
        return new LinkOutcome
        {
            Loaded = loaded,
            Table = table,
            Model = model,
            Scorer = scorer,
            Pairs = pairs,
            PersonOfRecord = persons,
            ThresholdBits = thresholdBits,
            KeepBits = keepBits,
            Chosen = chosen,
            Training = training,
            Accuracy = request.TruthColumn is { } truth ? Measure(table, persons, truth) : null,
        };
    }

    // No stage that decides may see the truth, nor the columns people's accuracy is told by.
    static RecordTable Visible(RecordTable table, LinkRequest request) =>
        new(table.Sources, table.Ids, [.. table.Columns.Where(column => column.Name != request.TruthColumn)]);

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

    static Accuracy Measure(RecordTable table, int[] persons, string column) =>
        Accuracy.Of(persons, Find(table, column).Codes.Span);

    static Column Find(RecordTable table, string column) => table.Find(column) ?? throw new BadInputException(
        $"There is no column '{column}' to take the truth from. The columns are: {string.Join(", ", table.Columns.Select(other => other.Name))}.");
}
