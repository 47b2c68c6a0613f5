using System.Text;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

public sealed class SplinkModelTests
{
    public static TheoryData<string> Jobs => ["fake_1000", "febrl3", "febrl4", "historical_50k"];

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Write_ModelThatSplinkWrote_GivesTheSameBytes(string job)
    {
        var json = Golden.Read($"{job}/model.json");

        var model = SplinkModel.Parse(json);

        Assert.Equal(Encoding.UTF8.GetString(json).TrimEnd(), Encoding.UTF8.GetString(SplinkModel.Write(model)));
        Assert.True(model.Faithful);
        Assert.Equal(TextUnit.Bytes, model.Text);
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Parse_ModelThatSplinkWrote_ConditionsPrintAsSplinkWritesThem(string job)
    {
        var model = SplinkModel.Parse(Golden.Read($"{job}/model.json"));

        Assert.All(model.Comparisons.SelectMany(comparison => comparison.Levels), level => Assert.Null(level.Sql));
        // Only rules that were typed by hand, with bare columns (l.first_name), differ; their text is kept.
        Assert.All(model.BlockingRules, rule => Assert.True(rule.Sql is null || rule.Sql.Contains("l.given_name", StringComparison.Ordinal) || rule.Sql.Contains("SUBSTRING(l.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Parse_Fake1000_HasWhatTheFileSays()
    {
        var model = SplinkModel.Parse(Golden.Read("fake_1000/model.json"));

        Assert.Equal(LinkType.Dedupe, model.LinkType);
        Assert.Equal(0.0024453024453024454, model.Prior);
        Assert.Equal(2, model.BlockingRules.Count);
        Assert.Equal(["first_name", "surname", "dob", "city", "email"], model.Comparisons.Select(comparison => comparison.Name));
        Assert.Equal(new Any([new Missing(new FieldValue("first_name", Side.Left)), new Missing(new FieldValue("first_name", Side.Right))]), model.Comparisons[0].Levels[0].Condition);
        Assert.True(model.Comparisons[0].Levels[0].IsNull);
        Assert.Equal("first_name", model.Comparisons[0].Levels[1].TermFrequencyColumn);
        Assert.Null(model.Comparisons[4].Levels[4].M);
        Assert.Equal(0.000501823937001795, model.Comparisons[4].Levels[4].U);
        Assert.Equal("7u9hez6g", model.Splink!.LinkerUid);
    }

    [Fact]
    public void Parse_OurKey_IsReadAndWrittenBack()
    {
        var model = SplinkModel.Parse(Golden.Read("fake_1000/model.json")) with
        {
            Faithful = false,
            Text = TextUnit.Scalars,
            Threshold = 0.9,
            Grouping = "dense",
            BlockCap = 400,
            Refinements = [["surname", "first_name"], ["dob"]],
            Columns = [new("name", ["first_name", "surname"], ["marks"])],
            Roles = [new("dob", FieldRole.BirthDate, "Its name says so — «né le».")],
        };

        var back = SplinkModel.Parse(SplinkModel.Write(model));

        Assert.False(back.Faithful);
        Assert.Equal((TextUnit.Scalars, 0.9, "dense"), (back.Text, back.Threshold, back.Grouping));
        Assert.Equal(400, back.BlockCap);
        Assert.Equal(model.Refinements, back.Refinements);
        Assert.Equal(model.Columns, back.Columns);
        Assert.Equal(model.Roles, back.Roles);
        Assert.Equal(SplinkModel.Write(model), SplinkModel.Write(back));
    }

    [Fact]
    public void Parse_LevelWithEverySetting_IsWrittenBack()
    {
        const string level = """
            {"sql_condition": "jaro_similarity(l.a, r.a) > .5 or a_l = 'O''Brien'", "label_for_charts": "É \\ \"x\"", "m_probability": 0, "u_probability": 1e-7, "fix_m_probability": true, "fix_u_probability": true,
             "tf_adjustment_column": "a", "tf_minimum_u_value": 0.001, "tf_adjustment_weight": 0.5, "disable_tf_exact_match_detection": true}, {"sql_condition": "ELSE"}
            """;

        var model = SplinkModel.Parse(Encoding.UTF8.GetBytes($$"""{"link_type": "link_and_dedupe", "comparisons": [{"output_column_name": "a", "comparison_levels": [{{level}}]}]}"""));
        var back = SplinkModel.Parse(SplinkModel.Write(model));

        Assert.Equal(model.Comparisons[0].Levels, back.Comparisons[0].Levels);
        Assert.Equal((0d, 1e-7, 0.5, 0.001, true, "É \\ \"x\""), (back.Comparisons[0].Levels[0].M, back.Comparisons[0].Levels[0].U, back.Comparisons[0].Levels[0].TermFrequencyWeight,
            back.Comparisons[0].Levels[0].TermFrequencyMinimum, back.Comparisons[0].Levels[0].FixM, back.Comparisons[0].Levels[0].Label));
        Assert.Contains("> .5 or a_l", back.Comparisons[0].Levels[0].Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ByteOrderMark_IsSkipped()
    {
        Assert.Single(SplinkModel.Parse([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Smallest())]).Comparisons);
    }

    [Fact]
    public void Parse_SettingsByHand_TakesSplinksDefaults()
    {
        var model = SplinkModel.Parse(Encoding.UTF8.GetBytes(Smallest()));

        Assert.Equal((0.0001, 0.0001, 25, "unique_id", "source_dataset"), (model.Prior, model.EmConvergence, model.MaxIterations, model.IdColumn, model.SourceColumn));
        Assert.Empty(model.BlockingRules);
        Assert.Null(model.Comparisons[0].Levels[0].U);
    }

    [Fact]
    public void Parse_RuleAsText_IsARule()
    {
        var json = Smallest(top: """, "blocking_rules_to_generate_predictions": ["l.a = r.a", {"blocking_rule": "1=1", "salting_partitions": 4, "arrays_to_explode": []}] """);

        var model = SplinkModel.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal("l.a = r.a", model.BlockingRules[0].Sql);
        Assert.Equal(new Otherwise(), model.BlockingRules[1].Condition);
        Assert.Equal(4, SplinkModel.Parse(SplinkModel.Write(model)).BlockingRules[1].SaltingPartitions);
    }

    [Theory]
    [InlineData("""{"link_type": "dedupe_only", "comparisons": []}""", "comparisons is empty")]
    [InlineData("[]", "The model is a list, and an object in braces was expected.")]
    [InlineData("""{"comparisons": []}""", "link_type is missing")]
    [InlineData("""{"link_type": "dedupe"}""", "link_type is \"dedupe\"; use dedupe_only")]
    [InlineData("{\"link_type\": \"dedupe_only\",\n oops}", "not valid JSON at line 2, byte 2")]
    [InlineData("""{"link_type": "dedupe_only", "link_type": "link_only"}""", "link_type")]
    public void Parse_NoModel_SaysWhatIsWrong(string json, string sentence) => AssertRefused(json, sentence);

    [Theory]
    [InlineData(""", "wobble": 1 """, "", "wobble is not a key this program knows")]
    [InlineData("", """, "wobble": 1 """, "comparisons[0].comparison_levels[0].wobble is not a key")]
    [InlineData("", """, "m_probability": 1.5 """, "comparisons[0].comparison_levels[0].m_probability is 1.5; a probability from 0 to 1 is needed")]
    [InlineData("", """, "u_probability": -0.1 """, "u_probability is -0.1")]
    [InlineData("", """, "m_probability": "0.5" """, "m_probability is the text \"0.5\", and a number was expected")]
    [InlineData("", """, "m_probability": 1e999 """, "m_probability")]
    [InlineData("", """, "tf_adjustment_column": "b" """, "\"a\" has no level that is an exact match on b alone")]
    [InlineData("", """, "fix_m_probability": 1 """, "fix_m_probability is 1, and true or false was expected")]
    [InlineData(""", "probability_two_random_records_match": 0 """, "", "probability_two_random_records_match is 0; a probability above 0")]
    [InlineData(""", "sql_dialect": "spark" """, "", "sql_dialect is \"spark\"; only duckdb is read")]
    [InlineData(""", "max_iterations": 2.5 """, "", "max_iterations is 2.5, and a whole number")]
    [InlineData(""", "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.a = r.a", "arrays_to_explode": ["a"]}] """, "", "[0].arrays_to_explode names a: blocking on the elements of lists is not supported")]
    [InlineData(""", "blocking_rules_to_generate_predictions": ["l.a = soundex(r.a)"] """, "", "blocking_rules_to_generate_predictions[0], character 7: the function soundex is not supported")]
    [InlineData(""", "muniment": {"version": 2} """, "", "muniment.version is not 1")]
    [InlineData(""", "muniment": {"version": 1, "text": "runes"} """, "", "muniment.text is \"runes\"")]
    [InlineData(""", "muniment": {"version": 1, "grouping": "stars"} """, "", "muniment.grouping is \"stars\"; use components, one-to-one, dense")]
    [InlineData(""", "muniment": {"version": 1, "columns": [{"name": "a", "from": ["a"], "steps": ["blanks", "wash"]}]} """, "", "muniment.columns[0].steps: There is no cleaning step 'wash'. The steps are")]
    [InlineData(""", "muniment": {"version": 1, "columns": [{"name": "a", "from": []}]} """, "", "muniment.columns[0].from is missing")]
    [InlineData(""", "muniment": {"version": 1, "refinements": ["a"]} """, "", "muniment.refinements[0] is the text \"a\", and a list in square brackets was expected")]
    [InlineData(""", "muniment": {"version": 1, "block_cap": 0} """, "", "muniment.block_cap is 0")]
    [InlineData(""", "muniment": {"version": 1, "threshold": 95} """, "", "muniment.threshold is 95")]
    [InlineData(""", "muniment": {"version": 1, "roles": [{"column": "a", "role": "king"}]} """, "", "muniment.roles[0].role is \"king\"; use one of ignored, forename")]
    public void Parse_BadModel_SaysWhereAndWhatToDo(string top, string level, string sentence) => AssertRefused(Smallest(top, level), sentence);

    [Theory]
    [InlineData("""{"sql_condition": "ELSE"}, {"sql_condition": "ELSE"}""", "comparisons[0].comparison_levels[0] is ELSE and not the last level")]
    [InlineData("""{"sql_condition": "a_l = a_r"}""", "does not end in ELSE")]
    [InlineData("""{"sql_condition": "hamming(a_l, a_r) <= 1"}""", "comparisons[0].comparison_levels[0].sql_condition, character 1: the function hamming is not supported")]
    public void Parse_BadLevels_SaysWhereAndWhatToDo(string levels, string sentence) =>
        AssertRefused($$"""{"link_type": "dedupe_only", "comparisons": [{"output_column_name": "a", "comparison_levels": [{{levels}}]}]}""", sentence);

    [Fact]
    public void Parse_TwoComparisonsOfOneName_Refused()
    {
        const string comparison = """{"output_column_name": "NAME", "comparison_levels": [{"sql_condition": "ELSE"}]}""";

        AssertRefused($$"""{"link_type": "dedupe_only", "comparisons": [{{comparison}}, {{comparison.ToLowerInvariant().Replace("else", "ELSE", StringComparison.Ordinal)}}]}""", "comparisons[1].output_column_name is \"name\" like that of an earlier comparison");
    }

    [Fact]
    public void Parse_EveryTruncation_IsRefusedWithASentence()
    {
        var json = Golden.Read("fake_1000/model.json");
        for (var length = 0; length < json.Length - 2; length += 37)
            Assert.Throws<ModelException>(() => SplinkModel.Parse(json.AsSpan(0, length)));
    }

    [Fact]
    public void Write_ConditionChangedButTextKept_WritesTheCondition()
    {
        var model = SplinkModel.Parse(Encoding.UTF8.GetBytes(Smallest()));
        var level = model.Comparisons[0].Levels[0];
        Assert.Equal("a_l = a_r", level.Sql);
        var changed = level with { Condition = new Test(new FieldValue("b", Side.Left), Relation.Equal, new FieldValue("b", Side.Right)) };

        var written = SplinkModel.Write(model with { Comparisons = [model.Comparisons[0] with { Levels = [changed, model.Comparisons[0].Levels[1]] }] });

        Assert.Equal("""
            "b_l" = "b_r"
            """, SqlText.Print(SplinkModel.Parse(written).Comparisons[0].Levels[0].Condition, SqlStyle.Suffixed));
    }

    [Fact]
    public void ForSplink_ImportedModel_LosesNothing()
    {
        var json = Golden.Read("febrl4/model.json");

        var export = SplinkModel.ForSplink(SplinkModel.Parse(json));

        Assert.Empty(export.Lost);
        Assert.Equal(Encoding.UTF8.GetString(json).TrimEnd(), Encoding.UTF8.GetString(export.Json));
    }

    [Fact]
    public void ForSplink_OurModel_SaysWhatIsLostAndLeavesOurKeyOut()
    {
        var model = SplinkModel.Parse(Golden.Read("fake_1000/model.json")) with
        {
            Faithful = false,
            LinkType = LinkType.Both,
            Text = TextUnit.Scalars,
            Threshold = 0.9,
            Grouping = "dense",
            BlockCap = 400,
            Columns = [new("first_name", ["first_name"], []), new("surname", ["surname"], ["marks"])],
            Roles = [new("dob", FieldRole.BirthDate, "")],
        };

        var export = SplinkModel.ForSplink(model);

        Assert.DoesNotContain("muniment", Encoding.UTF8.GetString(export.Json), StringComparison.Ordinal);
        Assert.Contains(export.Lost, sentence => sentence.StartsWith("The column surname is computed here from surname by marks", StringComparison.Ordinal));
        Assert.DoesNotContain(export.Lost, sentence => sentence.StartsWith("The column first_name", StringComparison.Ordinal));
        foreach (var word in new[] { "bytes", "role", "threshold 0.9", "grouping \"dense\"", "400 records", "evidence", "link_and_dedupe", "username\" of email was never observed among matches" })
            Assert.Contains(export.Lost, sentence => sentence.Contains(word, StringComparison.Ordinal));
        Assert.Equal(9, export.Lost.Count);
    }

    static string Smallest(string top = "", string level = "") => $$"""
        {"link_type": "dedupe_only", "comparisons": [{"output_column_name": "a", "comparison_levels": [
            {"sql_condition": "a_l = a_r"{{level}}}, {"sql_condition": "ELSE"}]}]{{top}}}
        """;

    static void AssertRefused(string json, string sentence)
    {
        var problem = Assert.Throws<ModelException>(() => SplinkModel.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
    }
}
