using Muniment.Linkage.Grouping;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

/// <summary>Edges as one thread finds them.</summary>
sealed class EdgeBuffer
{
    ulong[] _pairs = new ulong[1024];
    long[] _scores = new long[1024];
    short[] _rules = new short[1024];

    public int Count { get; private set; }

    public void Add(int left, int right, long score, int rule)
    {
        if (Count == _pairs.Length)
        {
            Array.Resize(ref _pairs, Count * 2);
            Array.Resize(ref _scores, Count * 2);
            Array.Resize(ref _rules, Count * 2);
        }
        _pairs[Count] = ((ulong)(uint)left << 32) | (uint)right;
        _scores[Count] = score;
        _rules[Count++] = (short)rule;
    }

    /// <summary>All threads' edges, in order of left row, then right row: the order does not tell who found them.</summary>
    public static EdgeList Sorted(IReadOnlyList<EdgeBuffer> buffers)
    {
        var count = buffers.Sum(buffer => buffer.Count);
        var pairs = new ulong[count];
        var order = new (int Buffer, int Index)[count];
        var at = 0;
        for (var buffer = 0; buffer < buffers.Count; buffer++)
        {
            for (var index = 0; index < buffers[buffer].Count; index++, at++)
            {
                pairs[at] = buffers[buffer]._pairs[index];
                order[at] = (buffer, index);
            }
        }
        Array.Sort(pairs, order);
        var edges = new EdgeList(new int[count], new int[count], new double[count], new short[count]);
        for (var edge = 0; edge < count; edge++)
        {
            var (buffer, index) = order[edge];
            edges.Left[edge] = (int)(pairs[edge] >> 32);
            edges.Right[edge] = (int)(uint)pairs[edge];
            edges.WeightBits[edge] = PairScorer.InBits(buffers[buffer]._scores[index]);
            edges.Rule[edge] = buffers[buffer]._rules[index];
        }
        return edges;
    }
}
