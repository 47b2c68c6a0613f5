using System.Globalization;

namespace Muniment.Linkage.Modelling;

/// <summary>What a piece of SQL text is.</summary>
enum SqlTokenKind
{
    /// <summary>A bare word: a keyword, a function or a column.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    Quoted,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>A number, never signed.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>Behind the last character.</summary>
    End,
}

/// <summary>One piece of SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, symbol or digits; names and texts without quotes, doubled quotes undone.</param>
/// <param name="Start">0-based character at which it begins.</param>
readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start);

/// <summary>Cuts the SQL of a Splink condition into tokens. The lexical half of the grammar in docs/formats/splink-sql.md.</summary>
/// <remarks>Linear in the text's length. Comments, back quotes and anything not listed are refused with their position.</remarks>
sealed class SqlTokens
{
    /// <summary>The longest SQL text read, in UTF-16 units.</summary>
    public const int MaximumLength = 64 * 1024;

    readonly string _sql;
    readonly string _where;
    readonly List<SqlToken> _tokens = [];
    int _at;

    SqlTokens(string sql, string where) => (_sql, _where) = (sql, where);

    /// <summary>All tokens of the text, the last of kind <see cref="SqlTokenKind.End"/>.</summary>
    /// <param name="sql">The SQL text; at most <see cref="MaximumLength"/>.</param>
    /// <param name="where">Where the text stands in its file, for messages; empty: nowhere.</param>
    /// <exception cref="ModelException">A character, quote or comment that the grammar does not have.</exception>
    public static IReadOnlyList<SqlToken> Of(string sql, string where)
    {
        if (sql.Length > MaximumLength)
            throw new ModelException($"{(where.Length == 0 ? "The SQL" : where)} is {sql.Length} characters long; at most {MaximumLength} are read. Shorten the condition.");
        var tokens = new SqlTokens(sql, where);
        while (tokens.Next())
        {
        }
        return tokens._tokens;
    }

    /// <summary>A sentence with the place and a stretch of the text around it.</summary>
    /// <param name="sql">The whole text.</param>
    /// <param name="where">Where the text stands in its file; empty: nowhere.</param>
    /// <param name="start">0-based character.</param>
    /// <param name="problem">What is wrong and what to do, without a closing full stop.</param>
    public static ModelException Refusal(string sql, string where, int start, string problem)
    {
        var from = Math.Max(0, start - 30);
        var to = Math.Min(sql.Length, start + 50);
        var stretch = string.Concat(from > 0 ? "…" : "", sql.AsSpan(from, to - from), to < sql.Length ? "…" : "").ReplaceLineEndings(" ");
        return new ModelException($"{(where.Length == 0 ? "SQL" : where)}, character {start + 1}: {problem}. The text there: {stretch}");
    }

    bool Next()
    {
        while (_at < _sql.Length && _sql[_at] is ' ' or '\t' or '\r' or '\n')
            _at++;
        if (_at == _sql.Length)
        {
            _tokens.Add(new(SqlTokenKind.End, "", _at));
            return false;
        }
        var c = _sql[_at];
        if (c is '\'' or '"')
            Quoted(c);
        else if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _sql.Length && char.IsAsciiDigit(_sql[_at + 1])))
            Number();
        else if (c == '_' || char.IsLetter(c))
            Word();
        else
            Symbol();
        return true;
    }

    void Quoted(char quote)
    {
        var start = _at++;
        while (true)
        {
            var end = _sql.IndexOf(quote, _at);
            if (end < 0)
                throw Refusal(_sql, _where, start, $"the quote {quote} is never closed; close it, and double a quote that belongs to the text");
            _at = end + 1;
            if (_at == _sql.Length || _sql[_at] != quote)
                break;
            _at++;
        }
        var text = _sql[(start + 1)..(_at - 1)].Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal);
        _tokens.Add(new(quote == '"' ? SqlTokenKind.Quoted : SqlTokenKind.Text, text, start));
    }

    void Number()
    {
        var start = _at;
        SkipDigits();
        if (_at < _sql.Length && _sql[_at] == '.')
        {
            _at++;
            SkipDigits();
        }
        if (_at < _sql.Length && _sql[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < _sql.Length && _sql[_at] is '+' or '-')
                _at++;
            SkipDigits();
        }
        var text = _sql[start.._at];
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)
            || (_at < _sql.Length && (_sql[_at] is '_' or '.' || char.IsLetter(_sql[_at]))))
            throw Refusal(_sql, _where, start, $"{text} does not end like a number; write digits such as 0.92 or 1e-5");
        _tokens.Add(new(SqlTokenKind.Number, text, start));
    }

    void SkipDigits()
    {
        while (_at < _sql.Length && char.IsAsciiDigit(_sql[_at]))
            _at++;
    }

    void Word()
    {
        var start = _at;
        while (_at < _sql.Length && (_sql[_at] == '_' || char.IsLetterOrDigit(_sql[_at])))
            _at++;
        _tokens.Add(new(SqlTokenKind.Word, _sql[start.._at], start));
    }

    void Symbol()
    {
        var pair = _at + 1 < _sql.Length ? _sql.Substring(_at, 2) : "";
        if (pair is "--" or "/*")
            throw Refusal(_sql, _where, _at, "comments are not read; take the comment out");
        var symbol = pair is "<=" or ">=" or "<>" or "!=" or "||" or "::" or "->" ? pair : _sql[_at].ToString();
        if (symbol is "!" or "|" or ":" || !"()=<>,.-+*/[]!|:".Contains(symbol[0], StringComparison.Ordinal))
            throw Refusal(_sql, _where, _at, symbol == "`"
                ? "back quotes belong to another SQL dialect; save the model from Splink's DuckDB backend, which writes double quotes"
                : $"the character {symbol} has no place here; the grammar is in docs/formats/splink-sql.md");
        _tokens.Add(new(SqlTokenKind.Symbol, symbol, _at));
        _at += symbol.Length;
    }
}
