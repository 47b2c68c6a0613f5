using System.Globalization;

namespace Muniment.Linkage.Modelling;

/// <summary>Reads the SQL of a Splink comparison level or blocking rule. The grammar is docs/formats/splink-sql.md.</summary>
/// <remarks>
/// Recursive descent, one token ahead. Conditions and values share one set of rules, because an opening bracket may begin either;
/// what kind of thing was read is checked where it is used. Keep in sync with <see cref="SqlText"/> and docs/formats/splink-sql.md.
/// </remarks>
sealed partial class SqlParser
{
    /// <summary>How deep brackets, functions and NOT may nest: well above any model seen (5), well below the stack.</summary>
    public const int MaximumDepth = 64;

    readonly string _sql;
    readonly string _where;
    readonly SqlStyle _style;
    readonly IReadOnlyList<SqlToken> _tokens;
    int _next;
    int _depth;

    SqlParser(string sql, SqlStyle style, string where)
    {
        _sql = sql;
        _where = where;
        _style = style;
        _tokens = SqlTokens.Of(sql, where);
    }

    SqlToken Current => _tokens[_next];

    /// <summary>The condition the text stands for.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="style">How columns are written in it.</param>
    /// <param name="where">Where the text stands in its file, for messages.</param>
    /// <exception cref="ModelException">Not in the grammar; the sentence has the position.</exception>
    public static Condition Parse(string sql, SqlStyle style, string where)
    {
        var parser = new SqlParser(sql, style, where);
        if (style == SqlStyle.Suffixed && parser.Current.Kind == SqlTokenKind.Word && parser.IsWord("ELSE") && parser._tokens.Count == 2)
            return new Otherwise();
        var condition = parser.AsCondition(parser.Or());
        return parser.Current.Kind == SqlTokenKind.End
            ? condition
            : throw parser.Refuse(parser.Current.Start, $"{parser.Current.Text} was not expected; AND, OR or the end was");
    }

    SqlOperand Or()
    {
        if (++_depth > MaximumDepth)
            throw Refuse(Current.Start, $"brackets and functions nest deeper than {MaximumDepth}; simplify the condition");
        var first = And();
        if (IsWord("OR"))
        {
            List<Condition> parts = [AsCondition(first)];
            while (TakeWord("OR"))
                parts.Add(AsCondition(And()));
            first = OfCondition(new Any(parts), first.Start);
        }
        _depth--;
        return first;
    }

    SqlOperand And()
    {
        var first = Negation();
        if (!IsWord("AND"))
            return first;
        List<Condition> parts = [AsCondition(first)];
        while (TakeWord("AND"))
            parts.Add(AsCondition(Negation()));
        return OfCondition(new All(parts), first.Start);
    }

    SqlOperand Negation()
    {
        var start = Current.Start;
        if (!TakeWord("NOT"))
            return Relation();
        if (++_depth > MaximumDepth)
            throw Refuse(start, $"NOT nests deeper than {MaximumDepth}; simplify the condition");
        var part = AsCondition(Negation());
        _depth--;
        return OfCondition(new Not(part), start);
    }

    SqlOperand Relation()
    {
        var left = Sum();
        if (TakeWord("IS"))
        {
            var negated = TakeWord("NOT");
            ExpectWord("NULL");
            var missing = new Missing(AsValue(left));
            return OfCondition(negated ? new Not(missing) : missing, left.Start);
        }
        if (TakeWord("BETWEEN"))
        {
            var low = Sum();
            ExpectWord("AND");
            var high = Sum();
            return OfCondition(new All([Compare(left, Modelling.Relation.GreaterOrEqual, low), Compare(left, Modelling.Relation.LessOrEqual, high)]), left.Start);
        }
        if (IsWord("IN") || IsWord("LIKE") || IsWord("ILIKE") || IsWord("SIMILAR") || IsWord("NOT") || IsSymbol("->"))
            throw Refuse(Current.Start, $"{Current.Text} is not supported here; use =, <>, <, <=, >, >=, BETWEEN or IS NULL, joined by AND and OR");
        if (Current.Kind != SqlTokenKind.Symbol || RelationOf(Current.Text) is not { } relation)
            return left;
        _next++;
        return OfCondition(Compare(left, relation, Sum()), left.Start);
    }

    static Relation? RelationOf(string symbol) => symbol switch
    {
        "=" => Modelling.Relation.Equal,
        "<>" or "!=" => Modelling.Relation.NotEqual,
        "<" => Modelling.Relation.Less,
        "<=" => Modelling.Relation.LessOrEqual,
        ">" => Modelling.Relation.Greater,
        ">=" => Modelling.Relation.GreaterOrEqual,
        _ => null,
    };

    /// <summary>left (relation) right, once both are known to be of one kind. Two constants are decided at once (1=1).</summary>
    Condition Compare(SqlOperand left, Relation relation, SqlOperand right)
    {
        if (left.Kind == SqlOperandKind.Number || right.Kind == SqlOperandKind.Number)
        {
            var first = AsNumber(left);
            var second = AsNumber(right);
            if (first is not NumberLiteral a || second is not NumberLiteral b)
                return new Test(first, relation, second);
            var order = a.Number.CompareTo(b.Number);
            var holds = relation switch
            {
                Modelling.Relation.Equal => order == 0,
                Modelling.Relation.NotEqual => order != 0,
                Modelling.Relation.Less => order < 0,
                Modelling.Relation.LessOrEqual => order <= 0,
                Modelling.Relation.Greater => order > 0,
                _ => order >= 0,
            };
            return holds ? new Otherwise() : new Not(new Otherwise());
        }
        if (left.Kind == SqlOperandKind.Time && right.Kind == SqlOperandKind.Time)
            return new Test(left.First!, relation, right.First!);
        if (left.Kind is SqlOperandKind.Column or SqlOperandKind.Text && right.Kind is SqlOperandKind.Column or SqlOperandKind.Text)
            return new Test(left.First!, relation, right.First!);
        throw Refuse(left.Start, $"{left.Noun} cannot be compared with {right.Noun}; compare two texts, two numbers or two points in time");
    }

    /// <summary>a || b || …, or a single a - b.</summary>
    SqlOperand Sum()
    {
        var first = Quotient();
        if (IsSymbol("||"))
        {
            List<Expression> parts = [];
            AddParts(parts, AsText(first));
            while (TakeSymbol("||"))
                AddParts(parts, AsText(Quotient()));
            return new(SqlOperandKind.Text, first.Start, new Concatenate(parts));
        }
        if (IsSymbol("+") || IsSymbol("*"))
            throw Refuse(Current.Start, $"{Current.Text} is not supported; of arithmetic only ABS(a - b) and Splink's percentage difference are");
        if (!TakeSymbol("-"))
            return first;
        return new(SqlOperandKind.Difference, first.Start, AsNumber(first), AsNumber(Quotient()));
    }

    /// <summary>(a || b) || c is a || b || c.</summary>
    static void AddParts(List<Expression> parts, Expression part)
    {
        if (part is Concatenate nested)
            parts.AddRange(nested.Parts);
        else
            parts.Add(part);
    }

    /// <summary>A value, or Splink's percentage difference: ABS(a - b) / (CASE WHEN b > a THEN b ELSE a END).</summary>
    SqlOperand Quotient()
    {
        var first = Cast();
        var bar = Current.Start;
        if (!TakeSymbol("/"))
            return first;
        var second = Cast();
        if (first.First is AbsoluteDifference difference && second.Kind == SqlOperandKind.Larger
            && ((difference.First, difference.Second) == (second.First, second.Second) || (difference.Second, difference.First) == (second.First, second.Second)))
            return new(SqlOperandKind.Number, first.Start, new RelativeDifference(difference.First, difference.Second));
        throw Refuse(bar, "division is supported only as Splink writes its percentage difference: ABS(a - b) / (CASE WHEN b > a THEN b ELSE a END)");
    }

    SqlOperand Cast()
    {
        var value = Primary();
        while (TakeSymbol("::"))
            value = ToType(value);
        return value;
    }

    SqlOperand Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case SqlTokenKind.Number:
                _next++;
                return new(SqlOperandKind.Number, token.Start, new NumberLiteral(double.Parse(token.Text, CultureInfo.InvariantCulture)));
            case SqlTokenKind.Text:
                _next++;
                return new(SqlOperandKind.Text, token.Start, new TextLiteral(token.Text));
            case SqlTokenKind.Quoted:
                return Column();
            case SqlTokenKind.Word:
                return WordOrFunction();
            case SqlTokenKind.Symbol when token.Text == "(":
                _next++;
                var inside = Or();
                ExpectSymbol(")");
                return inside with { Start = token.Start };
            case SqlTokenKind.Symbol when token.Text == "-" && _tokens[_next + 1].Kind == SqlTokenKind.Number:
                _next += 2;
                return new(SqlOperandKind.Number, token.Start, new NumberLiteral(-double.Parse(_tokens[_next - 1].Text, CultureInfo.InvariantCulture)));
            case SqlTokenKind.End:
                throw Refuse(token.Start, "the text ends where a column, a value or a function was expected");
            default:
                throw Refuse(token.Start, $"{token.Text} was not expected; a column, a value or a function was");
        }
    }

    /// <summary>"name_l", name_r, l."name", r.name.</summary>
    SqlOperand Column()
    {
        var token = _tokens[_next++];
        var name = token.Text;
        if (TakeSymbol("."))
        {
            Side? side = name is "l" or "L" ? Side.Left : name is "r" or "R" ? Side.Right : null;
            if (side is null || Current.Kind is not (SqlTokenKind.Quoted or SqlTokenKind.Word))
                throw Refuse(token.Start, $"{name}. names no record; write l.\"column\" for the left record and r.\"column\" for the right one");
            name = _tokens[_next++].Text;
            return Field(name, side.Value, token.Start);
        }
        if (_style == SqlStyle.Qualified)
            throw Refuse(token.Start, $"{name} does not say which record it belongs to; write l.\"{name}\" or r.\"{name}\"");
        if (name.Length < 3 || name[^2] != '_' || name[^1] is not ('l' or 'r' or 'L' or 'R'))
            throw Refuse(token.Start, $"{name} does not say which record it belongs to; write \"{name}_l\" or \"{name}_r\"");
        return Field(name[..^2], name[^1] is 'l' or 'L' ? Side.Left : Side.Right, token.Start);
    }

    SqlOperand Field(string name, Side side, int start)
    {
        if (name.Length == 0)
            throw Refuse(start, "a column's name is empty");
        if (IsSymbol("[") || IsSymbol("."))
            throw Refuse(Current.Start, "parts of a column ([…] or .field) are not supported; make the part a column of its own, or use SUBSTRING(text, start, length)");
        return new(SqlOperandKind.Column, start, new FieldValue(name, side));
    }

    Condition AsCondition(SqlOperand operand) => operand.Condition
        ?? throw Refuse(operand.Start, $"a condition was expected here, and this is {operand.Noun}; compare it with something, such as = or IS NULL");

    Expression AsText(SqlOperand operand) => operand.Kind is SqlOperandKind.Column or SqlOperandKind.Text
        ? operand.First!
        : throw Refuse(operand.Start, $"a text was expected here, and this is {operand.Noun}");

    Expression AsNumber(SqlOperand operand) => operand.Kind switch
    {
        SqlOperandKind.Number => operand.First!,
        SqlOperandKind.Column => new ParseNumber(operand.First!) { Implicit = true },
        SqlOperandKind.Time => throw Refuse(operand.Start, "a number was expected here, and this is a point in time; write EPOCH(…) around it"),
        SqlOperandKind.Text => throw Refuse(operand.Start, "a number was expected here, and this is a text; write TRY_CAST(… AS DOUBLE) around it"),
        SqlOperandKind.Difference => throw Refuse(operand.Start, "a difference is supported only inside ABS(…)"),
        _ => throw Refuse(operand.Start, $"a number was expected here, and this is {operand.Noun}"),
    };

    Expression AsValue(SqlOperand operand) => operand.Kind is SqlOperandKind.Column or SqlOperandKind.Text or SqlOperandKind.Number or SqlOperandKind.Time
        ? operand.First!
        : throw Refuse(operand.Start, $"a column or a value was expected here, and this is {operand.Noun}");

    static SqlOperand OfCondition(Condition condition, int start) => new(SqlOperandKind.Condition, start, null, null, condition);

    bool IsWord(string word) => Current.Kind == SqlTokenKind.Word && Current.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    bool IsSymbol(string symbol) => Current.Kind == SqlTokenKind.Symbol && Current.Text == symbol;

    bool TakeWord(string word)
    {
        var found = IsWord(word);
        _next += found ? 1 : 0;
        return found;
    }

    bool TakeSymbol(string symbol)
    {
        var found = IsSymbol(symbol);
        _next += found ? 1 : 0;
        return found;
    }

    void ExpectWord(string word)
    {
        if (!TakeWord(word))
            throw Refuse(Current.Start, $"{word} was expected");
    }

    void ExpectSymbol(string symbol)
    {
        if (!TakeSymbol(symbol))
            throw Refuse(Current.Start, Current.Kind == SqlTokenKind.End ? $"the text ends before {symbol}" : $"{Current.Text} was not expected; {symbol} was");
    }

    ModelException Refuse(int start, string problem) => SqlTokens.Refusal(_sql, _where, start, problem);
}
