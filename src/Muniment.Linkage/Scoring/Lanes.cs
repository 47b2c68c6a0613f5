using System.Collections.Concurrent;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Scoring;

/// <summary>The values a run compares, packed record by record: one row of int32 lanes each, so that a record costs one fetch.</summary>
/// <remarks>
/// Lane layout: [records × Stride], row-major; lane k of a record is the code of <see cref="Fields"/>[k], 0 where missing.
/// Stride is a multiple of 4, so a record of up to 16 lanes touches at most two cache lines. Immutable; safe on any thread.
/// </remarks>
public sealed unsafe class Lanes : IDisposable
{
    readonly NativeArray<int> _codes;
    readonly ConcurrentBag<NativeArray<ulong>> _rooms = [];

    /// <summary>Packs the columns' codes.</summary>
    /// <param name="count">Number of records.</param>
    /// <param name="fields">What each lane holds.</param>
    /// <param name="threads">How many threads may pack, 1 or more.</param>
    internal Lanes(int count, IReadOnlyList<Column> fields, int threads)
    {
        Count = count;
        Fields = fields;
        Stride = Math.Max(4, (fields.Count + 3) & ~3);
        _codes = new NativeArray<int>((long)count * Stride);
        var sources = fields.Select(field => field.Codes).ToArray();
        const int Chunk = 1 << 16;
        Parallel.For(0, (count + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
        {
            var first = chunk * Chunk;
            var end = Math.Min(count, first + Chunk);
            // 256 rows at a time: the packed rows stay in the nearest cache while every column passes over them.
            for (var start = first; start < end; start += 256)
            {
                var stop = Math.Min(end, start + 256);
                for (var lane = 0; lane < sources.Length; lane++)
                {
                    var from = sources[lane].Pointer;
                    var to = _codes.Pointer + ((long)start * Stride) + lane;
                    for (var row = start; row < stop; row++, to += Stride)
                        *to = from[row];
                }
            }
        });
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>What each lane holds.</summary>
    public IReadOnlyList<Column> Fields { get; }

    /// <summary>Number of int32 from one record to the next.</summary>
    public int Stride { get; }

    /// <summary>The first lane of a record.</summary>
    internal int* this[int row] => _codes.Pointer + ((long)row * Stride);

    /// <summary>Room for a number a record, with anything in it: from an earlier use, so that one rule after the other needs no fresh pages.</summary>
    internal NativeArray<ulong> Rent() => _rooms.TryTake(out var room) ? room : new NativeArray<ulong>(Count);

    /// <summary>Gives room back.</summary>
    internal void Return(NativeArray<ulong> room) => _rooms.Add(room);

    /// <summary>Frees the room that nobody uses.</summary>
    internal void FreeRooms()
    {
        while (_rooms.TryTake(out var room))
            room.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        FreeRooms();
        _codes.Dispose();
    }
}
