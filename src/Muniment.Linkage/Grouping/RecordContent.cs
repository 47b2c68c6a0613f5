using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Grouping;

/// <summary>What a record says, as a number: the same for the same content, wherever the record stands and whatever its id.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed class RecordContent
{
    readonly Column[] _columns;

    /// <summary>Reads nothing yet.</summary>
    /// <param name="table">The records.</param>
    /// <param name="leaveOut">Columns that must not decide anything, such as the truth; null: none.</param>
    public RecordContent(RecordTable table, IReadOnlyCollection<string>? leaveOut = null) =>
        _columns = [.. table.Columns.Where(column => leaveOut?.Contains(column.Name) != true).OrderBy(column => column.Name, StringComparer.Ordinal)];

    /// <summary>A 64-bit hash of all values of a row.</summary>
    public ulong HashOf(int row)
    {
        var hash = 0UL;
        foreach (var column in _columns)
            hash = unchecked((hash * 0x9E3779B97F4A7C15) + RecordOrder.Hash(column.Values[column.Codes[row]])); // An odd multiplier keeps the columns' order.
        return hash;
    }
}
