using System.Buffers.Text;
using Muniment.Linkage.Columns;

namespace Muniment.Tables;

/// <summary>Collects record ids, all in one list, and knows which of the current source it has seen.</summary>
sealed class IdBuilder : IDisposable
{
    readonly ValueDictionaryBuilder _all = new();
    ValueDictionaryBuilder _ofSource = new();

    /// <summary>Number of ids.</summary>
    public int Count => _all.Count - 1;

    public void StartSource()
    {
        _ofSource.Dispose();
        _ofSource = new();
    }

    /// <summary>Adds an id; false if the source has it already.</summary>
    public bool TryAdd(ReadOnlySpan<byte> id)
    {
        var before = _ofSource.Count;
        if (_ofSource.Code(id) < before)
            return false;
        _all.Append(id);
        return true;
    }

    /// <summary>Adds a row number as id, without looking whether it is new.</summary>
    public void AddNumber(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        _all.Append(digits[..length]);
    }

    public ValueDictionary Build() => _all.Build();

    public void Dispose()
    {
        _all.Dispose();
        _ofSource.Dispose();
    }
}
