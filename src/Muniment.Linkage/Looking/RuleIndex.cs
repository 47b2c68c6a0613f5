using System.Numerics;
using System.Runtime.CompilerServices;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Looking;

/// <summary>The records of a table by the hash of one blocking rule's key.</summary>
/// <remarks>
/// Two arrays: bucket b's records are rows [starts[b], starts[b + 1]) of the second, ascending. About one record a bucket; keys that share a
/// bucket are told apart by whoever reads the records. A record with a missing key value is in no bucket. Immutable; safe on any thread.
/// </remarks>
sealed unsafe class RuleIndex : IDisposable
{
    readonly NativeArray<int> _starts;
    readonly NativeArray<int> _rows;
    readonly int _shift;

    /// <summary>Sorts the records into buckets: two passes over the packed records.</summary>
    /// <param name="lanes">The packed records.</param>
    /// <param name="rule">The rule; the query is its left record, the table's are right ones.</param>
    public RuleIndex(Lanes lanes, PreparedRule rule)
    {
        Rule = rule;
        QueryKeys = [.. rule.Keys.Select(key => key.Left)];
        RecordKeys = [.. rule.Keys.Select(key => key.Right)];
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, lanes.Count)), 1, 30);
        _shift = 64 - bits;
        _starts = new NativeArray<int>((1L << bits) + 1);
        var held = 0;
        for (var row = 0; row < lanes.Count; row++)
        {
            var hash = BlockEntries.HashOf(lanes[row], RecordKeys);
            if (hash == 0)
                continue;
            _starts[(long)(hash >> _shift)]++;
            held++;
        }
        var next = 0;
        for (var bucket = 0L; bucket < _starts.Length; bucket++)
            _starts[bucket] = next += _starts[bucket];
        _rows = new NativeArray<int>(held);
        // Backwards, so that each bucket's end moves to its start and its rows come out ascending.
        for (var row = lanes.Count - 1; row >= 0; row--)
        {
            var hash = BlockEntries.HashOf(lanes[row], RecordKeys);
            if (hash != 0)
                _rows[--_starts[(long)(hash >> _shift)]] = row;
        }
    }

    /// <summary>The rule.</summary>
    public PreparedRule Rule { get; }

    /// <summary>Lanes of the query that make its key.</summary>
    public int[] QueryKeys { get; }

    /// <summary>Lanes of the records that make theirs.</summary>
    public int[] RecordKeys { get; }

    /// <summary>Bytes of memory the index takes.</summary>
    public long ByteCount => (_starts.Length + _rows.Length) * sizeof(int);

    /// <summary>Asks the memory for the bucket of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(ulong hash) => Memory.Fetch(_starts.Pointer + (hash >> _shift));

    /// <summary>Asks the memory for the first rows in the bucket of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FetchRows(ulong hash) => Memory.Fetch(_rows.Pointer + _starts.Pointer[hash >> _shift]);

    /// <summary>The rows in the bucket of a hash, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> Bucket(ulong hash)
    {
        var start = _starts.Pointer + (hash >> _shift);
        return new(_rows.Pointer + start[0], start[1] - start[0]);
    }

    /// <summary>True where a record has the query's key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(int* query, int* record)
    {
        for (var key = 0; key < RecordKeys.Length; key++)
        {
            if (query[QueryKeys[key]] != record[RecordKeys[key]])
                return false;
        }
        return Rule.Rest is null || Rule.Rest.Level(query, record) == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _starts.Dispose();
        _rows.Dispose();
    }
}
