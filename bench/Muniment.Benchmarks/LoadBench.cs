using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Muniment.Tables;

namespace Muniment.Benchmarks;

/// <summary>CSV in, encoded columns out: nanoseconds a row of nine columns and about 75 bytes. Aim: 400 ns of one core.</summary>
/// <remarks>The fields are spread as a population's are: few sexes, tens of thousands of names, nearly every e-mail address once.</remarks>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 2, iterationCount: 10)]
public class LoadBench
{
    const int Rows = 1_000_000;
    readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        using var csv = new CsvOutput(File.Create(_path), ["record_id", "first_name", "surname", "sex", "dob", "postcode", "city", "email", "phone"]);
        for (var row = 0; row < Rows; row++)
        {
            var first = Word(Skewed(random, 13_000));
            var last = Word(Skewed(random, 150_000));
            csv.Write((long)row);
            csv.Write(first);
            csv.Write(last);
            csv.Write(random.Next(2) == 0 ? "M" : "F");
            csv.Write(new DateOnly(1935, 1, 1).AddDays(random.Next(27_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            var place = random.Next(40_000);
            csv.Write(string.Create(CultureInfo.InvariantCulture, $"AB{place / 900} {place % 9}{(char)('A' + (place % 23))}{(char)('A' + (place % 19))}"));
            csv.Write(random.Next(50) == 0 ? Word(place % 9_000) + ", \"Upper\"" : Word(place % 9_000));
            csv.Write(random.Next(100) < 35 ? "" : string.Create(CultureInfo.InvariantCulture, $"{first}.{last}{random.Next(1000)}@mail{random.Next(20)}.com"));
            csv.Write(random.Next(100) < 60 ? "" : string.Create(CultureInfo.InvariantCulture, $"07{random.Next(1_000_000_000):D9}"));
            csv.EndRow();
        }
    }

    [GlobalCleanup]
    public void Delete() => File.Delete(_path);

    [Benchmark(OperationsPerInvoke = Rows)]
    public int Load()
    {
        using var result = ExtractLoader.Load([new(_path)], new() { Threads = Threads });
        return result.Table.Count;
    }

    /// <summary>Many of the first, few of the last: the density of 1/x.</summary>
    static int Skewed(Random random, int count) => (int)Math.Exp(random.NextDouble() * Math.Log(count));

    static string Word(int number)
    {
        Span<char> letters = stackalloc char[12];
        var length = 0;
        for (var rest = number + 7; rest > 0; rest /= 70)
        {
            letters[length++] = "bdfglmnprstvkz"[rest % 14];
            letters[length++] = "aeiou"[rest / 14 % 5];
        }
        return new(letters[..length]);
    }
}
