using System.CommandLine;
using Muniment.Cli.Tests.Docs;
using Muniment.Linkage.Modelling;
using Muniment.Tables;

namespace Muniment.Cli.Tests;

public sealed class CommandRunnerTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("muniment-runner-").FullName;

    public static TheoryData<Exception, int, string> Ends => new()
    {
        { new BadInputException("Name a file."), 2, "muniment: Name a file." },
        { new ModelException("There is no column 'x'."), 2, "muniment: There is no column 'x'." },
        { new OperationCanceledException(), 130, "muniment: interrupted; nothing was written." },
        { new AggregateException(new OperationCanceledException(), new ModelException("There is no column 'x'.")), 2, "muniment: There is no column 'x'." },
        { new AggregateException(new AggregateException(new BadInputException("Name a file."))), 2, "muniment: Name a file." },
        { new AggregateException(new OperationCanceledException()), 130, "muniment: interrupted; nothing was written." },
        { new IOException("No space left on device."), 2, "muniment: a file could not be read or written: No space left on device." },
        { new InvalidOperationException("Ada Lovelace"), 1, "muniment: stopped by a mistake of the program's own (InvalidOperationException); nothing was written. Please report it, with what MUNIMENT_TRACE=1 adds to this." },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public void Tell_Exception_IsOneSentenceAndACode(Exception exception, int code, string sentence)
    {
        using var errors = new StringWriter();

        Assert.Equal(code, CommandRunner.Tell(exception, errors, withTrace: false));
        Assert.Equal(sentence + Environment.NewLine, errors.ToString());
    }

    [Fact]
    public void Tell_WithTrace_SaysWhere()
    {
        using var errors = new StringWriter();

        CommandRunner.Tell(new InvalidOperationException("inner"), errors, withTrace: true);

        Assert.Contains("System.InvalidOperationException: inner", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CommandThrows_ReturnsACode()
    {
        var command = new Command("fail");
        command.SetAction((_, _) => Task.FromException<int>(new ModelException("There is no column 'x'.")));

        Assert.Equal(2, CommandRunner.Run(new RootCommand { command }, ["fail"]));
    }

    [Fact]
    public void Link_ModelNamesAMissingColumn_EndsInASentence()
    {
        File.WriteAllText(Path.Combine(_folder, "people.csv"), "id,name\n1,Ada\n2,Ada\n");
        File.WriteAllText(Path.Combine(_folder, "model.json"),
            """
            {"link_type": "dedupe_only", "unique_id_column_name": "id", "blocking_rules_to_generate_predictions": ["l.surname = r.surname"], "comparisons": [{"output_column_name": "surname",
             "comparison_levels": [{"sql_condition": "\"surname_l\" = \"surname_r\"", "m_probability": 0.9, "u_probability": 0.1}, {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.9}]}]}
            """);

        var (exitCode, _, errors) = Repository.Run(_folder, "link", "people.csv", "--model", "model.json", "--out", "out");

        Assert.Equal(2, exitCode);
        Assert.Contains("surname", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }
}
