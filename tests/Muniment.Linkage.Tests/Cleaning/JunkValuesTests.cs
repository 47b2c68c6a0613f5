using System.Text;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Cleaning;

public sealed class JunkValuesTests
{
    [Fact]
    public void Find_PlaceholderBeforeCliff_IsFoundByFrequency()
    {
        using var table = Table(Enumerable.Repeat("1985-01-01", 60).Concat(Enumerable.Range(0, 2000).Select(i => $"{1930 + (i % 70)}-{1 + (i % 12):00}-{1 + (i % 28):00}")));

        var found = JunkValues.Find(table.Columns[0], FieldRole.BirthDate);

        var junk = Assert.Single(found);
        Assert.True(junk.ByFrequency);
        Assert.Equal("1985-01-01", Encoding.UTF8.GetString(table.Columns[0].Values[junk.Code]));
        Assert.Contains("drop:1985-01-01", DefaultCleaning.For(new("c", FieldRole.BirthDate, ""), table.Columns[0])[0].Steps);
    }

    [Fact]
    public void Find_SkewedNames_AreKept()
    {
        // Zipf: the r-th name has 2000 / r records.
        using var table = Table(Enumerable.Range(1, 300).SelectMany(rank => Enumerable.Repeat($"name{rank}", 2000 / rank)));

        Assert.Empty(JunkValues.Find(table.Columns[0], FieldRole.Surname));
    }

    [Fact]
    public void Find_Placeholders_AreFoundByReading()
    {
        using var table = Table(["smith", "N/A", "unknown", "na", "jones"]);

        Assert.Equal([2, 3], JunkValues.Find(table.Columns[0], FieldRole.Surname).Select(junk => junk.Code));
        Assert.Equal([2, 3, 4], JunkValues.Find(table.Columns[0], FieldRole.Town).Select(junk => junk.Code));
    }

    [Fact]
    public void For_StepSwitchedOff_LeavesItOutAndWhatItWasFor()
    {
        using var table = Table(["Bill", "Ann"]);
        var role = new RoleOfColumn("c", FieldRole.Forename, "");

        Assert.Equal(["c_clean", "c_nick", "c_sound"], DefaultCleaning.For(role, table.Columns[0]).Select(column => column.Name));
        var without = DefaultCleaning.For(role, table.Columns[0], new HashSet<string> { "nickname", "marks", "titles" });

        Assert.Equal(["c_clean", "c_sound"], without.Select(column => column.Name));
        Assert.Equal(["junk:name", "compatibility", "case", "hyphens", "punctuation", "blanks", "skeleton", "suffixes", "particles"], without[0].Steps);
    }

    [Fact]
    public void For_FieldWithSeveralValues_AddsTheirList()
    {
        using var table = Table(["Ann Smith; Ann Jones", "Bo Li", "Cy Ray|x"]);

        var columns = DefaultCleaning.For(new("c", FieldRole.Text, ""), table.Columns[0]);

        Assert.Equal(["c_clean", "c_list"], columns.Select(column => column.Name));
        Assert.Equal("ann smith\u001Fann jones", Clean.With(columns[1].Steps, "Ann Smith; ANN JONES; n/a"));
    }

    [Fact]
    public void For_ManyFirstsOfJanuary_TakesThemAsUnknownDays()
    {
        using var table = Table(Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? $"{1930 + (i % 70)}-01-01" : $"{1930 + (i % 70)}-{1 + (i % 12):00}-{2 + (i % 27):00}"));
        using var plain = Table(Enumerable.Range(0, 1000).Select(i => $"{1930 + (i % 70)}-{1 + (i % 12):00}-{1 + (i % 28):00}"));
        var role = new RoleOfColumn("c", FieldRole.BirthDate, "");

        Assert.Equal("month_day:01-01", DefaultCleaning.For(role, table.Columns[0])[2].Steps[^1]);
        Assert.Equal("month_day", DefaultCleaning.For(role, plain.Columns[0])[2].Steps[^1]);
        Assert.Equal("", Clean.With(["month_day:01-01"], "1985-01-01"));
    }

    [Fact]
    public void For_EveryRole_MakesRecipesThatCanBeRead()
    {
        using var table = Table(["1985-04-03", "04/23/1990"]);
        foreach (var role in Enum.GetValues<FieldRole>())
        {
            var columns = DefaultCleaning.For(new("c", role, ""), table.Columns[0]);
            Assert.Equal(role == FieldRole.Ignored, columns.Count == 0);
            foreach (var column in columns)
                Assert.NotNull(CleaningRecipe.Parse(column.Steps));
        }
        Assert.Equal(["junk", "compatibility", "date:mdy,29,keep"], DefaultCleaning.For(new("c", FieldRole.BirthDate, ""), table.Columns[0])[0].Steps);
    }

    static RecordTable Table(IEnumerable<string> values)
    {
        var builder = new RecordTableBuilder("c");
        var id = 0;
        foreach (var value in values)
            builder.Add($"{id++}", value);
        return builder.Build();
    }
}
