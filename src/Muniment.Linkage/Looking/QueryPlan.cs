using System.Text;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Looking;

/// <summary>How the values of a query become what a model compares: which are read, which columns are computed of them, what each lane holds.</summary>
/// <remarks>
/// A query keeps its texts in slots: those it is given, then the derived columns in the model's order, then lanes that are expressions.
/// What no comparison and no rule reads is not computed. Immutable; safe on any thread.
/// </remarks>
sealed class QueryPlan
{
    readonly List<string> _slots = [];
    readonly List<(int Slot, int[] From, CleaningRecipe Recipe)> _derived = [];
    readonly List<(int Slot, Func<CleanBuffer[], string?> Text)> _computed = [];

    public QueryPlan(PreparedModel prepared)
    {
        var lanes = LanesRead(prepared);
        var expressions = prepared.LaneExpressions;
        var needed = lanes.SelectMany(lane => ColumnsOf(expressions[lane])).ToHashSet(StringComparer.Ordinal);
        foreach (var derived in prepared.Model.Columns.Reverse().Where(derived => needed.Contains(derived.Name)))
            needed.UnionWith(derived.From);
        var made = prepared.Model.Columns.Where(derived => needed.Contains(derived.Name)).ToList();
        var names = made.Select(derived => derived.Name).ToHashSet(StringComparer.Ordinal);
        _slots.AddRange(prepared.Table.Columns.Select(column => column.Name).Where(name => needed.Contains(name) && !names.Contains(name)));
        Fields = [.. _slots];
        // A column may be computed of one that stands after it, as when the table was made.
        for (var rest = made; rest.Count > 0;)
        {
            var ready = rest.Where(derived => derived.From.All(_slots.Contains)).ToList();
            foreach (var derived in ready.OrderBy(derived => derived.Steps.Count))
            {
                var (from, steps) = Shortest(derived, made);
                _derived.Add((_slots.Count, [.. from.Select(SlotOf)], CleaningRecipe.Parse(steps)));
                _slots.Add(derived.Name);
            }
            rest = [.. rest.Except(ready)];
        }
        Lanes = [.. lanes.Select(lane => (lane, SlotOf(expressions[lane])))];
    }

    /// <summary>The columns of the extracts that a query may give values of.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Each lane that is read, and the slot its text stands in.</summary>
    public (int Lane, int Slot)[] Lanes { get; }

    /// <summary>Number of slots; the first are <see cref="Fields"/>.</summary>
    public int SlotCount => _slots.Count;

    /// <summary>Computes every slot behind the given ones.</summary>
    /// <param name="slots">[SlotCount] texts; an empty one is missing.</param>
    /// <param name="joined">Room to join values in.</param>
    public void Compute(CleanBuffer[] slots, ref CleanBuffer joined)
    {
        foreach (var (slot, from, recipe) in _derived)
        {
            if (from.Length == 1)
            {
                recipe.TryClean(slots[from[0]].Value, ref slots[slot]);
                continue;
            }
            joined.Begin(256);
            foreach (var part in from)
            {
                if (slots[part].Value.IsEmpty)
                    continue;
                if (joined.Next.Length > 0)
                    joined.Append((byte)' ');
                joined.Append(slots[part].Value);
            }
            joined.Finish();
            recipe.TryClean(joined.Value, ref slots[slot]);
        }
        foreach (var (slot, text) in _computed)
            slots[slot].Load(text(slots) is { Length: > 0 } value ? Encoding.UTF8.GetBytes(value) : default);
    }

    /// <summary>The slot of a column, given or computed; -1: none.</summary>
    public int SlotOf(string column) => _slots.IndexOf(column);

    // A column that takes the steps of one before it and then some goes on from there: a name is cleaned once for three columns.
    // Not across a split, behind which steps work on each entry of a list.
    (IReadOnlyList<string> From, IReadOnlyList<string> Steps) Shortest(DerivedColumn derived, IEnumerable<DerivedColumn> others)
    {
        var start = others.Where(other => other.Steps.Count > 0 && other.Steps.Count < derived.Steps.Count && SlotOf(other.Name) >= 0
                && other.From.SequenceEqual(derived.From) && other.Steps.SequenceEqual(derived.Steps.Take(other.Steps.Count)) && !other.Steps.Any(CleaningSteps.IsSplit))
            .MaxBy(other => other.Steps.Count);
        return start is null ? (derived.From, derived.Steps) : ([start.Name], [.. derived.Steps.Skip(start.Steps.Count)]);
    }

    int SlotOf(Expression expression)
    {
        if (expression is FieldValue field)
            return SlotOf(field.Column);
        _computed.Add((_slots.Count, TextOf(expression)));
        _slots.Add(expression.ToString());
        return _slots.Count - 1;
    }

    Func<CleanBuffer[], string?> TextOf(Expression expression)
    {
        switch (expression)
        {
            case FieldValue field:
                var slot = _slots.IndexOf(field.Column);
                return slots => slots[slot].Value.IsEmpty ? null : Encoding.UTF8.GetString(slots[slot].Value);
            case Concatenate join:
                var parts = FieldBinder.PartsOf(join).Select(TextOf).ToArray();
                return slots =>
                {
                    var values = parts.Select(part => part(slots)).ToArray();
                    return values.Any(string.IsNullOrEmpty) ? null : FieldBinder.Joined(join, values!);
                };
            default:
                var (inner, change) = FieldBinder.ChangeOf(expression);
                var text = TextOf(inner);
                return slots => text(slots) is { Length: > 0 } value ? change(value) : null;
        }
    }

    static IEnumerable<string> ColumnsOf(Expression expression) => expression switch
    {
        FieldValue field => [field.Column],
        Concatenate join => FieldBinder.PartsOf(join).SelectMany(ColumnsOf),
        _ => ColumnsOf(FieldBinder.ChangeOf(expression).Text),
    };

    // The query is the left record of every pair: lanes that only right records are read by, that only refine blocks or only train need no value.
    static int[] LanesRead(PreparedModel prepared)
    {
        var rules = prepared.Rules.Take(prepared.Model.BlockingRules.Count).ToList();
        return [.. prepared.Comparisons.ToArray().Concat(rules.Select(rule => rule.Rest).OfType<ComparisonKernel>())
            .SelectMany(kernel => kernel.Levels).SelectMany(level => level).SelectMany(LanesOf)
            .Concat(rules.SelectMany(rule => rule.Keys).Select(key => key.Left))
            .Concat(prepared.TermFrequencyLanes.SelectMany(lanes => lanes).Where(lane => lane >= 0))
            .Distinct().Order()];
    }

    static IEnumerable<int> LanesOf(LevelTest test) => test.Kind switch
    {
        TestKind.Always => [],
        TestKind.Tree => LanesOf(test.Tree!),
        _ => [test.Left],
    };

    static IEnumerable<int> LanesOf(ConditionTree tree) => tree.Kind == TreeKind.Leaf ? LanesOf(tree.Leaf) : tree.Parts.SelectMany(LanesOf);
}
