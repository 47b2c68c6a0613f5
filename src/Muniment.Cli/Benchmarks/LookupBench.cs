using System.Diagnostics;
using System.Globalization;
using System.Text;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Benchmarks;

/// <summary>One look-up after the other in a run's snapshot, on one thread: how many a second, how long each, and whether the person was found.</summary>
/// <remarks>
/// Queries are records of the run, drawn by a seed: a slip in 30 of 100 forenames and surnames, another date of birth in 10, no e-mail address in 30,
/// so most hold values no record has. Setting the values and cleaning them is part of the time. The few without a value of any rule's key
/// find nobody here: they would look at every record.
/// </remarks>
static class LookupBench
{
    const int Warm = 20_000;

    /// <summary>Measures.</summary>
    /// <param name="folder">What 'muniment link --snapshot --out' made of bench-1.</param>
    /// <param name="modelPath">The model to look up by.</param>
    /// <param name="count">Queries to measure.</param>
    public static BenchTable Measure(string folder, string modelPath, int count)
    {
        var model = SplinkModel.Parse(File.ReadAllBytes(modelPath));
        using var table = TableFiles.Open(Path.Combine(folder, "snapshot"));
        using var prepared = new PreparedModel(table, model, Environment.ProcessorCount);
        var persons = PersonsOf(table);
        using var index = LookupIndex.Build(new PairScorer(prepared, model), persons, Environment.ProcessorCount);
        var queries = Queries(table, index.Fields, Warm + count);
        var threshold = MatchWeights.OfProbability(model.Threshold ?? 0.5);
        var result = new BenchTable("lookup", table.Count, ["blocks", "queries a CPU-second", "p50 µs", "p90", "p99", "p99.9", "records a query", "in top 1", "in top 10"]);
        var likely = new LookupOptions { Top = 10, LeastBits = MatchWeights.OfProbability(0.01), Scan = LookupScan.Never };
        Measure(result, "all, any probability", index, persons, queries, likely with { LeastBits = double.NegativeInfinity });
        Measure(result, "all, probability ≥ .01", index, persons, queries, likely);
        Measure(result, "until a match of 3 bits over the threshold", index, persons, queries, likely with { EnoughBits = threshold + 3 });
        return result;
    }

    static void Measure(BenchTable to, string name, LookupIndex index, int[] persons, (int Row, byte[][] Values)[] queries, LookupOptions options)
    {
        using var query = index.NewQuery();
        var ticks = new long[queries.Length - Warm];
        var (looked, first, ten, cpu) = (0L, 0, 0, TimeSpan.Zero);
        for (var k = 0; k < queries.Length; k++)
        {
            if (k == Warm)
                cpu = Environment.CpuUsage.TotalTime;
            var asked = Stopwatch.GetTimestamp();
            for (var field = 0; field < queries[k].Values.Length; field++)
                query.Set(field, queries[k].Values[field]);
            var found = query.Find(options);
            if (k < Warm)
                continue;
            ticks[k - Warm] = Stopwatch.GetTimestamp() - asked;
            looked += query.RecordsLookedAt;
            for (var place = 0; place < found.Length; place++)
            {
                if (found[place].Person != persons[queries[k].Row])
                    continue;
                first += place == 0 ? 1 : 0;
                ten++;
            }
        }
        var seconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        Array.Sort(ticks);
        double At(double share) => ticks[(int)(share * (ticks.Length - 1))] * 1e6 / Stopwatch.Frequency;
        to.Add(name, ticks.Length / seconds, At(0.5), At(0.9), At(0.99), At(0.999), (double)looked / ticks.Length, (double)first / ticks.Length, (double)ten / ticks.Length);
    }

    static int[] PersonsOf(RecordTable table)
    {
        var codes = table.Find(PersonSnapshot.PersonColumn)!.Codes;
        var persons = new int[table.Count];
        for (var row = 0; row < persons.Length; row++)
            persons[row] = codes[row] - 1;
        return persons;
    }

    static (int Row, byte[][] Values)[] Queries(RecordTable table, IReadOnlyList<string> fields, int count)
    {
        var random = new Random(20261121);
        var columns = fields.Select(field => table.Find(field)!).ToArray();
        var queries = new (int, byte[][])[count];
        for (var k = 0; k < count; k++)
        {
            var row = random.Next(table.Count);
            queries[k] = (row, [.. columns.Select(column => Changed(column, Encoding.UTF8.GetString(column.Values[column.Codes[row]]), random))]);
        }
        return queries;
    }

    static byte[] Changed(Column column, string value, Random random)
    {
        var changed = column.Name switch
        {
            "forename" or "surname" when value.Length > 2 && random.Next(10) < 3 => Slip(value, random),
            "dob" when value.Length > 0 && random.Next(10) < 1 => new DateOnly(1940, 1, 1).AddDays(random.Next(25_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "email" when random.Next(10) < 3 => "",
            _ => value,
        };
        return Encoding.UTF8.GetBytes(changed);
    }

    static string Slip(string value, Random random)
    {
        var at = random.Next(1, value.Length);
        return char.IsSurrogate(value[at]) || char.IsSurrogate(value[at - 1]) ? value : value[..at] + (char)('a' + random.Next(26)) + value[(at + 1)..];
    }
}
