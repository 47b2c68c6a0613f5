using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;
using Muniment.Tables;

namespace Muniment.Cli.Linking;

/// <summary>Records read and cleaned, and a model bound to them: what link, train and blocking begin with.</summary>
sealed record BoundModel : IDisposable
{
    /// <summary>The extracts as they were read.</summary>
    public required LoadResult Loaded { get; init; }

    /// <summary>The columns that stages which decide may see: not the truth.</summary>
    public required RecordTable Visible { get; init; }

    /// <summary>The records with the model's derived columns.</summary>
    public required RecordTable Table { get; init; }

    public required LinkModel Model { get; init; }

    public required PreparedModel Prepared { get; init; }

    /// <summary>Sentences on what was chosen; later stages add theirs.</summary>
    public required List<string> Chosen { get; init; }

    /// <summary>True: the user gave the model; false: it was chosen here and is not trained yet.</summary>
    public required bool IsGiven { get; init; }

    /// <summary>Reads the extracts, reads or chooses the model, cleans the records and binds the one to the other.</summary>
    /// <param name="request">What the user asked for.</param>
    /// <param name="clock">Measures the stages.</param>
    /// <param name="change">What the caller needs otherwise in the model before it is bound; null: nothing.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static BoundModel Bind(LinkRequest request, StageClock clock, Func<LinkModel, LinkModel>? change, CancellationToken cancellation)
    {
        var given = request.ModelPath is { } path ? ModelFile.Read(path) : null;
        var loaded = clock.Run("load", () => ExtractLoader.Load(request.Extracts, new LoadOptions
        {
            IdColumn = request.IdColumn ?? (given is { Faithful: true } ? given.IdColumn : null),
            Threads = request.Threads,
            MemoryLimitBytes = request.MemoryBytes,
            IsWholeRun = true,
        }, clock.Progress, cancellation));
        if (request.TruthColumn is { } truth)
            Find(loaded.Table, truth, "take the truth from");
        var chosen = new List<string>(loaded.Notices);
        var visible = VisibleOf(loaded.Table, request);
        var model = given ?? clock.Run("choose", () => AutoModel.Choose(visible, request.Type ?? LinkType.Both, chosen, request.Threads, request.WithoutSteps));
        if (request.Type is { } type)
            model = model with { LinkType = type };
        var table = clock.Run("clean", () => DerivedColumns.Add(loaded.Table, model.Columns, request.Threads));
        if (given is null)
            model = clock.Run("widen", () => AutoModel.Widen(model, table, chosen, request.Threads));
        if (change is not null)
            model = change(model);
        return new BoundModel
        {
            Loaded = loaded,
            Visible = visible,
            Table = table,
            Model = model,
            Prepared = clock.Run("prepare", () => new PreparedModel(table, model, request.Threads)),
            Chosen = chosen,
            IsGiven = given is not null,
        };
    }

    /// <summary>Trains, and weighs correlated fields together in a model of ours.</summary>
    /// <param name="learn">Learns m, u and the prior of <see cref="Prepared"/>.</param>
    /// <param name="clock">Measures the stages.</param>
    /// <returns>The same records under the trained model; it shares what this holds, so dispose one of the two.</returns>
    public (TrainingResult Training, BoundModel Trained) Train(Func<PreparedModel, TrainingResult> learn, StageClock clock)
    {
        var training = clock.Run("train", () => learn(Prepared));
        if (Model.Faithful)
            return (training, this with { Model = training.Model });
        var model = clock.Run("correlate", () => FieldCorrelations.Correct(Prepared, training.Model, Chosen));
        return (training, this with { Model = model, Prepared = Prepared.With(model) });
    }

    /// <summary>A column by its name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static Column Find(RecordTable table, string column, string purpose) => table.Find(column) ?? throw new BadInputException(
        $"There is no column '{column}' to {purpose}. The columns are: {string.Join(", ", table.Columns.Select(other => other.Name))}.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Prepared.Dispose();
        Table.Dispose();
        Loaded.Dispose();
    }

    // No stage that decides may see the truth, nor the columns people's accuracy is told by: whatever is named truth_ is one (docs/commands/generate.md).
    static RecordTable VisibleOf(RecordTable table, LinkRequest request) =>
        new(table.Sources, table.Ids, [.. table.Columns.Where(column => column.Name != request.TruthColumn && !request.TruthColumns.Contains(column.Name)
            && !column.Name.StartsWith("truth_", StringComparison.OrdinalIgnoreCase))]);
}
