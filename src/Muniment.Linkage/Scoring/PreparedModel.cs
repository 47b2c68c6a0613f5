using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>A model bound to a table: every expression a lane, every condition a list of tests on lanes.</summary>
/// <remarks>Knows nothing of m and u: training and scoring share it. Immutable; safe on any thread.</remarks>
public sealed unsafe class PreparedModel : IDisposable
{
    readonly ComparisonKernel[] _comparisons;
    readonly FieldBinder _binder;
    readonly Lazy<RecordSample> _sample;

    /// <summary>Binds a model's comparisons and blocking rules.</summary>
    /// <param name="table">The records; the derived columns of the model are already among its columns.</param>
    /// <param name="model">The model; its m, u and prior are not read.</param>
    /// <param name="threads">How many threads may be used, 1 or more.</param>
    /// <exception cref="ModelException">The model names a column the table lacks, or a condition this engine cannot run.</exception>
    public PreparedModel(RecordTable table, LinkModel model, int threads)
    {
        Table = table;
        Model = model;
        Threads = threads;
        var binder = _binder = new FieldBinder(table);
        var compiler = new ConditionCompiler(binder, model.Text);
        var drafts = model.Comparisons.Select(comparison => compiler.Compile(comparison.Levels.Select(level => level.Condition))).ToArray();
        var rules = model.BlockingRules.Concat(model.TrainingRules).Select(rule => RuleDraft.Of(rule, binder, compiler)).ToArray();
        TermFrequencyLanes = [.. model.Comparisons.Select(TermFrequencyLanesOf)];
        RefinementLanes = [.. model.Refinements.Select(chain => chain.Select(binder.BindColumn).ToArray())];
        var all = drafts.Concat(rules.Select(rule => rule.Rest).OfType<ComparisonDraft>()).ToArray();
        Data = LaneDataOf(binder, all, threads);
        _comparisons = [.. drafts.Select(draft => draft.Finish(Data))];
        Rules = [.. rules.Select(rule => new PreparedRule(rule.Keys, rule.Rest?.Finish(Data)))];
        Lanes = new Lanes(table.Count, binder.Fields, threads);
        LaneExpressions = binder.Expressions;
        Gammas = [.. model.Comparisons.Select(GammasOf)];
        _sample = new(() => RecordSample.Of(table, model, threads));
    }

    PreparedModel(PreparedModel known, LinkModel model)
    {
        (Table, Model, Threads, Data, Lanes, Rules, RefinementLanes, LaneExpressions, _binder, _sample) = (known.Table, model, known.Threads, known.Data, known.Lanes, known.Rules, known.RefinementLanes, known.LaneExpressions, known._binder, known._sample);
        var added = model.Comparisons.Skip(known.Model.Comparisons.Count).ToArray();
        var compiler = new ConditionCompiler(_binder, model.Text);
        _comparisons = [.. known._comparisons, .. added.Select(comparison => compiler.Compile(comparison.Levels.Select(level => level.Condition)).Finish(Data))];
        TermFrequencyLanes = [.. known.TermFrequencyLanes, .. added.Select(TermFrequencyLanesOf)];
        Gammas = [.. known.Gammas, .. added.Select(GammasOf)];
        if (_binder.Fields.Count > Lanes.Fields.Count)
            throw new ArgumentException("A comparison that was added reads a value that is not packed.", nameof(model));
    }

    /// <summary>The records.</summary>
    public RecordTable Table { get; }

    /// <summary>The model that was bound.</summary>
    public LinkModel Model { get; }

    /// <summary>How many threads a run over this model uses.</summary>
    public int Threads { get; }

    /// <summary>The packed records.</summary>
    public Lanes Lanes { get; }

    /// <summary>[comparisons][levels] gamma of each level: -1 for a null level, else counting down to 0.</summary>
    public sbyte[][] Gammas { get; }

    internal LaneData Data { get; }

    /// <summary>Some of the records, drawn by what they say; drawn when first asked for.</summary>
    internal RecordSample Sample => _sample.Value;

    /// <summary>[lanes] what each lane holds, as an expression over one record.</summary>
    internal IReadOnlyList<Expression> LaneExpressions { get; }

    /// <summary>The blocking rules, then the training rules.</summary>
    internal PreparedRule[] Rules { get; }

    /// <summary>[comparisons][levels] lane whose term frequencies adjust the level; -1: none.</summary>
    internal int[][] TermFrequencyLanes { get; }

    /// <summary>[chains] lanes that split blocks over the cap.</summary>
    internal int[][] RefinementLanes { get; }

    internal ReadOnlySpan<ComparisonKernel> Comparisons => _comparisons;

    /// <summary>Fills in the level of each comparison for a pair of rows.</summary>
    /// <param name="left">Row of the left record.</param>
    /// <param name="right">Row of the right record.</param>
    /// <param name="levels">Receives the index of the level of each comparison, [comparisons].</param>
    public void LevelsOf(int left, int right, Span<byte> levels) => LevelsOf(Lanes[left], Lanes[right], levels);

    /// <summary>As the other: equal lanes first, then signatures, then the texts that are still in question.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Its vectors cannot be compiled ahead of time.
    internal void LevelsOf(int* a, int* b, Span<byte> levels)
    {
        if (Lanes.Stride > EqualLanes.Most)
        {
            LevelsOneByOne(a, b, levels);
            return;
        }
        var equal = EqualLanes.Of(a, b, Lanes.Stride, out var missing);
        for (var comparison = 0; comparison < _comparisons.Length; comparison++)
        {
            var kernel = _comparisons[comparison];
            levels[comparison] = (byte)(kernel.IsPlanned ? kernel.Level(a, b, equal, missing) : kernel.Level(a, b));
        }
    }

    /// <summary>As the others, every condition asked in order: the slow twin.</summary>
    internal void LevelsOneByOne(int* a, int* b, Span<byte> levels)
    {
        for (var comparison = 0; comparison < _comparisons.Length; comparison++)
            levels[comparison] = (byte)_comparisons[comparison].Level(a, b);
    }

    /// <summary>True where <paramref name="first"/> is the left record of the pair it makes with <paramref name="second"/>.</summary>
    /// <remarks>As Splink orders pairs: by source where two sources are linked, else by source name and record id as text.</remarks>
    public bool IsLeft(int first, int second)
    {
        if (Table.Sources.Count > 1)
        {
            int source = Table.SourceOf(first), other = Table.SourceOf(second);
            if (source != other)
            {
                return Model.LinkType == LinkType.Link && Table.Sources.Count == 2
                    ? source < other
                    : string.CompareOrdinal(Table.Sources[source].Name, Table.Sources[other].Name) < 0;
            }
        }
        var order = Table.Ids[first + 1].SequenceCompareTo(Table.Ids[second + 1]);
        return order < 0 || (order == 0 && first < second);
    }

    /// <summary>Asks for what <see cref="IsLeft"/> will read of a record: first where its id begins, then the id.</summary>
    internal void PrefetchId(int row, bool text)
    {
        if (!Sse.IsSupported)
            return;
        var place = Table.Ids.Offsets.Pointer + row + 1;
        Sse.Prefetch0(text ? Table.Ids.Bytes.Pointer + *place : place);
    }

    /// <summary>The same records under a model with further comparisons behind the known ones, over values already packed.</summary>
    /// <param name="model">The model that was bound, and more comparisons. The packed records are shared: dispose one of the two.</param>
    public PreparedModel With(LinkModel model) => new(this, model);

    /// <inheritdoc/>
    public void Dispose() => Lanes.Dispose();

    int[] TermFrequencyLanesOf(Comparison comparison) =>
        [.. comparison.Levels.Select(level => level.TermFrequencyColumn is { } column ? _binder.BindColumn(column) : -1)];

    static sbyte[] GammasOf(Comparison comparison)
    {
        var next = comparison.Levels.Count(level => !level.IsNull) - 1;
        return [.. comparison.Levels.Select(level => level.IsNull ? (sbyte)-1 : (sbyte)next--)];
    }

    static LaneData LaneDataOf(FieldBinder binder, ComparisonDraft[] drafts, int threads)
    {
        var lanes = binder.Fields.Count;
        var numbers = new double[lanes][];
        foreach (var lane in drafts.SelectMany(draft => draft.NumberLanes).Distinct())
            numbers[lane] = binder.NumbersOf(lane);
        var signatures = new TextSignature[lanes][];
        foreach (var (lane, unit) in drafts.SelectMany(draft => draft.TextLanes).Distinct())
        {
            var values = binder.Fields[lane].Values;
            var computed = new TextSignature[values.Count];
            Parallel.For(0, (values.Count + 8191) / 8192, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
            {
                for (var code = chunk * 8192; code < Math.Min(values.Count, (chunk + 1) * 8192); code++)
                    computed[code] = TextSignature.Of(values[code], unit);
            });
            signatures[lane] = computed;
        }
        return new LaneData([.. binder.Fields.Select(field => field.Values)], numbers, signatures);
    }
}

/// <summary>A blocking rule bound to lanes: equalities that make the blocks, and a rest that each pair must also pass.</summary>
/// <param name="Keys">Lane of the left and of the right value of each equality; the two are one lane where both sides read alike.</param>
/// <param name="Rest">The other conditions (level 0 holds); null: none.</param>
sealed record PreparedRule((int Left, int Right)[] Keys, ComparisonKernel? Rest)
{
    /// <summary>True where both sides read the same lanes, so that a pair's order does not matter to the blocks.</summary>
    public bool IsSymmetric { get; } = Keys.All(key => key.Left == key.Right);
}

/// <summary>A rule, before the lanes' data is known.</summary>
sealed record RuleDraft((int Left, int Right)[] Keys, ComparisonDraft? Rest)
{
    public static RuleDraft Of(BlockingRule rule, FieldBinder binder, ConditionCompiler compiler)
    {
        var keys = new List<(int, int)>();
        var rest = new List<Condition>();
        foreach (var part in Parts(rule.Condition))
        {
            if (part is Test { Relation: Relation.Equal, Left: not (TextLiteral or NumberLiteral), Right: not (TextLiteral or NumberLiteral) } test
                && binder.Bind(test.Left) is var (first, firstSide) && binder.Bind(test.Right) is var (second, secondSide) && firstSide != secondSide)
                keys.Add(firstSide == Side.Left ? (first, binder.Recoded(second, first)) : (second, binder.Recoded(first, second)));
            else if (part is not Otherwise)
                rest.Add(part);
        }
        if (keys.Count == 0 && rest.Count > 0)
            throw new ModelException($"The blocking rule '{rule.Sql ?? rule.Condition.ToString()}' has no equality between the two records, so it would look at every pair. Add one, such as l.surname = r.surname.");
        return new RuleDraft([.. keys], rest.Count == 0 ? null : compiler.Compile([new All(rest), new Otherwise()]));
    }

    static IEnumerable<Condition> Parts(Condition condition) =>
        condition is All all ? all.Parts.SelectMany(Parts) : [condition];
}
