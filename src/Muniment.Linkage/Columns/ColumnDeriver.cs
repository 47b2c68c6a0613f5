using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Columns;

/// <summary>Makes columns out of columns.</summary>
/// <remarks>
/// Safe on any thread. The same result, codes included, whatever the number of threads: chunks are made by several, and coded by one, in order.
/// The new column owns its memory; the old ones stay with their owner.
/// </remarks>
public static unsafe class ColumnDeriver
{
    const int ChunkValues = 1 << 13;

    /// <summary>Maps each distinct value once. Codes stay in order of first appearance.</summary>
    /// <param name="source">The column to start from.</param>
    /// <param name="name">The new column's name.</param>
    /// <param name="mapper">Old value → new value or missing; missing values stay missing and are not asked about.</param>
    /// <param name="threads">Threads to use, at least 1.</param>
    public static Column Map(Column source, string name, ValueMapper mapper, int threads = 1) => Map(source, name, mapper, threads, mayShare: false);

    /// <summary>As the other; where no value changes, the new column may be a view of the old one, which must then outlive it.</summary>
    internal static Column Map(Column source, string name, ValueMapper mapper, int threads, bool mayShare)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var values = source.Values;
        using var builder = new ColumnBuilder(name);
        builder.AddMissing(1); // Code 0.
        var unchanged = mayShare ? 0L : -1; // So many values stayed as they are, and were not added; -1: values are added.
        Encode(
            values.Count - 1L,
            threads,
            (chunk, from, count) =>
            {
                var buffer = chunk.Buffer;
                for (var i = 0; i < count; i++)
                {
                    var value = values[(int)from + i + 1];
                    var any = mapper(value, ref buffer);
                    if (any)
                        chunk.Append(buffer.Value);
                    chunk.EndValue();
                    chunk.IsChanged |= !any || !buffer.Value.SequenceEqual(value);
                }
                chunk.Buffer = buffer;
            },
            chunk =>
            {
                if (unchanged >= 0 && !chunk.IsChanged)
                {
                    unchanged += chunk.Cells.Length;
                    return;
                }
                for (var code = 1; code <= unchanged; code++)
                    builder.Add(values[code]);
                unchanged = -1;
                builder.AddCells(chunk.Bytes, chunk.Cells);
            });
        if (unchanged >= 0)
            return new(name, source.Codes.View(), new ValueDictionary(values.Bytes.View(), values.Offsets.View(), values.Count));
        using var mapped = builder.Detach(out var dictionary);
        return new(name, Translate(source.Codes, mapped, threads), dictionary);
    }

    /// <summary>Joins columns row by row, with a blank between; missing parts are left out; missing where all parts are.</summary>
    /// <param name="name">The new column's name.</param>
    /// <param name="parts">At least one, all of one length.</param>
    /// <param name="threads">Threads to use, at least 1.</param>
    public static Column Join(string name, IReadOnlyList<Column> parts, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count, nameof(parts));
        if (parts.Any(part => part.Codes.Length != parts[0].Codes.Length))
            throw new ArgumentException($"The columns {string.Join(", ", parts.Select(part => part.Name))} differ in length.", nameof(parts));
        using var builder = new ColumnBuilder(name);
        void Fill(Chunk chunk, long from, int count)
        {
            for (var row = from; row < from + count; row++)
            {
                var any = false;
                for (var part = 0; part < parts.Count; part++)
                {
                    var code = parts[part].Codes[row];
                    if (code == 0)
                        continue;
                    if (any)
                        chunk.Append(" "u8);
                    chunk.Append(parts[part].Values[code]);
                    any = true;
                }
                chunk.EndValue();
            }
        }

        Encode(parts[0].Codes.Length, threads, Fill, chunk => builder.AddCells(chunk.Bytes, chunk.Cells));
        return builder.Build();
    }

    /// <summary>Lets several threads fill chunks of values, then hands on the chunks in order.</summary>
    static void Encode(long count, int threads, Action<Chunk, long, int> fill, Action<Chunk> take)
    {
        var wave = (int)Math.Min(threads, (count + ChunkValues - 1) / ChunkValues);
        var chunks = new Chunk[wave];
        try
        {
            for (var i = 0; i < wave; i++)
                chunks[i] = new Chunk();
            for (long from = 0; from < count; from += (long)wave * ChunkValues)
            {
                var start = from;
                For(wave, i =>
                {
                    chunks[i].Clear();
                    var begin = start + ((long)i * ChunkValues);
                    if (begin < count)
                        fill(chunks[i], begin, (int)Math.Min(ChunkValues, count - begin));
                });
                foreach (var chunk in chunks)
                    take(chunk);
            }
        }
        finally
        {
            foreach (var chunk in chunks)
                chunk?.Dispose();
        }
    }

    static NativeArray<int> Translate(NativeArray<int> codes, NativeArray<int> map, int threads)
    {
        var result = new NativeArray<int>(codes.Length);
        var share = (codes.Length + threads - 1) / threads;
        For(threads, i =>
        {
            var end = Math.Min(codes.Length, (i + 1) * share);
            for (var row = i * share; row < end; row++)
                result[row] = map[codes[row]];
        });
        return result;
    }

    static void For(int count, Action<int> body)
    {
        if (count == 1)
            body(0);
        else
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = count }, body);
    }

    /// <summary>Some thousand new values, one after the other.</summary>
    sealed class Chunk : IDisposable
    {
        readonly NativeBuffer<byte> _bytes = new(ChunkValues * 16);
        readonly Cell[] _cells = new Cell[ChunkValues];
        int _count;
        int _start;

        public CleanBuffer Buffer;

        /// <summary>True: some value is not as it was.</summary>
        public bool IsChanged;

        public byte* Bytes
        {
            get
            {
                _bytes.Reserve(BytesHash.Readable); // The encoder looks that far.
                return _bytes.Pointer;
            }
        }

        public ReadOnlySpan<Cell> Cells => _cells.AsSpan(0, _count);

        public void Clear()
        {
            _bytes.Count = 0;
            _count = _start = 0;
            IsChanged = false;
        }

        public void Append(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

        public void EndValue()
        {
            var end = checked((int)_bytes.Count);
            _cells[_count++] = new(_start, end - _start);
            _start = end;
        }

        public void Dispose() => _bytes.Dispose();
    }
}
