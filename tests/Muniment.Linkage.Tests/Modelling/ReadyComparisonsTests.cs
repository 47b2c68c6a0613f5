using System.Text.Json;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

public sealed class ReadyComparisonsTests
{
    public static TheoryData<string> Names => [.. s_ready.Keys];

    static readonly Dictionary<string, Comparison> s_ready = new()
    {
        ["ExactMatch"] = ReadyComparisons.Exact("c"),
        ["LevenshteinAtThresholds"] = ReadyComparisons.LevenshteinAt("c", 1, 2),
        ["DamerauLevenshteinAtThresholds"] = ReadyComparisons.DamerauAt("c", 1, 2),
        ["JaccardAtThresholds"] = ReadyComparisons.JaccardAt("c", 0.9, 0.7),
        ["JaroAtThresholds"] = ReadyComparisons.JaroAt("c", 0.9, 0.7),
        ["JaroWinklerAtThresholds"] = ReadyComparisons.JaroWinklerAt("c", 0.9, 0.7),
        ["AbsoluteTimeDifferenceAtThresholds"] = ReadyComparisons.AbsoluteTimeDifferenceAt("t", "%Y-%m-%dT%H:%M:%SZ", new(30, TimeUnit.Second), new(2, TimeUnit.Day)),
        ["AbsoluteDateDifferenceAtThresholds"] = ReadyComparisons.AbsoluteDateDifferenceAt("d", "%Y-%m-%d", new(1, TimeUnit.Day), new(1, TimeUnit.Month), new(10, TimeUnit.Year)),
        ["ArrayIntersectAtSizes"] = ReadyComparisons.ArrayIntersectAt("arr", 2, 1),
        ["DateOfBirthComparison"] = ReadyComparisons.DateOfBirth("dob"),
        ["EmailComparison"] = ReadyComparisons.Email("email"),
        ["NameComparison"] = ReadyComparisons.Name("name", "name_dm"),
        ["ForenameSurnameComparison"] = ReadyComparisons.ForenameSurname("first", "sur", "full"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Comparison_OfEachKind_IsWhatSplinkMakes(string name)
    {
        using var library = JsonDocument.Parse(Golden.Read("comparison_library_duckdb.json"));
        var expected = library.RootElement.GetProperty(name);

        using var written = JsonDocument.Parse(SplinkModel.Write(new() { Comparisons = [s_ready[name]] }));
        var actual = written.RootElement.GetProperty("comparisons")[0];

        Assert.True(JsonElement.DeepEquals(expected, actual), $"Expected {expected}\nActual {actual}");
    }

    [Theory]
    [InlineData("first_name_surname")]
    [InlineData("dob")]
    [InlineData("postcode_fake")]
    [InlineData("birth_place")]
    public void Comparison_OfATrainedModel_HasTheSameLevels(string name)
    {
        var trained = SplinkModel.Parse(Golden.Read("historical_50k/model.json")).Comparisons.Single(comparison => comparison.Name == name);
        var ready = name switch
        {
            "first_name_surname" => ReadyComparisons.ForenameSurname("first_name", "surname", "first_name_surname_concat"),
            "dob" => ReadyComparisons.DateOfBirth("dob"),
            "postcode_fake" => ReadyComparisons.Postcode("postcode_fake"),
            _ => ReadyComparisons.Exact("birth_place", termFrequencies: true),
        };

        Assert.Equal((trained.Name, trained.Description), (ready.Name, ready.Description));
        Assert.Equal(trained.Levels.Select(level => level with { M = null, U = null }), ready.Levels);
    }

    [Fact]
    public void Levels_ThatSplinkLeavesToItsUsers_AreWhatSplinkMakes()
    {
        using var library = JsonDocument.Parse(Golden.Read("comparison_library_duckdb.json"));
        var levels = library.RootElement.GetProperty("CustomComparison").GetProperty("comparison_levels");

        foreach (var (at, level) in new[] { (0, ReadyLevels.Missing("c")), (1, ReadyLevels.Literal("c", "x")), (2, ReadyLevels.Reversed("a", "b")), (3, ReadyLevels.PercentageWithin("n", 0.1)), (4, ReadyLevels.NumberWithin("n", 5)), (8, ReadyLevels.Else) })
        {
            Assert.Equal(levels[at].GetProperty("sql_condition").GetString(), SqlText.Print(level.Condition, SqlStyle.Suffixed));
            Assert.Equal(levels[at].GetProperty("label_for_charts").GetString(), level.Label);
        }
        Assert.Equal(4, ReadyComparisons.AbsoluteDifferenceAt("n", 5).Levels.Count);
        Assert.Equal(5, ReadyComparisons.PercentageDifferenceAt("n", 0.05, 0.1).Levels.Count);
    }

    [Fact]
    public void Name_ColumnWithBlanksAndMarks_NamesTheComparisonWithoutThem()
    {
        Assert.Equal("Prénom__usuel_", ReadyComparisons.Name("Prénom (usuel)").Name);
        Assert.Equal("الاسم", ReadyComparisons.Name("الاسم").Name);
    }

    [Fact]
    public void ForenameSurname_WithoutAFullName_ComparesBothOfThem()
    {
        var level = ReadyComparisons.ForenameSurname("f", "s").Levels[1];

        Assert.Equal("(\"f_l\" = \"f_r\") AND (\"s_l\" = \"s_r\")", SqlText.Print(level.Condition, SqlStyle.Suffixed));
        Assert.Null(level.TermFrequencyColumn);
    }
}
