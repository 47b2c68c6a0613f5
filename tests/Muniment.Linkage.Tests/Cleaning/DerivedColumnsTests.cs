using System.Text;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Cleaning;

public sealed class DerivedColumnsTests
{
    const int Rows = 20_000; // More than the values that are made at once.

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(Rows - 1)]
    public void Add_ValuesThatStayAsTheyAre_GivesTheSameColumnAsAnyOther(int changedRow)
    {
        var texts = Enumerable.Range(0, Rows).Select(row => row % 7 == 3 ? null : row == changedRow ? "Somebody@EXAMPLE.org" : $"p{row / 2}@example.org").ToArray();
        using var table = RecordTable.FromRows(["email"], texts.Select(text => new[] { text }));

        var derived = DerivedColumns.Add(table, [new DerivedColumn("clean", ["email"], ["email"]), new DerivedColumn("local", ["email"], ["email", "localpart"])], 2);

        var (clean, local) = (derived.Find("clean")!, derived.Find("local")!);
        Assert.Equal(texts.Select(text => text?.ToLowerInvariant()), Texts(clean));
        Assert.Equal(texts.Select(text => text?.ToLowerInvariant().Split('@')[0]), Texts(local));
        AssertCodesInOrderOfAppearance(clean);
        AssertCodesInOrderOfAppearance(local);
        derived.Dispose();
    }

    [Fact]
    public void Add_StepsThatContinueAnothersSteps_GivesWhatAllStepsGive()
    {
        var random = new Random(5);
        string[] texts = [.. Enumerable.Range(0, 3_000).Select(_ => $"{(random.Next(3) == 0 ? "Dr " : "")}{(char)('A' + random.Next(26))}l{(random.Next(4) == 0 ? "é" : "e")}x-{random.Next(200)} de la {random.Next(9)}")];
        string[][] recipes = [["text"], ["text", "titles"], ["text", "titles", "particles"], ["text", "titles", "sound"], ["compatibility", "case"], ["compatibility", "case", "marks"]];
        using var table = RecordTable.FromRows(["name"], texts.Select(text => new[] { text }));

        using var together = DerivedColumns.Add(table, [.. recipes.Select((steps, k) => new DerivedColumn($"d{k}", ["name"], steps))], 2);

        foreach (var (k, steps) in recipes.Index())
        {
            using var alone = ColumnDeriver.Map(table.Find("name")!, "alone", CleaningRecipe.Parse(steps).TryClean);
            var column = together.Find($"d{k}")!;
            Assert.Equal(Texts(alone), Texts(column));
            Assert.Equal(alone.Codes.Span.ToArray(), column.Codes.Span.ToArray());
        }
    }

    static string?[] Texts(Column column) =>
        [.. column.Codes.Span.ToArray().Select(code => code == 0 ? null : Encoding.UTF8.GetString(column.Values[code]))];

    static void AssertCodesInOrderOfAppearance(Column column)
    {
        var next = 1;
        foreach (var code in column.Codes.Span)
        {
            Assert.True(code <= next, "A code came before one that is smaller.");
            next = Math.Max(next, code + 1);
        }
        Assert.Equal(column.Values.Count, next);
    }
}
