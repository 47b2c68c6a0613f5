using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Tests.Modelling;

/// <summary>Conditions of every kind the grammar has, nested at random; the same for the same seed.</summary>
sealed class RandomConditions(uint seed)
{
    static readonly string[] s_columns = ["a", "first name", "say \"hi\"", "größe", "x_l", "select"];
    static readonly string[] s_texts = ["", "x", "it's", "^[^@]+", "%Y-%m-%d", "--", "/* */", "a\nb", "𝔘"];
    static readonly double[] s_numbers = [0, 1, -1, 0.1, 0.92, 30, 2629800, 1e-7, 1.5e300, -2.25];
    uint _state = seed;

    public Condition Next(int depth) => depth == 0 || Below(3) == 0 ? Simple(depth) : Below(3) switch
    {
        0 => new All(Parts(depth - 1)),
        1 => new Any(Parts(depth - 1)),
        _ => new Not(Next(depth - 1)),
    };

    Condition Simple(int depth) => Below(5) switch
    {
        0 => new Missing(Below(2) == 0 ? Text(depth) : Time(depth)),
        1 => new Test(Text(depth), AnyRelation(), Text(depth)),
        2 => new Test(Time(depth), AnyRelation(), Time(depth)),
        // One side at least is no literal, or the condition would be decided when it is read; and one is no bare column, or both would be texts.
        3 => new Test(Measured(depth), AnyRelation(), Below(2) == 0 ? new NumberLiteral(Pick(s_numbers)) : Number(depth)),
        _ => new Test(new ParseNumber(Field()) { Implicit = true }, AnyRelation(), new NumberLiteral(Pick(s_numbers))),
    };

    Expression Text(int depth) => depth == 0 ? Field() : Below(8) switch
    {
        0 => new TextLiteral(Pick(s_texts)),
        1 => new Substring(Text(depth - 1), 1 + Below(5), Below(2) == 0 ? null : Below(5)),
        2 => new ChangeCase(Text(depth - 1), Below(2) == 0),
        3 => new Trim(Text(depth - 1)),
        4 => new RegexExtract(Text(depth - 1), Pick(s_texts), Below(3)),
        5 => new NullIf(Text(depth - 1), Pick(s_texts)),
        6 => new Concatenate([Field(), new TextLiteral(Pick(s_texts)), new Trim(Text(depth - 1))]),
        _ => Field(),
    };

    ParseTime Time(int depth) => new(Text(depth), Pick(s_texts));

    Expression Measured(int depth) => Below(6) switch
    {
        0 => new AbsoluteDifference(Number(depth), Number(depth)),
        1 => new AbsoluteDifference(Time(depth), Time(depth)),
        2 => new RelativeDifference(Operand(), Operand()),
        3 => new ListOverlap(Field(), Field()),
        4 => new ParseNumber(Text(depth)),
        _ => new Measured(Pick([Measure.Levenshtein, Measure.DamerauLevenshtein, Measure.Jaro, Measure.JaroWinkler, Measure.Jaccard]), Text(depth), Text(depth)),
    };

    Expression Number(int depth) => depth == 0 || Below(2) == 0 ? Operand() : Below(3) == 0 ? Time(depth) : Measured(depth - 1);

    ParseNumber Operand() => new(Field()) { Implicit = Below(2) == 0 };

    FieldValue Field() => new(Pick(s_columns), Below(2) == 0 ? Side.Left : Side.Right);

    Condition[] Parts(int depth) => [.. Enumerable.Range(0, 2 + Below(2)).Select(_ => Next(depth))];

    Relation AnyRelation() => Pick(Enum.GetValues<Relation>());

    T Pick<T>(T[] items) => items[Below(items.Length)];

    int Below(int limit)
    {
        _state = (_state * 1_664_525) + 1_013_904_223;
        return (int)((_state >> 8) % (uint)limit);
    }
}
