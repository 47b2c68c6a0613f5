using Muniment.Cli.Reports;
using Muniment.Linkage.Evaluating;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Tests.Reports;

/// <summary>A made-up run that fills every section of a report; values that try to break out of the page are among them.</summary>
static class SampleRun
{
    public const string Hostile = "<script>alert('x')</script>\"&";

    static readonly string[] s_sessions = ["surname and first_name", "date of birth"];

    static readonly string[][] s_split = [["people_a:3", "hospital:5"], ["people_b:8", "hospital:61"]];

    public static RunFacts Facts(bool withTruth = true)
    {
        var random = new Random(1);
        var weights = new WeightHistogram();
        var judged = new List<(double Weight, bool Same)>();
        for (var pair = 0; pair < 40_000; pair++)
        {
            var same = random.Next(3) > 0;
            var weight = (same ? 14 : -6) + ((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 14);
            judged.Add((weight, same));
            weights.Add(weight, withTruth ? same : null);
        }
        return new()
        {
            Title = "people_a, people_b and hospital",
            Sources = [new("people_a", 20_000), new("people_b", 18_500), new(Hostile, 11_500)],
            Pairs = 1_254_310,
            Edges = 40_000,
            Persons = 27_431,
            Rejected = 12,
            ThresholdBits = 4.2479,
            KeepBits = 0,
            Chosen = ["The column 'dob' is taken as a date of birth, for 98 % of its values are dates between 1900 and 2020.", "Records are grouped from probability 0.95, densely, so that one weak pair does not join two persons."],
            Warnings = ["The level 'surname: sounds alike' was never observed among matches, so it counts for nothing."],
            Columns = [.. new[] { ("first_name", "forename", 0.96, 4_120), ("surname", "surname", 0.99, 18_003), ("dob", "date of birth", 0.91, 14_400), ("postcode", "postal code", 0.72, 21_900), ("email", "email address", 0.31, 15_050), ("sex", "sex", 0.88, 2) }
                .Select(column => new ColumnFacts(column.Item1, column.Item2, 50_000, (long)(50_000 * column.Item3), column.Item4))],
            Blocking = [new("l.surname = r.surname AND l.dob = r.dob", 61_000), new("l.first_name = r.first_name AND l.postcode = r.postcode", 48_310), new("l.dob = r.dob", 1_145_000, 230)],
            Model = Model(),
            Training = [.. from session in s_sessions from round in Enumerable.Range(1, 9) select new TrainingRound($"Blocking on {session}", round, 0.02 + (0.001 * round), Math.Pow(10, -round / 2d))],
            TermFrequencies = [new("surname", "Smith", 620, 0.0124, 6.3), new("surname", "Jones", 410, 0.0082, 6.9), new("surname", Hostile, 1, 0.00002, 15.6), new("first_name", "Mary", 900, 0.018, 5.8)],
            Weights = weights,
            PersonSizes = [new(1, 12_000), new(2, 9_800), new(3, 4_100), new(4, 1_300), new(5, 220), new(9, 1)],
            Unlinkables = [.. Enumerable.Range(-2, 14).Select(index => new UnlinkablePoint(index * 2, Math.Min(1, 0.0004 * Math.Pow(1.8, index + 2))))],
            Examples = [new("The surest pair.", "people_a:17", "people_b:92", Explanation(1)), new("The pair nearest the threshold.", "people_a:204", $"hospital:{Hostile}", Explanation(-1))],
            Merged = [new("p-000481", 0.97, "Two birth dates that are no slip of each other, joined by one record.", ["people_a:3", "people_b:8", "hospital:5", "hospital:61"], s_split)],
            MergedCount = 14,
            Accuracy = withTruth ? AccuracyOf(judged, weights, random) : null,
            Stages = [new("read", 0.41, 0.72), new("clean", 0.2, 0.38), new("train", 0.5, 0.9), new("compare", 0.31, 0.6), new("group", 0.08, 0.08), new("write", 0.12, 0.11)],
        };
    }

    public static PairExplanation Explanation(int direction)
    {
        List<ExplanationStep> steps =
        [
            new("first_name", "Exact match", 3, 6.1, 1.7, "Robert", "Robert"),
            new("surname", direction > 0 ? "Exact match" : "Anything else", direction > 0 ? 3 : 0, direction > 0 ? 7.4 : -3.9, direction > 0 ? -1.2 : 0, "Alan", direction > 0 ? "Alan" : Hostile),
            new("dob", "One digit differs", 2, 5.5, 0, "1971-06-24", "1971-05-24"),
            new("email", "Missing", -1, 0, 0, null, "robert255@smith.net"),
        ];
        var total = -13.2 + steps.Sum(step => step.WeightBits + step.TermFrequencyBits) - (direction > 0 ? 0.8 : 0);
        return new(16, 91, -13.2, steps, total, MatchWeights.Probability(total), ["email"]);
    }

    static LinkModel Model()
    {
        static Comparison Of(string name, params (string Label, double? M, double? U)[] levels) =>
            new(name, [new(new Otherwise(), "Missing") { IsNull = true }, .. levels.Select(level => new ComparisonLevel(new Otherwise(), level.Label) { M = level.M, U = level.U })]);
        return new()
        {
            Prior = 0.000106,
            Comparisons =
            [
                Of("first_name", ("Exact match", 0.71, 0.0048), ("Jaro-Winkler at least 0.92", 0.12, 0.003), ("Jaro-Winkler at least 0.88", 0.05, 0.004), ("Anything else", 0.12, 0.9882)),
                Of("surname", ("Exact match", 0.8, 0.0009), ("Jaro-Winkler at least 0.92", 0.09, 0.001), ("Sounds alike", null, 0.01), ("Anything else", 0.11, 0.9881)),
                Of("dob", ("Exact match", 0.82, 0.00005), ("One digit differs", 0.09, 0.0014), ("Within a year", 0.03, 0.02), ("Anything else", 0.06, 0.97855)),
                Of("postcode", ("Exact match", 0.55, 0.0004), ("Same sector", 0.1, 0.001), ("Same district", 0.08, 0.004), ("Anything else", 0.27, 0.9946)),
                Of("sex", ("Exact match", 0.995, 0.5), ("Anything else", 0.005, 0.5)),
            ],
        };
    }

    static AccuracyFacts AccuracyOf(List<(double Weight, bool Same)> judged, WeightHistogram weights, Random random)
    {
        var truth = Enumerable.Range(0, 50_000).Select(row => 1 + (row / 2)).ToArray();
        var person = truth.Select(code => random.Next(20) == 0 ? random.Next(1, 20_000) : code).ToArray();
        var group = truth.Select(code => code % 5).ToArray();
        var groups = Accuracy.ByGroup(person, truth, group);
        string[] names = ["", "Polish", "Irish", "Pakistani", "Nigerian"];
        return new(Accuracy.Of(person, truth))
        {
            Pairs = ThresholdCurve.Of(judged.Select(pair => pair.Weight).ToArray(), judged.Select(pair => pair.Same).ToArray(), new(1_249_975_000, judged.Count(pair => pair.Same) + 900)),
            PersonsByThreshold = PersonPoint.Of([-2, 2, 4, 6, 10], bits => [.. truth.Select((code, row) => row % 50 < bits + 3 ? row : code)], truth),
            Calibration = Calibration.Of(weights),
            Groups = [.. groups.Select((accuracy, code) => new GroupFacts("origin of name", names[code], accuracy))],
            Errors = [new("Scored high, but the truth says two people.", "people_a:9", "hospital:77", Explanation(1))],
        };
    }
}
