using System.Diagnostics;
using System.Globalization;
using Muniment.Benchmarks.Checks;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Bulk;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Persons;

namespace Muniment.Benchmarks;

/// <summary>Lists of bulk checks: reading and looking up, without the transaction that decides. Half of the rows are of people who are there, half of people who are not.</summary>
static class ListTable
{
    /// <summary>Measures.</summary>
    /// <param name="to">Receives the table.</param>
    /// <param name="folder">What 'muniment link --snapshot --out' made of bench-1.</param>
    /// <param name="count">Rows of the list.</param>
    public static void Write(TextWriter to, string folder, int count)
    {
        var data = Path.Combine(Path.GetTempPath(), $"muniment-bench-{Environment.ProcessId}");
        using var directory = new PersonDirectory(new HubOptions { DataFolder = data });
        Directory.CreateDirectory(directory.Folder);
        Directory.CreateSymbolicLink(Path.Combine(directory.Folder, "bench"), Path.GetFullPath(folder));
        directory.Show(SnapshotPartition.Main, "bench", []);
        var agreement = Questions.NewAgreement(directory) with { Directions = [Direction.BulkCheck] };
        var list = Path.Combine(data, "list.csv");
        WriteList(directory, list, count);
        to.WriteLine("| rows | found | read s | look up CPU s | rows a second a core |");
        to.WriteLine("| --- | --- | --- | --- | --- |");
        for (var run = 0; run < 2; run++) // the first compiles and maps
        {
            var begun = Stopwatch.GetTimestamp();
            using var rows = new BulkRows(list);
            var read = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            var cpu = Environment.CpuUsage.TotalTime;
            rows.LookUp(new PersonLookUp(directory), agreement, Moment.Now(TimeProvider.System), default);
            var seconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rows.Count:N0} | {rows.Found.Count:N0} | {read:F2} | {seconds:F2} | {rows.Count / seconds:N0} |"));
        }
        Directory.Delete(Path.Combine(directory.Folder, "bench"));
        Directory.Delete(data, recursive: true);
    }

    static void WriteList(PersonDirectory directory, string path, int count)
    {
        using var reading = directory.Read(SnapshotPartition.Main)!;
        string[] fields = [.. reading.FieldsCompared];
        var random = new Random(11);
        using var writer = new StreamWriter(path);
        writer.WriteLine($"record_id,{string.Join(',', fields)}");
        for (var row = 0; row < count; row++)
        {
            var person = reading.Sample(random.Next());
            var other = row % 2 == 0 ? person : reading.Sample(random.Next()); // names of one, the rest of another
            writer.WriteLine($"r{row},{string.Join(',', fields.Select((field, at) => $"\"{(at < 2 ? person : other).GetValueOrDefault(field)?.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))}");
        }
    }
}
