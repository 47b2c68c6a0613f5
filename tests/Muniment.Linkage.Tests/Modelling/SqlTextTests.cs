using System.Text.Json;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

public sealed class SqlTextTests
{
    static readonly string[] s_later = ["hamming", "list_max", "acos", "array_cosine_similarity", "LEAST"];

    public static TheoryData<string> LibraryConditions()
    {
        var data = new TheoryData<string>();
        using var library = JsonDocument.Parse(Golden.Read("comparison_library_duckdb.json"));
        foreach (var comparison in library.RootElement.EnumerateObject())
        {
            foreach (var level in comparison.Value.GetProperty("comparison_levels").EnumerateArray())
                data.Add(level.GetProperty("sql_condition").GetString()!);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(LibraryConditions))]
    public void Print_EveryConditionOfSplinksLibrary_IsTheSameTextOrRefusedByName(string sql)
    {
        if (s_later.FirstOrDefault(name => sql.Contains(name + "(", StringComparison.Ordinal)) is { } name)
        {
            var problem = Assert.Throws<ModelException>(() => SqlText.Parse(sql, SqlStyle.Suffixed));
            Assert.Contains(name, problem.Message, StringComparison.Ordinal);
            Assert.Contains($"character {sql.IndexOf(name + "(", StringComparison.Ordinal) + 1}:", problem.Message, StringComparison.Ordinal);
            return;
        }
        var condition = SqlText.Parse(sql, SqlStyle.Suffixed);

        Assert.Equal(sql, SqlText.Print(condition, SqlStyle.Suffixed));
    }

    /// <summary>Texts nobody writes like Splink; what they are written as; parsing that again gives the same tree.</summary>
    [Theory]
    [InlineData("a_l=a_r", "\"a_l\" = \"a_r\"")]
    [InlineData("A_L = A_R", "\"A_l\" = \"A_r\"")]
    [InlineData("l.a = r.\"a\"", "\"a_l\" = \"a_r\"")]
    [InlineData("\"l\".\"a_l\" = r.a_l", "\"a_l_l\" = \"a_l_r\"")]
    [InlineData("\"say \"\"hi\"\"_l\" = 'it''s'", "\"say \"\"hi\"\"_l\" = 'it''s'")]
    [InlineData("a_l != a_r or not a_l is null and b_l is not null", "(\"a_l\" <> \"a_r\") OR ((\"a_l\" IS NOT NULL) AND (\"b_l\" IS NOT NULL))")]
    [InlineData("(a_l = a_r)", "\"a_l\" = \"a_r\"")]
    [InlineData("NOT NOT (a_l = a_r)", "NOT (NOT (\"a_l\" = \"a_r\"))")]
    [InlineData("((a_l = a_r) OR b_l = b_r) OR c_l = c_r", "((\"a_l\" = \"a_r\") OR (\"b_l\" = \"b_r\")) OR (\"c_l\" = \"c_r\")")]
    [InlineData("substr(a_l, 1, 3) = left(a_r, 3)", "SUBSTRING(\"a_l\", 1, 3) = SUBSTRING(\"a_r\", 1, 3)")]
    [InlineData("substring(a_l, 2) = trim(upper(lcase(a_r)))", "SUBSTRING(\"a_l\", 2) = TRIM(UPPER(LOWER(\"a_r\")))")]
    [InlineData("a_l || ' ' || b_l = (a_r || ' ') || b_r", "\"a_l\" || ' ' || \"b_l\" = \"a_r\" || ' ' || \"b_r\"")]
    [InlineData("regexp_extract(a_l, '[a-z]+') = regexp_extract(a_r, '([a-z]+)', 1)", "regexp_extract(\"a_l\", '[a-z]+', 0) = regexp_extract(\"a_r\", '([a-z]+)', 1)")]
    [InlineData("try_cast(n_l as double) between 1 and -2.50e-1", "(TRY_CAST(\"n_l\" AS DOUBLE) >= 1) AND (TRY_CAST(\"n_l\" AS DOUBLE) <= -0.25)")]
    [InlineData("cast(a_l as varchar) = a_r::text", "\"a_l\" = \"a_r\"")]
    [InlineData("n_l = 5", "\"n_l\" = 5")]
    [InlineData("n_l::double >= n_r", "TRY_CAST(\"n_l\" AS DOUBLE) >= \"n_r\"")]
    [InlineData("strptime(d_l, '%d/%m/%Y') < try_strptime(d_r, '%Y')", "try_strptime(\"d_l\", '%d/%m/%Y') < try_strptime(\"d_r\", '%Y')")]
    [InlineData("epoch(try_strptime(d_l, '%Y')) > 0", "EPOCH(try_strptime(\"d_l\", '%Y')) > 0")]
    [InlineData("abs(epoch(try_strptime(d_l, '%Y')) - epoch(try_strptime(d_r, '%Y'))) <= 2629800", "ABS(EPOCH(try_strptime(\"d_l\", '%Y')) - EPOCH(try_strptime(\"d_r\", '%Y'))) <= 2629800.0")]
    [InlineData("len(array_intersect(a_l, a_r)) > 0", "array_length(list_intersect(\"a_l\", \"a_r\")) > 0")]
    [InlineData("abs(n_l - n_r) / case when n_r > n_l then n_r else n_l end <= .5", "(ABS(\"n_l\" - \"n_r\") / (CASE WHEN \"n_r\" > \"n_l\" THEN \"n_r\" ELSE \"n_l\" END)) <= 0.5")]
    [InlineData("editdist3(a_l, lower(a_r)) < 1e0", "levenshtein(\"a_l\", LOWER(\"a_r\")) < 1")]
    [InlineData("1=1", "ELSE")]
    [InlineData("true", "ELSE")]
    [InlineData("else", "ELSE")]
    [InlineData("a_l = a_r and true", "(\"a_l\" = \"a_r\") AND (1=1)")]
    [InlineData("1 > 2", "NOT (1=1)")]
    [InlineData("\"größe 身長_l\" = größe_r", "\"größe 身長_l\" = \"größe_r\"")]
    public void Print_OtherSpelling_IsSplinksSpellingOfTheSameTree(string sql, string printed)
    {
        var condition = SqlText.Parse(sql, SqlStyle.Suffixed);

        Assert.Equal(printed, SqlText.Print(condition, SqlStyle.Suffixed));
        Assert.Equal(condition, SqlText.Parse(printed, SqlStyle.Suffixed));
    }

    [Theory]
    [InlineData("l.a = r.a", "l.\"a\" = r.\"a\"")]
    [InlineData("\"L\".a = r.a_l", "l.\"a\" = r.\"a_l\"")]
    [InlineData("1=1", "1=1")]
    [InlineData("l.a = r.a AND levenshtein(l.b, r.b) <= 2", "(l.\"a\" = r.\"a\") AND (levenshtein(l.\"b\", r.\"b\") <= 2)")]
    [InlineData("l.a = r.b AND l.b = r.a AND l.c = r.c", "(l.\"a\" = r.\"b\") AND (l.\"b\" = r.\"a\") AND (l.\"c\" = r.\"c\")")]
    [InlineData("l.left = r.left", "l.\"left\" = r.\"left\"")]
    public void Print_Rule_IsSplinksSpelling(string sql, string printed)
    {
        var condition = SqlText.Parse(sql, SqlStyle.Qualified);

        Assert.Equal(printed, SqlText.Print(condition, SqlStyle.Qualified));
        Assert.Equal(condition, SqlText.Parse(printed, SqlStyle.Qualified));
    }

    [Theory]
    [InlineData("", 1, "the text ends where")]
    [InlineData("a_l", 1, "a condition was expected here, and this is a column")]
    [InlineData("a_l = a_r a_l", 11, "a_l was not expected")]
    [InlineData("a = a_r", 1, "a does not say which record it belongs to")]
    [InlineData("t.a = r.a", 1, "t. names no record")]
    [InlineData("a_l = a_r -- hi", 11, "comments are not read")]
    [InlineData("a_l = /* hi */ a_r", 7, "comments are not read")]
    [InlineData("a_l = 'x", 7, "the quote ' is never closed")]
    [InlineData("`a_l` = a_r", 1, "back quotes")]
    [InlineData("a_l = a_r; DROP", 10, "the character ; has no place here")]
    [InlineData("a_l = $1", 7, "the character $ has no place here")]
    [InlineData("a_l[1] = a_r", 4, "parts of a column")]
    [InlineData("l.a.b = r.a", 4, "parts of a column")]
    [InlineData("a_l IN ('x')", 5, "IN is not supported here")]
    [InlineData("a_l = a_r = b_l", 11, "= was not expected")]
    [InlineData("(a_l = a_r) = (b_l = b_r)", 1, "a condition cannot be compared with a condition")]
    [InlineData("a_l - a_r < 1", 1, "a difference is supported only inside ABS")]
    [InlineData("abs(a_l) < 1", 1, "ABS is supported only around a difference")]
    [InlineData("a_l + 1 = a_r", 5, "+ is not supported")]
    [InlineData("abs(a_l - a_r) / 2 < 1", 16, "division is supported only as")]
    [InlineData("abs(a_l - a_r) / (case when b_l > a_l then b_l else a_l end) < 1", 16, "division is supported only as")]
    [InlineData("case when a_l = 'x' then 1 else 0 end = 1", 1, "CASE is supported only")]
    [InlineData("lower(a_l) > 3", 1, "a number was expected here, and this is a text; write TRY_CAST")]
    [InlineData("abs(try_strptime(a_l, '%Y') - try_strptime(a_r, '%Y')) < 1", 5, "write EPOCH(")]
    [InlineData("try_strptime(a_l, '%Y') = a_r", 1, "a point in time cannot be compared with a column")]
    [InlineData("levenshtein(a_l) < 1", 1, "levenshtein takes 2 arguments here, and 1 are given")]
    [InlineData("substring(a_l, 0) = 'x'", 16, "a whole number from 1")]
    [InlineData("substring(a_l, 1.5) = 'x'", 16, "a whole number from 1")]
    [InlineData("nullif(a_l, b_l) = 'x'", 13, "a text in single quotes")]
    [InlineData("concat(a_l, b_l) = 'x'", 1, "write a || b")]
    [InlineData("cast(a_l as integer) = 1", 13, "casting to integer is not supported")]
    [InlineData("cast(a_l as", 12, "casting to nothing is not supported")]
    [InlineData("coalesce(a_l, '') = a_r", 1, "the function coalesce is not supported; supported are SUBSTRING")]
    [InlineData("a_l = 1.2.3", 7, "1.2 does not end like a number")]
    [InlineData("a_l = 1e", 7, "does not end like a number")]
    [InlineData("a_l = 3x", 7, "does not end like a number")]
    [InlineData("\"\".a = r.a", 1, "names no record")]
    [InlineData("\"_l\" = a_r", 1, "does not say which record")]
    [InlineData("(a_l = a_r", 11, "the text ends before )")]
    [InlineData("list_intersect(a_l, a_r) = 1", 1, "a number was expected here, and this is a list")]
    public void Parse_NotInTheGrammar_SaysWhereAndWhat(string sql, int character, string problem)
    {
        var message = Assert.Throws<ModelException>(() => SqlText.Parse(sql, SqlStyle.Suffixed, "here")).Message;

        Assert.StartsWith($"here, character {character}: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BareColumnInARule_IsRefused() =>
        Assert.Contains("write l.\"a_l\"", Assert.Throws<ModelException>(() => SqlText.Parse("a_l = a_r", SqlStyle.Qualified)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("NOT ", "")]
    [InlineData("NOT (", ")")]
    public void Parse_NestedTooDeep_IsRefused(string open, string close)
    {
        Assert.NotNull(SqlText.Parse(Nested(30), SqlStyle.Suffixed));
        Assert.Contains("deeper than 64", Assert.Throws<ModelException>(() => SqlText.Parse(Nested(10_000), SqlStyle.Suffixed)).Message, StringComparison.Ordinal);

        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "a_l = a_r" + string.Concat(Enumerable.Repeat(close, depth));
    }

    [Fact]
    public void Parse_TooLong_IsRefused()
    {
        Assert.Contains("at most 65536", Assert.Throws<ModelException>(() => SqlText.Parse(new string(' ', 65_537), SqlStyle.Suffixed)).Message, StringComparison.Ordinal);
        Assert.IsType<All>(SqlText.Parse(string.Join(" AND ", Enumerable.Repeat("a_l = a_r", 4000)), SqlStyle.Suffixed));
    }

    [Theory]
    [InlineData(SqlStyle.Suffixed)]
    [InlineData(SqlStyle.Qualified)]
    public void Parse_WhatPrintWrote_IsTheSameTree(SqlStyle style)
    {
        var random = new RandomConditions(20_261_121);
        for (var round = 0; round < 20_000; round++)
        {
            var condition = random.Next(depth: round % 5);

            var sql = SqlText.Print(condition, style);

            Assert.True(condition == SqlText.Parse(sql, style), sql);
        }
    }

    [Fact]
    public void Print_NumbersThatWouldReadAsTexts_AreCast()
    {
        var left = new ParseNumber(new FieldValue("n", Side.Left)) { Implicit = true };
        var right = new ParseNumber(new FieldValue("n", Side.Right)) { Implicit = true };

        Assert.Equal("TRY_CAST(\"n_l\" AS DOUBLE) < \"n_r\"", SqlText.Print(new Test(left, Relation.Less, right), SqlStyle.Suffixed));
        Assert.Equal("TRY_CAST(\"n_l\" AS DOUBLE) IS NULL", SqlText.Print(new Missing(left), SqlStyle.Suffixed));
    }

    [Fact]
    public void Parse_RandomPiecesOfSql_ReadsOrRefuses()
    {
        string[] pieces = ["a_l", "\"b_r\"", "l.", "r.c", "=", "<=", " AND ", " OR ", "NOT ", "(", ")", ",", "'x'", "1", "0.9", " IS NULL", "lower(", "abs(", "-", "/", "||", "::",
            "CASE WHEN ", " THEN ", " ELSE ", " END", "epoch(", "try_strptime(", "cast(", " AS double)", "nullif(", "[", "'", "\"", "--", "jaccard(", "é", "\0", "array_length(list_intersect("];
        var state = 20_260_401u; // Seed.
        for (var round = 0; round < 20_000; round++)
        {
            var sql = "";
            for (var i = 0; i < 1 + (round % 12); i++)
            {
                state = (state * 1_664_525) + 1_013_904_223;
                sql += pieces[(int)((state >> 8) % (uint)pieces.Length)];
            }
            try
            {
                var condition = SqlText.Parse(sql, SqlStyle.Suffixed);
                Assert.Equal(condition, SqlText.Parse(SqlText.Print(condition, SqlStyle.Suffixed), SqlStyle.Suffixed));
            }
            catch (ModelException)
            {
                // Refused with a sentence: as it should be.
            }
        }
    }
}
