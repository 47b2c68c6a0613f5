using System.Globalization;

namespace Muniment.Linkage.Modelling;

sealed partial class SqlParser
{
    const string Known = "SUBSTRING, SUBSTR, LEFT, LOWER, UPPER, TRIM, REGEXP_EXTRACT, NULLIF, TRY_STRPTIME, STRPTIME, EPOCH, ABS, CAST, TRY_CAST, "
        + "levenshtein, damerau_levenshtein, jaro_similarity, jaro_winkler_similarity, jaccard, array_length(list_intersect(a, b))";

    SqlOperand WordOrFunction()
    {
        var token = Current;
        var follows = _tokens[_next + 1];
        if (follows is { Kind: SqlTokenKind.Symbol, Text: "(" } && !IsWord("NOT"))
            return Function();
        if (follows is not { Kind: SqlTokenKind.Symbol, Text: "." })
        {
            switch (token.Text.ToUpperInvariant())
            {
                case "TRUE":
                    _next++;
                    return OfCondition(new Otherwise(), token.Start);
                case "FALSE":
                    _next++;
                    return OfCondition(new Not(new Otherwise()), token.Start);
                case "CASE":
                    return Larger();
                case "NULL" or "ELSE" or "NOT" or "AND" or "OR" or "WHEN" or "THEN" or "END" or "IS" or "IN" or "LIKE" or "EXISTS" or "SELECT":
                    throw Refuse(token.Start, $"{token.Text} was not expected; a column, a value or a function was");
            }
        }
        return Column();
    }

    /// <summary>CASE as Splink's percentage difference has it, and in no other form.</summary>
    SqlOperand Larger()
    {
        var start = Current.Start;
        _next++;
        ExpectWord("WHEN");
        var condition = Or();
        ExpectWord("THEN");
        var then = AsNumber(Sum());
        ExpectWord("ELSE");
        var otherwise = AsNumber(Sum());
        ExpectWord("END");
        // "n_r" > "n_l" was read as two texts: columns become numbers only where one is wanted.
        if (condition.Condition is Test { Relation: Modelling.Relation.Greater } test && Number(test.Left) == then && Number(test.Right) == otherwise)
            return new(SqlOperandKind.Larger, start, otherwise, then);
        throw Refuse(start, "CASE is supported only as Splink's percentage difference writes it: CASE WHEN b > a THEN b ELSE a END");

        static Expression Number(Expression value) => value is FieldValue ? new ParseNumber(value) { Implicit = true } : value;
    }

    SqlOperand Function()
    {
        var token = _tokens[_next++];
        var name = token.Text.ToLowerInvariant();
        ExpectSymbol("(");
        if (name is "cast" or "try_cast")
            return CastCall(token.Start);
        List<SqlOperand> arguments = [];
        // Refused before its arguments are read: the function's name helps more than what is odd inside it.
        if (Arity(name) is not { } arity)
            throw Refuse(token.Start, Unknown(token.Text));
        if (!IsSymbol(")"))
        {
            do
                arguments.Add(Or());
            while (TakeSymbol(","));
        }
        ExpectSymbol(")");
        if (arguments.Count < arity.Least || arguments.Count > arity.Most)
            throw Refuse(token.Start, $"{token.Text} takes {(arity.Least == arity.Most ? arity.Least : $"{arity.Least} or {arity.Most}")} arguments here, and {arguments.Count} are given");
        return Apply(name, token.Start, arguments);
    }

    static string Unknown(string name) => name.ToLowerInvariant() switch
    {
        "concat" => "concat leaves missing parts out, which is not supported; write a || b, which is missing where any part is",
        "array_cosine_similarity" or "list_cosine_similarity" => $"cosine similarity ({name}) is not supported yet; take the level out, or compare another column",
        "acos" or "sin" or "cos" or "radians" => $"distance in km ({name}) is not supported yet; take the level out, or compare the place by name or postcode",
        "list_max" or "list_min" or "list_transform" or "flatten" => $"comparing every pair of two lists ({name}) is not supported yet; use array_length(list_intersect(a, b))",
        "least" or "greatest" => $"{name} (Splink's array subset) is not supported yet; use array_length(list_intersect(a, b))",
        "datediff" or "date_diff" => $"{name} is not supported; Splink 4 writes ABS(EPOCH(try_strptime(a, format)) - EPOCH(try_strptime(b, format)))",
        _ => $"the function {name} is not supported; supported are {Known}",
    };

    static (int Least, int Most)? Arity(string name) => name switch
    {
        "substring" or "substr" or "regexp_extract" => (2, 3),
        "left" or "nullif" or "strptime" or "try_strptime" or "list_intersect" or "array_intersect" => (2, 2),
        "lower" or "lcase" or "upper" or "ucase" or "trim" or "epoch" or "abs" or "array_length" or "len" => (1, 1),
        _ => MeasureOf(name) is null ? null : (2, 2),
    };

    static Measure? MeasureOf(string name) => name switch
    {
        "levenshtein" or "editdist3" => Measure.Levenshtein,
        "damerau_levenshtein" => Measure.DamerauLevenshtein,
        "jaro_similarity" => Measure.Jaro,
        "jaro_winkler_similarity" => Measure.JaroWinkler,
        "jaccard" => Measure.Jaccard,
        _ => null,
    };

    SqlOperand Apply(string name, int start, List<SqlOperand> arguments)
    {
        switch (name)
        {
            case "abs":
                var difference = arguments[0];
                return difference.Kind == SqlOperandKind.Difference
                    ? new(SqlOperandKind.Number, start, new AbsoluteDifference(difference.First!, difference.Second!))
                    : throw Refuse(start, "ABS is supported only around a difference: ABS(a - b)");
            case "epoch":
                return arguments[0].Kind == SqlOperandKind.Time
                    ? arguments[0] with { Kind = SqlOperandKind.Number, Start = start }
                    : throw Refuse(start, "EPOCH is supported only around a time: EPOCH(try_strptime(column, format))");
            case "list_intersect" or "array_intersect":
                return arguments is [{ Kind: SqlOperandKind.Column }, { Kind: SqlOperandKind.Column }]
                    ? new(SqlOperandKind.SharedList, start, arguments[0].First, arguments[1].First)
                    : throw Refuse(start, $"{name} is supported only of two columns that hold lists");
            case "array_length" or "len":
                return arguments[0].Kind == SqlOperandKind.SharedList
                    ? new(SqlOperandKind.Number, start, new ListOverlap(arguments[0].First!, arguments[0].Second!))
                    : throw Refuse(start, $"{name} is supported only around list_intersect(a, b)");
        }
        var text = AsText(arguments[0]);
        Expression value = name switch
        {
            "lower" or "lcase" => new ChangeCase(text, Upper: false),
            "upper" or "ucase" => new ChangeCase(text, Upper: true),
            "trim" => new Trim(text),
            "left" => new Substring(text, 1, Whole(arguments[1], 0, "a length")),
            "substring" or "substr" => new Substring(text, Whole(arguments[1], 1, "a start, counted from 1"),
                arguments.Count == 3 ? Whole(arguments[2], 0, "a length") : null),
            "nullif" => new NullIf(text, Literal(arguments[1])),
            "regexp_extract" => new RegexExtract(text, Literal(arguments[1]), arguments.Count == 3 ? Whole(arguments[2], 0, "a group") : 0),
            "strptime" or "try_strptime" => new ParseTime(text, Literal(arguments[1])),
            _ => new Measured(MeasureOf(name)!.Value, text, AsText(arguments[1])),
        };
        return new(value is ParseTime ? SqlOperandKind.Time : value is Measured ? SqlOperandKind.Number : SqlOperandKind.Text, start, value);
    }

    int Whole(SqlOperand operand, int least, string what) =>
        operand.First is NumberLiteral { Number: var number } && number >= least && number <= 1_000_000 && number == Math.Truncate(number)
            ? (int)number
            : throw Refuse(operand.Start, $"a whole number from {least.ToString(CultureInfo.InvariantCulture)} to 1000000 was expected here ({what})");

    string Literal(SqlOperand operand) => operand.First is TextLiteral literal
        ? literal.Text
        : throw Refuse(operand.Start, "a text in single quotes was expected here");

    SqlOperand CastCall(int start)
    {
        var value = Or();
        ExpectWord("AS");
        value = ToType(value);
        ExpectSymbol(")");
        return value with { Start = start };
    }

    /// <summary>A text stays as it is (every column is text here); DOUBLE makes a number of a text.</summary>
    SqlOperand ToType(SqlOperand value)
    {
        var type = Current;
        _next++;
        switch (type.Text.ToUpperInvariant())
        {
            case "VARCHAR" or "TEXT" or "STRING":
                return new(SqlOperandKind.Text, value.Start, AsText(value));
            case "DOUBLE" or "FLOAT8":
                return value.Kind == SqlOperandKind.Number ? value : new(SqlOperandKind.Number, value.Start, new ParseNumber(AsText(value)));
            default:
                throw Refuse(type.Start, $"casting to {(type.Kind == SqlTokenKind.End ? "nothing" : type.Text)} is not supported; VARCHAR and DOUBLE are, and dates by try_strptime(text, format)");
        }
    }
}
