using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Muniment.Cli.Commands;
using Muniment.Cli.Linking;
using Muniment.Linkage.Columns;
using Muniment.Tables;

namespace Muniment.Cli.Tests.Linking;

public sealed class LinkCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-link-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Link_KeepAboveThreshold_RefusedBeforeAFileIsRead()
    {
        var root = new RootCommand { LinkCommand.Create() };

        var refused = Assert.Throws<BadInputException>(() => root.Parse(["link", At("nowhere.csv"), "--keep", "0.9", "--threshold", "0.5", "--out", At("linked")])
            .Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

        Assert.Contains("--keep 0.9 is greater than the threshold 0.5", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Parquet_HoldsTheRowsOfTheCsvFiles()
    {
        var request = new LinkRequest { Extracts = [new Extract(People(300), "people")], Parquet = true };
        using (var outcome = LinkRun.Run(request, new StageClock(), TestContext.Current.CancellationToken))
        {
            using var directory = OutputDirectory.Create(At("linked"));
            LinkOutputs.WriteAll(outcome, request, new StageClock(), directory);
            directory.Commit();
        }

        foreach (var name in new[] { "persons", "edges" })
            Assert.Equal(Rows($"{name}.csv"), Rows($"{name}.parquet"));
    }

    [Fact]
    public async Task Link_KilledWhileWriting_LeavesNoFolderAndTheNextRunMakesIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kills a process.");
        var (people, cancel) = (People(20_000), TestContext.Current.CancellationToken);
        using (var killed = Start(people))
        {
            // The hidden folder is there from the start; its edges when results are written.
            while (!killed.HasExited && !Directory.EnumerateFiles(_folder, "edges.csv", SearchOption.AllDirectories).Any())
                await Task.Delay(1, cancel);
            killed.Kill();
            await killed.WaitForExitAsync(cancel);
            Assert.SkipWhen(killed.ExitCode == 0, "It had finished before it could be killed.");
        }
        Assert.False(Directory.Exists(At("linked")));

        using var again = Start(people);
        await again.WaitForExitAsync(cancel);

        Assert.Equal(0, again.ExitCode);
        Assert.True(File.Exists(At("linked/summary.json")));
        Assert.Empty(Directory.EnumerateDirectories(_folder, ".*"));
    }

    string At(string name) => Path.Combine(_folder, name);

    Process Start(string people)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "muniment.dll"), "link", people, "--out", At("linked")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine(); // Or the pipe fills up and it waits.
        process.BeginOutputReadLine();
        return process;
    }

    // Everybody twice, the second time with another last letter.
    string People(int count)
    {
        var random = new Random(20_261_122);
        string[] forenames = ["Ann", "Bo", "Cy", "Dana", "Eve", "Finn", "Gus", "Hana", "Ida", "Jon"];
        var rows = Enumerable.Range(0, count).SelectMany(person =>
        {
            var (forename, surname, born) = (forenames[random.Next(forenames.Length)], $"S{random.Next(5_000)}x", new DateOnly(1930, 1, 1).AddDays(random.Next(30_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            return new[] { $"a{person},{forename},{surname},{born}", $"b{person},{forename},{surname[..^1]}y,{born}" };
        });
        File.WriteAllLines(At("people.csv"), ["id,forename,surname,date_of_birth", .. rows]);
        return At("people.csv");
    }

    // Values by column, as text; record_id is not the loader's here.
    string[] Rows(string name)
    {
        var rename = name.StartsWith("persons", StringComparison.Ordinal) ? new Dictionary<string, string> { ["record_id"] = "record" } : null;
        using var loaded = ExtractLoader.Load([new Extract(At($"linked/{name}"), "result", rename)], new LoadOptions());
        return [.. loaded.Table.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).SelectMany(column =>
            Enumerable.Range(0, loaded.Table.Count).Select(row => $"{column.Name} {Text(column, row)}"))];
    }

    static string Text(Column column, int row)
    {
        var text = System.Text.Encoding.UTF8.GetString(column.Values[column.Codes[row]]);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("R", CultureInfo.InvariantCulture) : text;
    }
}
