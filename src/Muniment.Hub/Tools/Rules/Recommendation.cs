using System.Collections.Immutable;
using System.Numerics;

namespace Muniment.Hub.Tools.Rules;

/// <summary>What a tool recommends for some inputs, and why. It decides nothing.</summary>
/// <param name="Rows">Indices of the rows that made it; empty: the default did.</param>
/// <param name="Outputs">Indices of what is recommended, the one that protects most first; one alone where the first row decides.</param>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed record Recommendation(ImmutableArray<int> Rows, ImmutableArray<int> Outputs)
{
    /// <summary>Works it out. Pure.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="values">[inputs] each input's value; null: unknown.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than inputs, or no row holds and there is no default.</exception>
    public static Recommendation Of(DecisionTool tool, ReadOnlySpan<long?> values)
    {
        if (values.Length != tool.Inputs.Length)
            throw new ArgumentException($"{values.Length} values were given for {tool.Inputs.Length} inputs.", nameof(values));
        var rows = RowsHeld(tool, values);
        if (rows == 0 && tool.Default is null)
            throw new ArgumentException($"No row of '{tool.Id}' holds, and it has no default. ToolCheck refuses such a tool.", nameof(tool));
        var held = ImmutableArray.CreateBuilder<int>(BitOperations.PopCount(rows));
        for (var left = rows; left != 0; left &= left - 1)
            held.Add(BitOperations.TrailingZeroCount(left));
        return new(held.MoveToImmutable(), [.. Places(OutputsOf(tool, rows))]);
    }

    /// <summary>Whether anything of it goes against the person.</summary>
    public bool IsAdverse(DecisionTool tool) => Outputs.Any(output => tool.Outputs[output].IsAdverse);

    /// <summary>Whether equality figures count it as flagged.</summary>
    public bool IsFlagged(DecisionTool tool) => Outputs.Any(output => tool.Outputs[output].IsFlagged);

    /// <summary>The rows that hold, a bit each; of the first that holds alone where the tool does not collect. 0: none.</summary>
    internal static ulong RowsHeld(DecisionTool tool, ReadOnlySpan<long?> values)
    {
        var held = 0ul;
        for (var row = 0; row < tool.Rows.Length; row++)
        {
            if (!Holds(tool, tool.Rows[row], values))
                continue;
            held |= 1ul << row;
            if (!tool.Collects)
                break;
        }
        return held;
    }

    /// <summary>What rows recommend, a bit for each output; of no row: the default's, or 0.</summary>
    internal static ulong OutputsOf(DecisionTool tool, ulong rows)
    {
        if (rows == 0)
            return tool.Default is { } otherwise ? 1ul << otherwise.Output : 0;
        var outputs = 0ul;
        for (var left = rows; left != 0; left &= left - 1)
            outputs |= 1ul << tool.Rows[BitOperations.TrailingZeroCount(left)].Output;
        return outputs;
    }

    /// <summary>The places of bits, the lowest first.</summary>
    internal static IEnumerable<int> Places(ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
            yield return BitOperations.TrailingZeroCount(bits);
    }

    // Where the output goes against her it takes certainty; where it protects her the possibility is enough.
    static bool Holds(DecisionTool tool, ToolRow row, ReadOnlySpan<long?> values)
    {
        var certain = tool.Outputs[row.Output].IsCertain;
        foreach (var test in row.Tests)
        {
            var value = values[test.Input];
            if (!(certain ? test.SurelyHolds(value) : test.MayHold(value)))
                return false;
        }
        return true;
    }
}
