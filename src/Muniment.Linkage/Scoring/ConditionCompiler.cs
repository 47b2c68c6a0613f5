using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Scoring;

/// <summary>Turns conditions into tests on lanes.</summary>
/// <remarks>Used while a model is bound to a table; not thread-safe.</remarks>
sealed class ConditionCompiler(FieldBinder binder, TextUnit unit)
{
    /// <summary>The kernel of one comparison.</summary>
    /// <param name="conditions">Its levels' conditions, in order.</param>
    public ComparisonDraft Compile(IEnumerable<Condition> conditions)
    {
        var operands = new List<Operand>();
        var levels = conditions.Select(condition => Tests(condition, operands)).ToArray();
        if (operands.Count > ComparisonKernel.MostOperands)
            throw new ModelException($"One comparison takes {operands.Count} different measurements; the most is {ComparisonKernel.MostOperands}. Split it into two comparisons.");
        return new ComparisonDraft(levels, [.. operands]);
    }

    LevelTest[] Tests(Condition condition, List<Operand> operands) =>
        condition is All all
            ? WithSwap([.. all.Parts.SelectMany(part => Tests(part, operands))])
            : [Simple(condition, operands) ?? new LevelTest(TestKind.Tree, 0, 0, -1, 0, false) { Tree = Tree(condition, operands) }];

    // "a's x is b's y and a's y is b's x": no lane tells that, so one is made that at least rules it out.
    LevelTest[] WithSwap(LevelTest[] tests)
    {
        for (var k = 1; k < tests.Length; k++)
        {
            if (tests[k].Kind == TestKind.SameAcross && tests[k - 1].Kind == TestKind.SameAcross && tests[k].Left == tests[k - 1].Right && tests[k].Right == tests[k - 1].Left)
                tests[k] = tests[k] with { SwapLane = binder.Unordered(tests[k].Left, tests[k].Right) };
        }
        return tests;
    }

    ConditionTree Tree(Condition condition, List<Operand> operands) => condition switch
    {
        Not not => new(TreeKind.Not, [Tree(not.Part, operands)], default),
        All all => new(TreeKind.And, [.. all.Parts.Select(part => Tree(part, operands))], default),
        Any any when Simple(any, operands) is { } simple => new(TreeKind.Leaf, [], simple),
        Any any => new(TreeKind.Or, [.. any.Parts.Select(part => Tree(part, operands))], default),
        Test test when Simple(test, operands) is null => new(TreeKind.Not, [new(TreeKind.Leaf, [], Simple(Opposite(test), operands) ?? throw Unsupported(test))], default),
        _ => new(TreeKind.Leaf, [], Simple(condition, operands) ?? throw Unsupported(condition)),
    };

    static ModelException Unsupported(object condition) =>
        new($"The condition '{condition}' is not one this engine can run. Compare a field of the left record with a field of the right one.");

    static Test Opposite(Test test) => test with
    {
        Relation = test.Relation switch
        {
            Relation.Equal => Relation.NotEqual,
            Relation.NotEqual => Relation.Equal,
            Relation.Less => Relation.GreaterOrEqual,
            Relation.LessOrEqual => Relation.Greater,
            Relation.Greater => Relation.LessOrEqual,
            _ => Relation.Less,
        },
    };

    LevelTest? Simple(Condition condition, List<Operand> operands)
    {
        switch (condition)
        {
            case Otherwise:
                return new(TestKind.Always, 0, 0, -1, 0, false);
            case Missing missing:
                var (lane, side) = binder.Bind(missing.Value);
                return new(side == Side.Left ? TestKind.LeftMissing : TestKind.RightMissing, lane, lane, -1, 0, false);
            case Any { Parts: [Missing first, Missing second] }:
                var (left, leftSide) = binder.Bind(first.Value);
                var (right, rightSide) = binder.Bind(second.Value);
                return leftSide == rightSide ? null
                    : leftSide == Side.Left ? new(TestKind.EitherMissing, left, right, -1, 0, false)
                    : new(TestKind.EitherMissing, right, left, -1, 0, false);
            case Test { Left: NumberLiteral, Right: not NumberLiteral } test:
                return Simple(new Test(test.Right, Mirrored(test.Relation), test.Left), operands);
            case Test { Right: NumberLiteral limit } test:
                return Numeric(test, limit.Number, operands);
            case Test { Relation: Relation.Equal } test:
                return Equality(test);
            default:
                return null;
        }
    }

    static Relation Mirrored(Relation relation) => relation switch
    {
        Relation.Less => Relation.Greater,
        Relation.LessOrEqual => Relation.GreaterOrEqual,
        Relation.Greater => Relation.Less,
        Relation.GreaterOrEqual => Relation.LessOrEqual,
        _ => relation,
    };

    LevelTest? Equality(Test test)
    {
        if (test.Left is TextLiteral || test.Right is TextLiteral)
        {
            var (value, literal) = test.Left is TextLiteral text ? (test.Right, text) : (test.Left, (TextLiteral)test.Right);
            var (lane, side) = binder.Bind(new LiteralMatch(value, literal.Text));
            var missing = new LevelTest(side == Side.Left ? TestKind.LeftMissing : TestKind.RightMissing, lane, lane, -1, 0, false);
            return new(TestKind.Tree, 0, 0, -1, 0, false) { Tree = new(TreeKind.Not, [new(TreeKind.Leaf, [], missing)], default) };
        }
        var (first, firstSide) = binder.Bind(test.Left);
        var (second, secondSide) = binder.Bind(test.Right);
        if (firstSide == secondSide)
            throw Unsupported(test);
        var (left, right) = firstSide == Side.Left ? (first, second) : (second, first);
        return new(left == right ? TestKind.Same : TestKind.SameAcross, left, right, -1, 0, false);
    }

    LevelTest? Numeric(Test test, double limit, List<Operand> operands)
    {
        var (kind, measure, first, second) = test.Left switch
        {
            Measured { Measure: Measure.Levenshtein or Measure.DamerauLevenshtein } distance => (TestKind.DistanceAtMost, distance.Measure, distance.First, distance.Second),
            Measured similarity => (TestKind.SimilarityAtLeast, similarity.Measure, similarity.First, similarity.Second),
            AbsoluteDifference difference => (TestKind.DifferenceWithin, default, difference.First, difference.Second),
            RelativeDifference difference => (TestKind.RelativeDifferenceWithin, default, difference.First, difference.Second),
            ListOverlap overlap => (TestKind.OverlapAtLeast, default(Measure), overlap.First, overlap.Second),
            _ => throw Unsupported(test),
        };
        var wantsMore = kind is TestKind.SimilarityAtLeast or TestKind.OverlapAtLeast;
        var asks = test.Relation is Relation.GreaterOrEqual or Relation.Greater;
        if (test.Relation is Relation.Equal or Relation.NotEqual || wantsMore != asks)
            return null;
        var (firstLane, firstSide) = binder.Bind(first);
        var (secondLane, secondSide) = binder.Bind(second);
        if (firstSide == secondSide)
            throw Unsupported(test);
        var (left, right) = firstSide == Side.Left ? (firstLane, secondLane) : (secondLane, firstLane);
        var index = operands.FindIndex(operand => operand.Kind == kind && operand.Measure == measure && operand.Left == left && operand.Right == right);
        if (index < 0)
        {
            operands.Add(new Operand(kind, measure, left, right, unit) { Loosest = limit });
            index = operands.Count - 1;
        }
        var shared = operands[index];
        shared.Loosest = wantsMore ? Math.Min(shared.Loosest, limit) : Math.Max(shared.Loosest, limit);
        return new(kind, left, right, index, limit, test.Relation is Relation.Less or Relation.Greater);
    }
}

/// <summary>The tests and operands of a comparison, before the lanes' data is known.</summary>
sealed record ComparisonDraft(LevelTest[][] Levels, Operand[] Operands)
{
    /// <summary>The kernel over the finished lanes.</summary>
    public ComparisonKernel Finish(LaneData data)
    {
        foreach (var operand in Operands.Where(operand => operand.Kind == TestKind.SimilarityAtLeast && operand.Loosest is >= 0 and <= 1))
        {
            operand.Quick = operand.Measure switch
            {
                Measure.JaroWinkler => JaroThreshold.ForJaroWinkler(operand.Loosest),
                Measure.Jaro => JaroThreshold.ForJaro(operand.Loosest),
                _ => null,
            };
        }
        return new(Levels, Operands, data);
    }

    /// <summary>Lanes whose values a string measure reads.</summary>
    public IEnumerable<(int Lane, TextUnit Unit)> TextLanes => Operands
        .Where(operand => operand.Kind is TestKind.SimilarityAtLeast or TestKind.DistanceAtMost)
        .SelectMany(operand => new[] { (operand.Left, operand.Unit), (operand.Right, operand.Unit) });

    /// <summary>Lanes whose values are read as numbers.</summary>
    public IEnumerable<int> NumberLanes => Operands
        .Where(operand => operand.Kind is TestKind.DifferenceWithin or TestKind.RelativeDifferenceWithin)
        .SelectMany(operand => new[] { operand.Left, operand.Right });
}

/// <summary>A value where it equals a literal, else missing: how "field = 'text'" becomes a lane.</summary>
sealed record LiteralMatch(Expression Text, string Literal) : Expression;

/// <summary>A text whose lane has the codes of another lane, so that the two can be compared as codes.</summary>
sealed record RecodedText(Expression Text, int Like) : Expression;
