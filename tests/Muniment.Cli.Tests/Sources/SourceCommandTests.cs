using System.Text;
using System.Text.Json;
using Muniment.Cli.Tests.Docs;
using Muniment.Cli.Tests.Reports;
using Muniment.Hub.Hosting;
using Muniment.Hub.Persons;
using Muniment.Hub.Sources;

namespace Muniment.Cli.Tests.Sources;

public sealed class SourceCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-source-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sample_Entry_IsReadAndWrittenBack()
    {
        var entry = SourceJson.Read(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "sources", "visas.json"))).Entry;

        Assert.Equal(entry.Fields.Length, SourceJson.Read(Encoding.UTF8.GetBytes(SourceJson.Write(entry))).Entry.Fields.Length);
        Assert.True(entry.IsFor("muniment:StatusCheck"));
    }

    [Fact]
    public void Source_RegisteredLoadedAndLinked_IsFoundByTheEnginesOwnRun()
    {
        var data = Path.Combine(_folder, "hub");
        Directory.CreateDirectory(data);
        var entry = Path.Combine(_folder, "people.json");
        File.WriteAllText(entry, Entry());
        var lines = LinkReportTests.Population(1500, 7).TrimEnd().Split('\n');
        var extract = Path.Combine(_folder, "people.csv");
        File.WriteAllLines(extract, lines);

        Assert.Contains("Nothing is loaded without a public entry", Run(2, "load", "people", extract, "--data", data), StringComparison.Ordinal);
        Assert.Contains("version 1", Run(0, "register", entry, "--data", data), StringComparison.Ordinal);
        Run(0, "load", "people", extract, "--data", data);
        Assert.Contains("nothing was changed", Run(0, "load", "people", extract, "--data", data), StringComparison.Ordinal);
        Assert.Contains("is published", Run(0, "link", "--data", data), StringComparison.Ordinal);

        using var directory = new PersonDirectory(new HubOptions { DataFolder = data });
        directory.Show(SnapshotPartition.Main, Path.GetFileName(Assert.Single(Directory.EnumerateDirectories(directory.Folder))), []);
        var row = lines[1].Split(',');
        var match = directory.Find(SnapshotPartition.Main, new Dictionary<string, string> { ["forename"] = row[1], ["surname"] = row[2], ["birth_date"] = row[3], ["town"] = row[4] }, 1, 0.5)[0];
        var records = directory.RecordsOf(SnapshotPartition.Main, match.PersonId);
        Assert.Contains(records, record => record.RecordId == row[0]);
        // The truth was not mapped, so it is nowhere in the hub.
        Assert.All(records, record => Assert.False(record.Fields.ContainsKey("truth")));
        Assert.DoesNotContain("truth", File.ReadAllText(Directory.EnumerateFiles(Path.Combine(data, "extracts", "people")).Single()), StringComparison.Ordinal);
        var (exitCode, output, _) = Repository.Run(Repository.Root, ["source", "list", "--data", data]);
        Assert.Equal(0, exitCode);
        var listed = JsonDocument.Parse(output).RootElement.GetProperty("sources")[0];
        Assert.Equal(lines.Length - 1, listed.GetProperty("records").GetInt32());
        Assert.InRange(listed.GetProperty("people").GetInt32(), 1300, 1700);
    }

    [Theory]
    [InlineData("There is no hub's folder", "list", "--data", "nowhere")]
    [InlineData("Give one or more files", "load", "people", "--data", "hub")]
    [InlineData("There is no file 'absent.json'", "register", "absent.json", "--data", "hub")]
    [InlineData("--as-of soon is no day", "load", "people", "a.csv", "--as-of", "soon", "--data", "hub")]
    public void Run_WrongInput_OneSentence(string sentence, params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "hub"));
        arguments = [.. arguments.Select(argument => argument is "hub" ? Path.Combine(_folder, argument) : argument)];

        var errors = Run(2, arguments);

        Assert.StartsWith("muniment: " + sentence, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    static string Entry()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "samples", "sources", "visas.json"));
        var fields = text.IndexOf("\"fields\"", StringComparison.Ordinal);
        return text[..fields].Replace("\"visas\"", "\"people\"", StringComparison.Ordinal).Replace("application_number", "record_id", StringComparison.Ordinal).Replace("\"from_recorded_on\": true", "\"from_recorded_on\": false", StringComparison.Ordinal)
            + """
            "fields": [{"column": "first_name", "field": "forename"}, {"column": "surname", "field": "surname"}, {"column": "dob", "field": "birth_date"}, {"column": "town", "field": "town"}],
            "made_up": false}
            """;
    }

    static string Run(int expected, params string[] arguments)
    {
        var (exitCode, _, errors) = Repository.Run(Repository.Root, ["source", .. arguments]);
        Assert.True(exitCode == expected, $"exit code {exitCode}: {errors}");
        return errors;
    }
}
