using System.Text;
using System.Text.RegularExpressions;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

/// <summary>docs/formats/splink-sql.md and model.md say what is so.</summary>
public sealed partial class DocumentedFormatsTests
{
    [Fact]
    public void SplinkSql_Levels_AreReadAndWrittenBack()
    {
        var examples = Examples("sql level");
        Assert.True(examples.Length > 15);
        foreach (var example in examples.Except(["l.first_name = r.first_name"]))
            Assert.Equal(example, SqlText.Print(SqlText.Parse(example, SqlStyle.Suffixed), SqlStyle.Suffixed));
        Assert.NotNull(SqlText.Parse("l.first_name = r.first_name", SqlStyle.Suffixed));
    }

    [Fact]
    public void SplinkSql_Rules_AreRead()
    {
        var examples = Examples("sql rule");
        Assert.True(examples.Length > 4);
        Assert.All(examples, example => Assert.NotNull(SqlText.Parse(example, SqlStyle.Qualified)));
    }

    [Fact]
    public void SplinkSql_Refused_AreRefused()
    {
        var examples = Examples("sql refused");
        Assert.True(examples.Length > 8);
        Assert.All(examples, example => Assert.Throws<ModelException>(() => SqlText.Parse(example, SqlStyle.Suffixed)));
    }

    [Fact]
    public void SplinkSql_Grammar_NamesEveryFunctionThatIsKnown()
    {
        var grammar = Assert.Single(Blocks("splink-sql.md", "ebnf"));
        var message = Assert.Throws<ModelException>(() => SqlText.Parse("soundex(a_l) = 'x'", SqlStyle.Suffixed)).Message;
        foreach (Match name in FunctionName().Matches(message[message.IndexOf("supported are", StringComparison.Ordinal)..message.IndexOf(". The text", StringComparison.Ordinal)]["supported are".Length..]))
        {
            if (name.Length > 1)
                Assert.Contains($"\"{name.Value}\"", grammar, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Model_OurKey_IsRead()
    {
        var key = Assert.Single(Blocks("model.md", "json"));
        var json = $$"""{"link_type": "dedupe_only", "comparisons": [{"output_column_name": "a", "comparison_levels": [{"sql_condition": "ELSE"}]}], {{key}}}""";

        var model = SplinkModel.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal(("dense", TextUnit.Scalars, 0.9), (model.Grouping, model.Text, model.Threshold));
        Assert.Equal(FieldRole.BirthDate, Assert.Single(model.Roles).Role);
    }

    [Fact]
    public void Model_Roles_AreAllNamed()
    {
        var page = Page("model.md");
        foreach (var role in Enum.GetValues<FieldRole>())
            Assert.Contains($"`{System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString())}`", page, StringComparison.Ordinal);
    }

    static string[] Examples(string kind) => Assert.Single(Blocks("splink-sql.md", kind)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static IEnumerable<string> Blocks(string page, string kind) =>
        Page(page).Split("```" + kind + "\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]);

    static string Page(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", name));

    [GeneratedRegex("[A-Za-z_]+")]
    private static partial Regex FunctionName();
}
