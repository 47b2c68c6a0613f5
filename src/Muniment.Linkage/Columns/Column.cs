namespace Muniment.Linkage.Columns;

/// <summary>One field of every record, dictionary-encoded.</summary>
/// <remarks>Immutable after loading; safe on any thread.</remarks>
public sealed class Column : IDisposable
{
    int[]? _counts;

    /// <summary>Takes ownership of codes and values.</summary>
    /// <param name="name">The field's name, unique in its table.</param>
    /// <param name="codes">[records] code of each record's value, 0 where missing.</param>
    /// <param name="values">What each code stands for.</param>
    public Column(string name, NativeArray<int> codes, ValueDictionary values)
    {
        Name = name;
        Codes = codes;
        Values = values;
    }

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>[records] code of each record's value; 0 = missing.</summary>
    public NativeArray<int> Codes { get; }

    /// <summary>What each code stands for.</summary>
    public ValueDictionary Values { get; }

    /// <summary>[Values.Count] how many records hold each code; counted when first asked for.</summary>
    public ReadOnlySpan<int> Counts => _counts ??= Count();

    /// <inheritdoc/>
    public void Dispose()
    {
        Codes.Dispose();
        Values.Dispose();
    }

    int[] Count()
    {
        var counts = new int[Values.Count];
        foreach (var code in Codes.Span)
            counts[code]++;
        return counts;
    }
}
