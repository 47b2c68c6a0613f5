using Muniment.Cli.Tests.Docs;

namespace Muniment.Cli.Tests.Agreements;

public sealed class AgreementCommandTests
{
    [Fact]
    public void Document_Examples_AreWhatIsPrinted()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "commands", "agreement.md"));

        var tried = Run(0, "try", "samples/agreements/driver-licences.json", "--person", "samples/people/born-1990.json", "--pauses", "samples/pauses/over-30s.json", "--at", "2026-11-20");
        Assert.Contains(string.Join('\n', tried.Split('\n')[..7]) + "\n  …", page, StringComparison.Ordinal);
        Assert.Contains("  [stops] Every disclosure about people aged 30 or over", tried, StringComparison.Ordinal);
        Assert.Contains("```\n" + Run(0, "diff", "samples/agreements/pupils.json", "samples/proposals/pupils-2.json") + "```", page, StringComparison.Ordinal);
        Assert.Contains("```\n" + Run(2, "prove", "--child", "samples/agreements/pupils.json") + "```", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Try_BeforeThePause_WaitsForAReviewer()
    {
        var tried = Run(0, "try", "samples/agreements/driver-licences.json", "--person", "samples/people/born-1990.json", "--pauses", "samples/pauses/over-30s.json", "--at", "2026-07-10T08:59:59Z", "--field", "status");

        Assert.Contains("It is active.", tried, StringComparison.Ordinal);
        Assert.Contains("Pending: the use is adverse to the person, so a named reviewer on our side decides. Would be disclosed: status.", tried, StringComparison.Ordinal);
        Assert.Contains("If the reviewer says yes: Disclosed: status.", tried, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Sample_NothingIsWrong() => Assert.EndsWith("\nNothing is wrong with it.\n", Run(0, "check", "samples/agreements/pupils.json"), StringComparison.Ordinal);

    [Fact]
    public void Diff_TermsChangedBackwards_Refused() =>
        Assert.Contains("Refused: $.version is 1, and terms changed.", Run(2, "diff", "samples/proposals/pupils-2.json", "samples/agreements/pupils.json"), StringComparison.Ordinal);

    [Fact]
    public void Prove_FieldNobodyReturns_Proved() =>
        Assert.Equal("Proved: the agreement cannot return nationality. No agreement names it.\n", Run(0, "prove", "--field", "nationality", "samples/agreements/benefits.json"));

    [Theory]
    [InlineData("say what to prove", "prove", "samples/agreements/benefits.json")]
    [InlineData("samples/people/born-1990.json: $.id is missing", "check", "samples/people/born-1990.json")]
    [InlineData("--at 'soon' is neither a day", "try", "samples/agreements/pupils.json", "--person", "samples/people/born-1990.json", "--at", "soon")]
    public void Run_WrongInput_OneSentence(string sentence, params string[] arguments)
    {
        var (exitCode, output, errors) = Repository.Run(Repository.Root, ["agreement", .. arguments]);

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith("muniment: " + sentence, errors, StringComparison.OrdinalIgnoreCase);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    static string Run(int expected, params string[] arguments)
    {
        var (exitCode, output, errors) = Repository.Run(Repository.Root, ["agreement", .. arguments]);
        Assert.True(exitCode == expected, $"exit code {exitCode}: {errors}");
        Assert.Equal("", errors);
        return output;
    }
}
