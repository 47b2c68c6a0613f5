namespace Muniment.Linkage.Modelling;

/// <summary>The default comparison of each role: levels from the surest agreement to none.</summary>
static class AutoComparisons
{
    /// <summary>One comparison a field.</summary>
    public static IReadOnlyList<Comparison> For(IReadOnlyList<FieldGroup> fields)
    {
        var split = fields.Any(field => field.Role == FieldRole.Forename) && fields.Any(field => field.Role == FieldRole.Surname);
        return [.. fields.Where(field => !(split && field.Role == FieldRole.FullName)).Select(field => Of(field, fields))];
    }

    static Comparison Of(FieldGroup field, IReadOnlyList<FieldGroup> fields)
    {
        var clean = field.Clean;
        var levels = new Levels(clean);
        levels.Exact(clean, "the same");
        if (field.With("list") is { } list)
            levels.Add(new Test(new ListOverlap(Left(list), Right(list)), Relation.GreaterOrEqual, new NumberLiteral(1)), "a value in common");
        switch (field.Role)
        {
            case FieldRole.Forename:
                if (fields.FirstOrDefault(other => other.Role == FieldRole.Surname) is { } surname)
                    levels.Add(new All([Pair(clean, surname.Clean), Pair(surname.Clean, clean)]), "forename and surname swapped");
                levels.Same(field.With("nick"), "short forms of one name");
                levels.Similar(Measure.JaroWinkler, clean, 0.92, "nearly the same");
                levels.Same(field.With("sound"), "sound the same");
                levels.Similar(Measure.JaroWinkler, clean, 0.8, "similar");
                if (fields.FirstOrDefault(other => other.Role == FieldRole.Surname) is { } other)
                    levels.Add(new All([Alike(clean, other.Clean), Alike(other.Clean, clean)]), "forename and surname swapped, nearly the same");
                levels.Add(new Test(new Substring(Left(clean), 1, 1), Relation.Equal, new Substring(Right(clean), 1, 1)), "the same initial");
                break;
            case FieldRole.MiddleName:
                levels.Similar(Measure.JaroWinkler, clean, 0.9, "nearly the same");
                levels.Add(new Test(new Substring(Left(clean), 1, 1), Relation.Equal, new Substring(Right(clean), 1, 1)), "the same initial");
                break;
            case FieldRole.Surname:
                levels.Similar(Measure.JaroWinkler, clean, 0.92, "nearly the same");
                levels.Same(field.With("sound"), "sound the same");
                levels.Similar(Measure.JaroWinkler, clean, 0.8, "similar");
                break;
            case FieldRole.FullName:
                levels.Same(field.With("sorted"), "the same words");
                levels.Similar(Measure.JaroWinkler, field.With("sorted") ?? clean, 0.92, "nearly the same words");
                if (field.With("first") is { } first && field.With("last") is { } last)
                {
                    levels.Add(new All([Pair(first, first), Pair(last, last)]), "the same first and last word");
                    levels.Same(last, "the same last word");
                }
                levels.Similar(Measure.JaroWinkler, clean, 0.8, "similar");
                break;
            case FieldRole.BirthDate or FieldRole.DeathDate:
                levels.Distance(clean, 1, "one slip apart");
                levels.Distance(clean, 2, "two slips apart");
                levels.Same(field.With("year"), "the same year");
                levels.Same(field.With("month_day"), "the same day of the year");
                break;
            case FieldRole.Postcode:
                levels.Distance(clean, 1, "one slip apart");
                levels.Same(field.With("district"), "the same district");
                levels.Distance(clean, 2, "two slips apart");
                break;
            case FieldRole.Email:
                levels.Same(field.With("local"), "the same name before the @");
                levels.Similar(Measure.JaroWinkler, clean, 0.92, "nearly the same");
                levels.Similar(Measure.JaroWinkler, field.With("local") ?? clean, 0.88, "similar names before the @");
                break;
            case FieldRole.Phone or FieldRole.DocumentNumber or FieldRole.NhsNumber or FieldRole.NationalInsuranceNumber:
                levels.Distance(clean, 1, "one slip apart");
                levels.Distance(clean, 2, "two slips apart");
                break;
            case FieldRole.HouseNumber or FieldRole.BirthYear:
                levels.Distance(clean, 1, "one slip apart");
                break;
            case FieldRole.Sex or FieldRole.Category or FieldRole.Country:
                break;
            default:
                levels.Similar(Measure.JaroWinkler, clean, 0.92, "nearly the same");
                levels.Similar(Measure.JaroWinkler, clean, 0.8, "similar");
                break;
        }
        levels.Otherwise();
        return levels.Comparison(field.Clean);
    }

    static FieldValue Left(string column) => new(column, Side.Left);

    static FieldValue Right(string column) => new(column, Side.Right);

    static Test Alike(string left, string right) => new(new Measured(Measure.JaroWinkler, Left(left), Right(right)), Relation.GreaterOrEqual, new NumberLiteral(0.88));

    internal static Test Pair(string left, string right) => new(Left(left), Relation.Equal, Right(right));

    /// <summary>Collects the levels of one comparison.</summary>
    sealed class Levels
    {
        readonly List<ComparisonLevel> _levels = [];

        public Levels(string column) =>
            _levels.Add(new ComparisonLevel(new Any([new Missing(Left(column)), new Missing(Right(column))]), "missing") { IsNull = true });

        public void Add(Condition condition, string label) => _levels.Add(new ComparisonLevel(condition, label));

        public void Exact(string column, string label) =>
            _levels.Add(new ComparisonLevel(Pair(column, column), label) { TermFrequencyColumn = column });

        public void Same(string? column, string label)
        {
            if (column is not null)
                Add(Pair(column, column), label);
        }

        public void Similar(Measure measure, string column, double least, string label) =>
            Add(new Test(new Measured(measure, Left(column), Right(column)), Relation.GreaterOrEqual, new NumberLiteral(least)), label);

        public void Distance(string column, int most, string label) =>
            Add(new Test(new Measured(Measure.DamerauLevenshtein, Left(column), Right(column)), Relation.LessOrEqual, new NumberLiteral(most)), label);

        public void Otherwise() => Add(new Otherwise(), "different");

        public Comparison Comparison(string name) => new(name, _levels);
    }
}
