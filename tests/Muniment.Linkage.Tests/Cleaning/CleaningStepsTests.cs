using System.Text;
using Muniment.Linkage.Cleaning;

namespace Muniment.Linkage.Tests.Cleaning;

public sealed class CleaningStepsTests
{
    public static TheoryData<string> Names => [.. CleaningSteps.Catalogue.Select(step => step.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Catalogue_Example_HoldsTrue(string name)
    {
        var step = CleaningSteps.Catalogue.Single(step => step.Name == name);

        Assert.Equal(step.Example.After, Clean.With([step.Example.Recipe], step.Example.Before).Replace('\u001F', '|'));
        Assert.EndsWith(".", step.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "There is no cleaning step 'nonsense'.")]
    [InlineData("first:x", "write 'first:' and how many characters")]
    [InlineData("sort:x", "write 'sort' alone")]
    [InlineData("date:xyz", "write 'date:' and dmy, mdy or ymd")]
    public void Parse_BadStep_SaysWhatIsWrong(string step, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => CleaningRecipe.Parse([step])).Message, StringComparison.Ordinal);

    [Fact]
    public void TryClean_AsciiValues_AllocatesNothing()
    {
        var recipe = CleaningRecipe.Parse(["text", "name"]);
        var buffer = new CleanBuffer();
        var value = "  Dr. Maria DE LA Cruz-Smith jr"u8.ToArray();
        recipe.TryClean(value, ref buffer);
        recipe.TryClean(value, ref buffer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            recipe.TryClean(value, ref buffer);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal("maria delacruz smith", Encoding.UTF8.GetString(buffer.Value));
    }

    [Fact]
    public void TryClean_LongValueThenShort_ShortIsRight()
    {
        var recipe = CleaningRecipe.Parse(["text"]);
        var buffer = new CleanBuffer();

        Assert.True(recipe.TryClean(Encoding.UTF8.GetBytes(new string('É', 100_000)), ref buffer));
        Assert.Equal(100_000, buffer.Value.Length);
        Assert.True(recipe.TryClean("Ab"u8, ref buffer));
        Assert.Equal("ab", Encoding.UTF8.GetString(buffer.Value));
    }

    [Fact]
    public void Steps_TextParts_AreOnePass() =>
        Assert.Equal(["compatibility+case+marks", "first:3"], CleaningRecipe.Parse(["compatibility", "case", "marks", "first:3"]).Steps.Select(step => step.Name));

    [Fact]
    public void TryClean_StepsAfterSplit_WorkOnEachAndDropRepeats() =>
        Assert.Equal("smith\u001Fdelacruz", Clean.With(["split:;", "text", "name"], "Smith; de la Cruz ; SMITH;;"));
}

/// <summary>Cleans one value as text.</summary>
static class Clean
{
    public static string With(IReadOnlyList<string> steps, string value)
    {
        var buffer = new CleanBuffer();
        var kept = CleaningRecipe.Parse(steps).TryClean(Encoding.UTF8.GetBytes(value), ref buffer);
        Assert.Equal(kept, buffer.Value.Length > 0);
        return Encoding.UTF8.GetString(buffer.Value);
    }
}
