namespace Muniment.Linkage.Cleaning;

/// <summary>Steps applied one after the other to a value: one UTF-8 value in, one out, or none.</summary>
/// <remarks>
/// Guarantees: pure and deterministic; nothing is allocated for a value once the buffer has grown. Immutable, so safe on any
/// thread; each thread brings its own buffer.
/// </remarks>
public sealed class CleaningRecipe
{
    /// <summary>Between the values of a list: U+001F, "unit separator", which no text holds.</summary>
    public const byte ListSeparator = 0x1F;

    readonly CleaningStep[] _steps;
    readonly CleaningRecipe? _perItem;

    CleaningRecipe(CleaningStep[] steps, CleaningRecipe? perItem)
    {
        _steps = steps;
        _perItem = perItem;
    }

    /// <summary>The steps, in order; those after a <c>split</c> work on each value of the list.</summary>
    public IReadOnlyList<CleaningStep> Steps => _perItem is null ? _steps : [.. _steps, .. _perItem.Steps];

    /// <summary>Reads a recipe.</summary>
    /// <param name="steps">Names of steps, in order, as <see cref="CleaningSteps.Catalogue"/> lists them; none: values stay as they are.</param>
    /// <exception cref="ArgumentException">A step is unknown or its argument cannot be read; the text says which and what is known.</exception>
    public static CleaningRecipe Parse(IReadOnlyList<string> steps)
    {
        var split = 0;
        while (split < steps.Count && !CleaningSteps.IsSplit(steps[split]))
            split++;
        var perItem = split < steps.Count ? Parse([.. steps.Skip(split + 1)]) : null;
        return new([.. TextStep.Merge([.. steps.Take(Math.Min(split + 1, steps.Count))])], perItem);
    }

    /// <summary>Cleans one value.</summary>
    /// <param name="value">UTF-8; empty = missing.</param>
    /// <param name="destination">Receives the cleaned value in <see cref="CleanBuffer.Value"/>.</param>
    /// <returns>False: nothing is left, the value is missing.</returns>
    public bool TryClean(ReadOnlySpan<byte> value, ref CleanBuffer destination)
    {
        destination.Load(value);
        if (value.IsEmpty)
            return false;
        foreach (var step in _steps)
        {
            if (!step.Apply(ref destination))
                return destination.Keep(0, 0);
        }
        return _perItem is null ? destination.Value.Length > 0 : CleanItems(ref destination);
    }

    // Lists are rare and short: each item is copied out, cleaned and kept unless it is missing or there already.
    bool CleanItems(ref CleanBuffer buffer)
    {
        var items = buffer.Value.ToArray();
        var cleaned = new CleanBuffer();
        buffer.Begin(items.Length);
        foreach (var range in items.AsSpan().Split(ListSeparator))
        {
            if (!_perItem!.TryClean(items.AsSpan(range), ref cleaned) || Contains(buffer.Next, cleaned.Value))
                continue;
            if (buffer.Next.Length > 0)
                buffer.Append(ListSeparator);
            buffer.Append(cleaned.Value);
        }
        return buffer.Finish();
    }

    static bool Contains(ReadOnlySpan<byte> list, ReadOnlySpan<byte> item)
    {
        foreach (var range in list.Split(ListSeparator))
        {
            if (list[range].SequenceEqual(item))
                return true;
        }
        return false;
    }
}
