using Muniment.Linkage.Cleaning;

namespace Muniment.Linkage.Tests.Cleaning;

public sealed class CleaningDocumentTests
{
    [Fact]
    public void Document_Table_IsTheCatalogue()
    {
        var document = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "cleaning.md"));

        Assert.Equal(CleaningSteps.Catalogue.Select(Row), document.SkipWhile(line => !line.StartsWith("| step |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')));
    }

    static string Row(StepDescription step)
    {
        var name = step.Argument.Length == 0 ? $"`{step.Name}`" : $"`{step.Name}:`…";
        var argument = step.Argument.Length == 0 ? "" : $" Argument: {step.Argument}.";
        var after = step.Example.After.Length == 0 ? "*missing*" : step.Example.After.Replace("|", "\\|", StringComparison.Ordinal);
        return $"| {name} | {step.Description}{argument} | `{step.Example.Recipe}`: {step.Example.Before.Trim()} → {after} |";
    }
}
