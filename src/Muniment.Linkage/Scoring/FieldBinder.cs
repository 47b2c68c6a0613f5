using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>Gives every expression of a model a lane: a column of codes, computed once per distinct value.</summary>
/// <remarks>Used while a model is bound to a table; not thread-safe.</remarks>
sealed class FieldBinder(RecordTable table)
{
    const int RegexTimeoutSeconds = 5;

    readonly List<Expression> _expressions = [];
    readonly List<Column> _fields = [];
    readonly Dictionary<int, double[]> _numbers = [];

    /// <summary>The column behind each lane.</summary>
    public IReadOnlyList<Column> Fields => _fields;

    /// <summary>What each lane holds, as an expression over one record.</summary>
    public IReadOnlyList<Expression> Expressions => _expressions;

    /// <summary>The lane of an expression over one record, and the side it reads.</summary>
    public (int Lane, Side Side) Bind(Expression expression)
    {
        var sides = new HashSet<Side>();
        var plain = WithoutSide(expression, sides);
        if (sides.Count != 1)
            throw new ModelException($"'{expression}' must read fields of exactly one record of the pair.");
        var lane = _expressions.IndexOf(plain);
        if (lane < 0)
        {
            _fields.Add(ColumnOf(plain));
            _expressions.Add(plain);
            lane = _fields.Count - 1;
        }
        return (lane, sides.First());
    }

    /// <summary>The lane of a column by name.</summary>
    public int BindColumn(string name) => Bind(new FieldValue(name, Side.Left)).Lane;

    /// <summary>A lane whose values carry the codes they have in another lane, so that the two can be compared as codes.</summary>
    /// <param name="lane">The lane to recode.</param>
    /// <param name="like">The lane whose codes to use; the same lane is returned as it is.</param>
    public int Recoded(int lane, int like)
    {
        if (lane == like)
            return lane;
        _fields.Add(ColumnMapping.Recode(_fields[lane], _fields[like]));
        _expressions.Add(new RecodedText(_expressions[lane], like)); // Nothing else can ask for this lane.
        return _fields.Count - 1;
    }

    /// <summary>A lane of one number for two fields together, the same whichever of the two holds which value; 0 where either is missing.</summary>
    /// <remarks>A hash: different values may share it, so it can only say that two records are not each other's swap.</remarks>
    public int Unordered(int first, int second)
    {
        var key = new Concatenate([new NumberLiteral(Math.Min(first, second)), new NumberLiteral(Math.Max(first, second))]);
        var lane = _expressions.IndexOf(key);
        if (lane >= 0)
            return lane;
        var (one, other) = (_fields[first], _fields[second]);
        var (oneHashes, otherHashes) = (Hashes(one.Values), Hashes(other.Values));
        var codes = new NativeArray<int>(one.Codes.Length);
        for (var row = 0L; row < codes.Length; row++)
        {
            if (one.Codes[row] != 0 && other.Codes[row] != 0)
                codes[row] = unchecked((int)(oneHashes[one.Codes[row]] + otherHashes[other.Codes[row]])) | 1;
        }
        _fields.Add(new Column($"{one.Name} and {other.Name} in either order", codes, one.Values));
        _expressions.Add(key);
        return _fields.Count - 1;
    }

    static uint[] Hashes(ValueDictionary values)
    {
        var hashes = new uint[values.Count];
        for (var code = 1; code < hashes.Length; code++)
            hashes[code] = ValueSample.Hash(values[code]);
        return hashes;
    }

    /// <summary>[codes] the number each value of a lane stands for; NaN: missing or no number.</summary>
    public double[] NumbersOf(int lane)
    {
        if (_numbers.TryGetValue(lane, out var numbers))
            return numbers;
        var values = _fields[lane].Values;
        numbers = new double[values.Count];
        for (var code = 0; code < numbers.Length; code++)
            numbers[code] = NumberOf(values[code]);
        return _numbers[lane] = numbers;
    }

    /// <summary>The number a text stands for; NaN: none.</summary>
    public static double NumberOf(ReadOnlySpan<byte> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;

    /// <summary>The expression that another one changes value by value, and how: text in, text out; null or empty: missing.</summary>
    /// <exception cref="ModelException">It is no such expression, or its pattern cannot be run.</exception>
    public static (Expression Text, Func<string, string?> Change) ChangeOf(Expression expression) => expression switch
    {
        Substring part => (part.Text, text => Part(text, part.Start, part.Length)),
        ChangeCase change => (change.Text, text => change.Upper ? text.ToUpperInvariant() : text.ToLowerInvariant()),
        Trim trim => (trim.Text, text => text.Trim(' ')),
        RegexExtract extract => (extract.Text, Extractor(extract)),
        NullIf nullIf => (nullIf.Text, text => text == nullIf.Other ? null : text),
        ParseTime time => (time.Text, text => TimeFormat.TryParse(text, time.Format, out var seconds) ? seconds.ToString("R", CultureInfo.InvariantCulture) : null),
        ParseNumber number => (number.Text, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : null),
        LiteralMatch match => (match.Text, text => text == match.Literal ? text : null),
        RecodedText recoded => (recoded.Text, text => text),
        _ => throw new ModelException($"'{expression}' cannot be computed from one record."),
    };

    /// <summary>The text a concatenation makes of its parts' texts, in order, its literals left out.</summary>
    public static string Joined(Concatenate join, string[] values)
    {
        var text = new StringBuilder();
        var next = 0;
        foreach (var part in join.Parts)
            text.Append(part is TextLiteral literal ? literal.Text : values[next++]);
        return text.ToString();
    }

    Column ColumnOf(Expression expression) => expression switch
    {
        FieldValue field => table.Find(field.Column) ?? throw new ModelException(
            $"The model compares column '{field.Column}', which the extracts do not have. Their columns are: {string.Join(", ", table.Columns.Select(column => column.Name))}. Rename the column, or edit the model."),
        Concatenate join => ColumnMapping.Join(expression.ToString(), [.. PartsOf(join).Select(part => _fields[Bind(part).Lane])], values => Joined(join, values)),
        _ => Mapped(expression),
    };

    /// <summary>The parts of a concatenation that are no literals.</summary>
    public static IEnumerable<Expression> PartsOf(Concatenate join) => join.Parts.Where(part => part is not TextLiteral);

    // An empty text is kept apart from a missing one in SQL; here both are missing, because no measure of an empty text tells anything
    // and Splink's own regular-expression levels wrap it in NULLIF(…, '').
    Column Mapped(Expression whole)
    {
        var (text, change) = ChangeOf(whole);
        return ColumnMapping.Map(_fields[Bind(text).Lane], whole.ToString(), change);
    }

    static string? Part(string text, int start, int? length)
    {
        var runes = text.EnumerateRunes().Skip(Math.Max(0, start - 1));
        var part = new StringBuilder();
        foreach (var rune in length is { } most ? runes.Take(most) : runes)
            part.Append(rune.ToString());
        return part.Length == 0 ? null : part.ToString();
    }

    static Func<string, string?> Extractor(RegexExtract extract)
    {
        Regex regex;
        try
        {
            // NonBacktracking: linear time whatever the pattern and the text, as in the engine the pattern was written for.
            regex = new Regex(extract.Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(RegexTimeoutSeconds));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new ModelException($"The pattern '{extract.Pattern}' is not a regular expression this engine can run: {exception.Message}", exception);
        }
        return text => regex.Match(text) is { Success: true } match && match.Groups[extract.Group].Value is { Length: > 0 } value ? value : null;
    }

    static Expression WithoutSide(Expression expression, HashSet<Side> sides)
    {
        switch (expression)
        {
            case FieldValue field:
                sides.Add(field.Side);
                return field with { Side = Side.Left };
            case Substring part:
                return part with { Text = WithoutSide(part.Text, sides) };
            case ChangeCase change:
                return change with { Text = WithoutSide(change.Text, sides) };
            case Trim trim:
                return trim with { Text = WithoutSide(trim.Text, sides) };
            case RegexExtract extract:
                return extract with { Text = WithoutSide(extract.Text, sides) };
            case NullIf nullIf:
                return nullIf with { Text = WithoutSide(nullIf.Text, sides) };
            case ParseTime time:
                return time with { Text = WithoutSide(time.Text, sides) };
            case ParseNumber number:
                return number with { Text = WithoutSide(number.Text, sides) };
            case LiteralMatch match:
                return match with { Text = WithoutSide(match.Text, sides) };
            case Concatenate join:
                return new Concatenate([.. join.Parts.Select(part => WithoutSide(part, sides))]);
            default:
                return expression;
        }
    }
}
