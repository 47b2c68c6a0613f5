using System.Numerics;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

sealed unsafe partial class BlockWorker
{
    // So many records ahead are asked for: a miss takes as long as some dozen pairs.
    const int Ahead = 24;

    int[] _ends = new int[256];

    public ulong[] Scratch = [];

    public long LargeBlocks { get; private set; }

    public long DroppedBlocks { get; private set; }

    public long DroppedPairs { get; private set; }

    /// <summary>The pairs of a partition's sorted entries.</summary>
    public void Blocks(ReadOnlySpan<ulong> entries)
    {
        var blocks = Cut(entries, out var used);
        var (start, asked) = (0, 0);
        for (var block = 0; block < blocks; block++)
        {
            var end = _ends[block];
            for (; asked < Math.Min(used, end + Ahead); asked++)
                EqualLanes.Prefetch(_lanes[_rows[asked]], _lanes.Stride);
            SplitByKey(_rows.AsSpan(start, end - start));
            start = end;
        }
    }

    // The rows of every block of two records or more into _rows, one after the other, and where each block ends into _ends.
    int Cut(ReadOnlySpan<ulong> entries, out int used)
    {
        if (_rows.Length < entries.Length)
        {
            _rows = new int[BitOperations.RoundUpToPowerOf2((uint)entries.Length)];
            _ends = new int[_rows.Length];
        }
        var (rows, ends) = (_rows, _ends);
        var blocks = 0;
        used = 0;
        for (var start = 0; start < entries.Length;)
        {
            var hash = entries[start] >> 32;
            var end = start + 1;
            while (end < entries.Length && entries[end] >> 32 == hash)
                end++;
            if (end - start > 1)
            {
                for (var k = start; k < end; k++)
                    rows[used++] = (int)(uint)entries[k];
                ends[blocks++] = used;
            }
            start = end;
        }
        return blocks;
    }

    // Two keys may share a hash: records whose keys differ from the first one's are blocks of their own.
    void SplitByKey(Span<int> rows)
    {
        var first = _lanes[rows[0]];
        var same = 1;
        while (same < rows.Length && SameKeys(first, _lanes[rows[same]]))
            same++;
        if (same == rows.Length)
        {
            Block(rows);
            return;
        }
        for (var k = same + 1; k < rows.Length; k++)
        {
            if (SameKeys(first, _lanes[rows[k]]))
                (rows[same], rows[k]) = (rows[k], rows[same++]);
        }
        rows[..same].Sort();
        rows[same..].Sort();
        if (same > 1)
            Block(rows[..same]);
        if (rows.Length - same > 1)
            SplitByKey(rows[same..]);
    }

    bool SameKeys(int* first, int* second)
    {
        foreach (var lane in _own[0].Keys)
        {
            if (first[lane] != second[lane])
                return false;
        }
        return true;
    }

    void Block(ReadOnlySpan<int> rows)
    {
        _chain = 0;
        if (rows.Length <= _cap)
        {
            Pairs(rows, 0, rows.Length);
            return;
        }
        LargeBlocks++;
        foreach (var source in _own)
        {
            _chain = source.ChainIndex;
            Refine(source, rows, 0);
        }
    }

    void Refine(PairSource source, ReadOnlySpan<int> rows, int depth)
    {
        var lane = source.Chain[depth];
        var codes = new int[rows.Length];
        var sorted = rows.ToArray();
        for (var k = 0; k < rows.Length; k++)
            codes[k] = _lanes[rows[k]][lane];
        Array.Sort(codes, sorted);
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && codes[end] == codes[start])
                end++;
            var part = sorted.AsSpan(start, end - start);
            part.Sort();
            var small = part.Length <= _cap;
            var last = depth + 1 == source.Chain.Length;
            if (codes[start] == 0 || (!small && last))
            {
                foreach (var row in part)
                    source.Note(row, null, _lanes.Count);
                if (codes[start] != 0)
                {
                    DroppedBlocks++;
                    DroppedPairs += (long)part.Length * (part.Length - 1) / 2;
                }
            }
            else if (small)
            {
                foreach (var row in part)
                    source.Note(row, depth + 1, _lanes.Count);
                if (part.Length > 1)
                    Pairs(part, 0, part.Length);
            }
            else
            {
                Refine(source, part, depth + 1);
            }
            start = end;
        }
    }
}
