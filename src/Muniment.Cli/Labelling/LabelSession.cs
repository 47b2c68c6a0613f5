using System.Globalization;
using Muniment.Cli.Evaluation;
using Muniment.Cli.Reports;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Labelling;

/// <summary>Shows pairs one after the other and takes the answers. It does not show the weight, which would sway the reviewer.</summary>
sealed class LabelSession(RunFolder run, RunRecords records, PairSample sample, LabelBook book)
{
    const int NameWidth = 22;
    const int ValueWidth = 34;

    /// <summary>Fields not shown, such as a truth column.</summary>
    public IReadOnlyCollection<string> Hidden { get; init; } = [];

    /// <summary>Asks until nothing is left, the answers end, or the reviewer stops.</summary>
    /// <param name="answer">Reads one answer; null: there are no more.</param>
    /// <param name="to">Receives what the reviewer sees.</param>
    public void Ask(Func<string?> answer, TextWriter to)
    {
        var left = new LinkedList<int>(sample.Queue.Where(edge => !book.Answers.ContainsKey(edge)));
        var before = sample.Queue.Count - left.Count;
        if (before > 0)
            to.WriteLine($"{Numbers.Count(before)} of {Numbers.Count(sample.Queue.Count)} pairs were answered before.");
        while (left.First is { } next)
        {
            Show(next.Value, sample.Queue.Count - left.Count + 1, to);
            switch (answer()?.Trim().ToUpperInvariant())
            {
                case null or "Q" or "QUIT":
                    return;
                case "Y" or "YES":
                    book.Write(next.Value, 1);
                    left.RemoveFirst();
                    break;
                case "N" or "NO":
                    book.Write(next.Value, 0);
                    left.RemoveFirst();
                    break;
                case "U" or "UNSURE":
                    book.Write(next.Value, 0.5);
                    left.RemoveFirst();
                    break;
                case "B" or "BACK":
                    if (book.TakeBack() is >= 0 and var edge)
                        left.AddFirst(edge);
                    else
                        to.WriteLine("This is the first pair of this session.");
                    break;
                case "":
                    break;
                default:
                    to.WriteLine("Please answer y (the same person), n (two people), u (unsure), b (back to the pair before) or q (stop; answers are kept).");
                    break;
            }
        }
        to.WriteLine();
        to.WriteLine("Every pair of the sample has an answer.");
    }

    /// <summary>Precision from the answers so far, with its interval, and the answers by stratum.</summary>
    public void Conclude(TextWriter to)
    {
        var answers = sample.Queue.Where(book.Answers.ContainsKey).Select(edge => book.Answers[edge]).ToArray();
        var precision = sample.PrecisionFrom(run.ThresholdBits, book.Answers);
        to.WriteLine();
        to.WriteLine(double.IsNaN(precision.Value)
            ? "There are no answers yet on pairs from the threshold up, so nothing can be said of precision."
            : string.Create(CultureInfo.InvariantCulture, $"Precision of the pairs from probability {Numbers.Probability(MatchWeights.Probability(run.ThresholdBits))} up: {precision.Value:0.000}, 95 % interval {precision.Lower:0.000} to {precision.Upper:0.000}."));
        if (sample.Strata.Any(stratum => stratum.FromBits >= run.ThresholdBits && PairSample.Sampled(stratum, book.Answers).Trials == 0))
            to.WriteLine("Bands without an answer count as one half: go on to make it sharper.");
        to.WriteLine($"{Numbers.Count(answers.Length)} answers, {Numbers.Count(answers.Count(score => score == 0.5))} of them unsure and left out.");
        to.WriteLine($"{"match probability",-28}{"pairs",12}{"answers",10}{"same",8}");
        foreach (var stratum in sample.Strata)
        {
            var (size, same, sure) = PairSample.Sampled(stratum, book.Answers);
            var range = $"{Numbers.Probability(MatchWeights.Probability(stratum.FromBits))} to {(double.IsInfinity(stratum.ToBits) ? "1" : Numbers.Probability(MatchWeights.Probability(stratum.ToBits)))}";
            to.WriteLine($"{range,-28}{Numbers.Count(size),12}{Numbers.Count(sure),10}{Numbers.Count(same),8}");
        }
    }

    void Show(int edge, int number, TextWriter to)
    {
        var (left, right) = (run.Edges.Left[edge], run.Edges.Right[edge]);
        to.WriteLine();
        to.WriteLine($"Pair {Numbers.Count(number)} of {Numbers.Count(sample.Queue.Count)}");
        Line(to, "", ' ', run.NameOf(left), run.NameOf(right));
        foreach (var column in records.Table.Columns.Where(column => !Hidden.Contains(column.Name)))
            ShowField(to, column, left, right);
        to.WriteLine("The same person? y, n, u (unsure), b (back), q (stop)");
    }

    void ShowField(TextWriter to, Column column, int left, int right)
    {
        var (first, second) = (records.ValueOf(column, left), records.ValueOf(column, right));
        if (first is null && second is null)
            return;
        var mark = first is null || second is null ? '·' : first == second ? '=' : '≠';
        Line(to, column.Name, mark, first ?? "(missing)", second ?? "(missing)");
    }

    static void Line(TextWriter to, string name, char mark, string left, string right)
    {
        // Long values go on below each other, so that nothing is cut off.
        var (first, second) = (Printable(left), Printable(right));
        for (var from = 0; from == 0 || from < first.Length || from < second.Length; from += ValueWidth)
            to.WriteLine($"{(from == 0 ? Shorten(name) : ""),-NameWidth} {(from == 0 ? mark : ' ')} {Part(first, from),-ValueWidth}  {Part(second, from)}".TrimEnd());
    }

    static string Part(string text, int from) => from >= text.Length ? "" : text.Substring(from, Math.Min(ValueWidth, text.Length - from));

    static string Shorten(string name) => name.Length <= NameWidth ? name : name[..(NameWidth - 1)] + "…";

    /// <summary>A value without control characters: what is in a file must not steer a terminal.</summary>
    static string Printable(string value) => string.Concat(value.Select(character => char.IsControl(character) ? '\uFFFD' : character));
}
