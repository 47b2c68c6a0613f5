using BenchmarkDotNet.Attributes;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Benchmarks;

/// <summary>Jaro-Winkler of names: nanoseconds a pair.</summary>
[MemoryDiagnoser]
public class JaroWinklerBench
{
    readonly JaroThreshold _threshold = JaroThreshold.ForJaroWinkler(0.88);
    NamePairs _plain = null!;
    NamePairs _accented = null!;

    [Params(Pairing.Unrelated, Pairing.Slips)]
    public Pairing Pairs { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _plain = new(Pairs, ascii: true, TextUnit.Scalars);
        _accented = new(Pairs, ascii: false, TextUnit.Scalars);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = NamePairs.Count)]
    public double Reference()
    {
        var sum = 0d;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += SlowJaro.WinklerSimilarity(_plain.FirstElements[i], _plain.SecondElements[i]);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public double Bytes() => Sum(_plain, TextUnit.Bytes);

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public double Scalars() => Sum(_plain, TextUnit.Scalars);

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public double ScalarsAccented() => Sum(_accented, TextUnit.Scalars);

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int SignatureAlone()
    {
        var reachable = 0;
        for (var i = 0; i < NamePairs.Count; i++)
            reachable += _threshold.CanReach(_plain.FirstSignatures[i], _plain.SecondSignatures[i]) ? 1 : 0;
        return reachable;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int AtLeastPoint88()
    {
        var reached = 0;
        for (var i = 0; i < NamePairs.Count; i++)
        {
            if (_threshold.CanReach(_plain.FirstSignatures[i], _plain.SecondSignatures[i])
                && _threshold.IsReached(_plain.First[i], _plain.Second[i], TextUnit.Scalars))
            {
                reached++;
            }
        }
        return reached;
    }

    static double Sum(NamePairs pairs, TextUnit unit)
    {
        var sum = 0d;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += JaroWinkler.Similarity(pairs.First[i], pairs.Second[i], unit);
        return sum;
    }
}
