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
        var (pairs, scores, rules) = (new ulong[count], new long[count], new short[count]);
        var at = 0;
        foreach (var buffer in buffers)
        {
            buffer._pairs.AsSpan(0, buffer.Count).CopyTo(pairs.AsSpan(at));
            buffer._scores.AsSpan(0, buffer.Count).CopyTo(scores.AsSpan(at));
            buffer._rules.AsSpan(0, buffer.Count).CopyTo(rules.AsSpan(at));
            at += buffer.Count;
        }
        var order = new int[count];
        for (var edge = 0; edge < count; edge++)
            order[edge] = edge;
        Array.Sort(pairs, order);
        var edges = new EdgeList(new int[count], new int[count], new double[count], new short[count]);
        for (var edge = 0; edge < count; edge++)
        {
            edges.Left[edge] = (int)(pairs[edge] >> 32);
            edges.Right[edge] = (int)(uint)pairs[edge];
            edges.WeightBits[edge] = PairScorer.InBits(scores[order[edge]]);
            edges.Rule[edge] = rules[order[edge]];
        }
        return edges;
    }
}
