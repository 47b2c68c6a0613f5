using BenchmarkDotNet.Attributes;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Benchmarks;

/// <summary>The edit distances of names: nanoseconds a pair.</summary>
[MemoryDiagnoser]
public class LevenshteinBench
{
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
    public int Reference()
    {
        var sum = 0;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += SlowEditDistance.Levenshtein(_plain.FirstElements[i], _plain.SecondElements[i]);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int Bytes()
    {
        var sum = 0;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += Levenshtein.Distance(_plain.First[i], _plain.Second[i], TextUnit.Bytes);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int ScalarsAccented()
    {
        var sum = 0;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += Levenshtein.Distance(_accented.First[i], _accented.Second[i], TextUnit.Scalars);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int AtMostTwo()
    {
        var sum = 0;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += Levenshtein.Distance(_plain.First[i], _plain.Second[i], TextUnit.Bytes, 2);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int AtMostTwoWithSignature()
    {
        var sum = 0;
        for (var i = 0; i < NamePairs.Count; i++)
        {
            sum += Levenshtein.LowerBound(_plain.FirstSignatures[i], _plain.SecondSignatures[i]) > 2
                ? 3
                : Levenshtein.Distance(_plain.First[i], _plain.Second[i], TextUnit.Bytes, 2);
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int OptimalAlignmentBytes()
    {
        var sum = 0;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += OptimalAlignment.Distance(_plain.First[i], _plain.Second[i], TextUnit.Bytes);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int DamerauBytes()
    {
        var sum = 0;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += DamerauLevenshtein.Distance(_plain.First[i], _plain.Second[i], TextUnit.Bytes);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = NamePairs.Count)]
    public int DamerauAtMostTwo()
    {
        var sum = 0;
        for (var i = 0; i < NamePairs.Count; i++)
            sum += DamerauLevenshtein.Distance(_plain.First[i], _plain.Second[i], TextUnit.Bytes, 2);
        return sum;
    }
}
