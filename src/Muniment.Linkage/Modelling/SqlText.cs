using System.Globalization;
using System.Text;

namespace Muniment.Linkage.Modelling;

/// <summary>How SQL names a column of one of the two records.</summary>
public enum SqlStyle
{
    /// <summary>"name_l" and "name_r", as in comparison levels.</summary>
    Suffixed,

    /// <summary>l."name" and r."name", as in blocking rules.</summary>
    Qualified,
}

/// <summary>The SQL of Splink's conditions, read and written.</summary>
/// <remarks>
/// Grammar: docs/formats/splink-sql.md. What Splink 4.0.16 itself writes comes back byte for byte, save for its unquoted columns.
/// Pure; safe on any thread. Keep in sync with the parser and with <see cref="Condition"/> and <see cref="Expression"/>.
/// </remarks>
public static class SqlText
{
    // Splink writes months and years as floating-point seconds; a month is 30.4375 days, a year 12 of them.
    const double SecondsOfMonth = 2629800;

    /// <summary>The condition a text stands for.</summary>
    /// <param name="sql">At most 64 K characters, nested at most 64 deep.</param>
    /// <param name="style">How columns are written; <see cref="SqlStyle.Suffixed"/> also takes l."name".</param>
    /// <param name="where">Where the text stands in its file, for messages; empty: nowhere.</param>
    /// <exception cref="ModelException">The text is not in the grammar; the sentence has the text and the position.</exception>
    public static Condition Parse(string sql, SqlStyle style, string where = "") => SqlParser.Parse(sql, style, where);

    /// <summary>A condition as DuckDB SQL, in Splink's own spelling.</summary>
    /// <param name="condition">Any condition.</param>
    /// <param name="style">How columns are written.</param>
    public static string Print(Condition condition, SqlStyle style)
    {
        if (condition is Otherwise && style == SqlStyle.Suffixed)
            return "ELSE";
        var sql = new StringBuilder();
        Append(sql, condition, style);
        return sql.ToString();
    }

    static void Append(StringBuilder sql, Condition condition, SqlStyle style)
    {
        switch (condition)
        {
            case All all:
                Join(sql, all.Parts, " AND ", style, bare: AreMirrored(all.Parts));
                break;
            case Any any:
                Join(sql, any.Parts, " OR ", style, bare: AreBothMissing(any.Parts));
                break;
            case Not { Part: Missing missing }:
                Append(sql, Explicit(missing.Value), style);
                sql.Append(" IS NOT NULL");
                break;
            case Not not:
                sql.Append("NOT (");
                Append(sql, not.Part, style);
                sql.Append(')');
                break;
            case Otherwise:
                sql.Append("1=1");
                break;
            case Missing missing:
                Append(sql, Explicit(missing.Value), style);
                sql.Append(" IS NULL");
                break;
            case Test test:
                AppendTest(sql, test, style);
                break;
            default:
                throw new ArgumentException($"{condition.GetType().Name} has no SQL", nameof(condition));
        }
    }

    static void Join(StringBuilder sql, IReadOnlyList<Condition> parts, string word, SqlStyle style, bool bare)
    {
        if (parts.Count == 0)
            sql.Append(word == " AND " ? "1=1" : "NOT (1=1)");
        for (var i = 0; i < parts.Count; i++)
        {
            sql.Append(i == 0 ? "" : word);
            var bracket = !bare && parts.Count > 1;
            sql.Append(bracket ? "(" : "");
            Append(sql, parts[i], style);
            sql.Append(bracket ? ")" : "");
        }
    }

    // Splink's own level types write these without brackets: columns reversed, a literal on both sides, and the null level.
    static bool AreMirrored(IReadOnlyList<Condition> parts) =>
        parts is [Test { Relation: Relation.Equal } a, Test { Relation: Relation.Equal } b]
        && IsPair(a.Left, b.Left)
        && (IsPair(a.Right, b.Right) || (a.Right is TextLiteral && a.Right == b.Right));

    static bool AreBothMissing(IReadOnlyList<Condition> parts) => parts is [Missing a, Missing b] && IsPair(a.Value, b.Value);

    /// <summary>True if the second is the first taken from the other record.</summary>
    static bool IsPair(Expression left, Expression right) => (left, right) switch
    {
        (FieldValue { Side: Side.Left } a, FieldValue { Side: Side.Right } b) => a.Column == b.Column,
        (FieldValue { Side: Side.Right } a, FieldValue { Side: Side.Left } b) => a.Column == b.Column,
        (Substring a, Substring b) => (a.Start, a.Length) == (b.Start, b.Length) && IsPair(a.Text, b.Text),
        (ChangeCase a, ChangeCase b) => a.Upper == b.Upper && IsPair(a.Text, b.Text),
        (Trim a, Trim b) => IsPair(a.Text, b.Text),
        (RegexExtract a, RegexExtract b) => (a.Pattern, a.Group) == (b.Pattern, b.Group) && IsPair(a.Text, b.Text),
        (NullIf a, NullIf b) => a.Other == b.Other && IsPair(a.Text, b.Text),
        (ParseTime a, ParseTime b) => a.Format == b.Format && IsPair(a.Text, b.Text),
        (ParseNumber a, ParseNumber b) => a.Implicit == b.Implicit && IsPair(a.Text, b.Text),
        _ => false,
    };

    static void AppendTest(StringBuilder sql, Test test, SqlStyle style)
    {
        var times = test.Left is ParseTime && test.Right is ParseTime;
        if (test is { Left: ParseNumber { Implicit: true }, Right: ParseNumber { Implicit: true } })
            test = test with { Left = Explicit(test.Left) };
        Side(test.Left);
        sql.Append(test.Relation switch
        {
            Relation.Equal => " = ",
            Relation.NotEqual => " <> ",
            Relation.Less => " < ",
            Relation.LessOrEqual => " <= ",
            Relation.Greater => " > ",
            _ => " >= ",
        });
        if (test is { Left: AbsoluteDifference { First: ParseTime, Second: ParseTime }, Right: NumberLiteral { Number: > 0 } seconds } && seconds.Number % SecondsOfMonth == 0)
            sql.Append(CultureInfo.InvariantCulture, $"{seconds.Number:F1}");
        else
            Side(test.Right);

        void Side(Expression value)
        {
            if (times)
                Append(sql, value, style);
            else
                AppendNumber(sql, value, style);
        }
    }

    /// <summary>A bare column is a text unless something beside it says otherwise: where nothing does, the number is cast.</summary>
    static Expression Explicit(Expression value) => value is ParseNumber number ? number with { Implicit = false } : value;

    /// <summary>As <see cref="Append(StringBuilder, Expression, SqlStyle)"/>, but a time becomes its seconds.</summary>
    static void AppendNumber(StringBuilder sql, Expression value, SqlStyle style)
    {
        var time = value is ParseTime;
        sql.Append(time ? "EPOCH(" : "");
        Append(sql, value, style);
        sql.Append(time ? ")" : "");
    }

    static void Append(StringBuilder sql, Expression value, SqlStyle style)
    {
        switch (value)
        {
            case FieldValue field:
                sql.Append(style == SqlStyle.Qualified
                    ? $"{(field.Side == Modelling.Side.Left ? 'l' : 'r')}.{Quote(field.Column, '"')}"
                    : Quote(field.Column + (field.Side == Modelling.Side.Left ? "_l" : "_r"), '"'));
                break;
            case TextLiteral literal:
                sql.Append(Quote(literal.Text, '\''));
                break;
            case NumberLiteral literal:
                sql.Append(literal.Number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case Substring part:
                Call("SUBSTRING", part.Text, part.Length is { } length ? $", {part.Start}, {length}" : $", {part.Start}");
                break;
            case ChangeCase change:
                Call(change.Upper ? "UPPER" : "LOWER", change.Text);
                break;
            case Trim trim:
                Call("TRIM", trim.Text);
                break;
            case RegexExtract extract:
                Call("regexp_extract", extract.Text, $", {Quote(extract.Pattern, '\'')}, {extract.Group}");
                break;
            case NullIf nullIf:
                Call("NULLIF", nullIf.Text, $", {Quote(nullIf.Other, '\'')}");
                break;
            case ParseTime time:
                Call("try_strptime", time.Text, $", {Quote(time.Format, '\'')}");
                break;
            case ParseNumber { Implicit: true, Text: FieldValue } number:
                Append(sql, number.Text, style);
                break;
            case ParseNumber number:
                Call("TRY_CAST", number.Text, " AS DOUBLE");
                break;
            case Concatenate joined:
                for (var i = 0; i < joined.Parts.Count; i++)
                {
                    sql.Append(i == 0 ? "" : " || ");
                    Append(sql, joined.Parts[i], style);
                }
                break;
            default:
                AppendOfTwo(sql, value, style);
                break;
        }

        void Call(string name, Expression argument, string rest = "")
        {
            sql.Append(name).Append('(');
            Append(sql, argument, style);
            sql.Append(rest).Append(')');
        }
    }

    static void AppendOfTwo(StringBuilder sql, Expression value, SqlStyle style)
    {
        switch (value)
        {
            case Measured measured:
                Between(NameOf(measured.Measure) + "(", measured.First, ", ", measured.Second, ")");
                break;
            case AbsoluteDifference difference:
                Between("ABS(", difference.First, " - ", difference.Second, ")");
                break;
            case RelativeDifference difference:
                Between("(ABS(", difference.First, " - ", difference.Second, ") / (CASE WHEN ");
                Between("", difference.Second, " > ", difference.First, " THEN ");
                Between("", difference.Second, " ELSE ", difference.First, " END))");
                break;
            case ListOverlap overlap:
                Between("array_length(list_intersect(", overlap.First, ", ", overlap.Second, "))");
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} has no SQL", nameof(value));
        }

        void Between(string before, Expression first, string between, Expression second, string after)
        {
            sql.Append(before);
            AppendNumber(sql, first, style);
            sql.Append(between);
            AppendNumber(sql, second, style);
            sql.Append(after);
        }
    }

    static string NameOf(Measure measure) => measure switch
    {
        Measure.Levenshtein => "levenshtein",
        Measure.DamerauLevenshtein => "damerau_levenshtein",
        Measure.Jaro => "jaro_similarity",
        Measure.JaroWinkler => "jaro_winkler_similarity",
        Measure.Jaccard => "jaccard",
        _ => throw new ArgumentException($"{measure} has no SQL", nameof(measure)),
    };

    static string Quote(string text, char quote) =>
        $"{quote}{text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal)}{quote}";
}
