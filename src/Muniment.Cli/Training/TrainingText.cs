using System.Globalization;
using Muniment.Cli.Reports;
using Muniment.Linkage.Internals;
using Muniment.Linkage.Modelling;

namespace Muniment.Cli.Training;

/// <summary>Writes what training found for people to read, the same in a terminal and in a pipe.</summary>
static class TrainingText
{
    const int LabelWidth = 44;

    /// <summary>What was chosen, the sessions, m, u and weights, and the warnings.</summary>
    public static void Write(TextWriter to, TrainingResult training, LinkModel model, IReadOnlyList<string> chosen)
    {
        foreach (var sentence in chosen)
            to.WriteLine(sentence);
        if (chosen.Count > 0)
            to.WriteLine();
        WriteSessions(to, training);
        to.WriteLine($"Learnt from {Numbers.Count(training.PairsLearntFrom)} pairs. Two records taken at random are one person's with probability {Numbers.Small(model.Prior)} ({Numbers.Bits(Bits.Weight(model.Prior))} bits).");
        foreach (var comparison in model.Comparisons)
        {
            to.WriteLine();
            to.WriteLine($"{Fit(comparison.Name),-LabelWidth}{"m",12}{"u",12}{"bits",9}");
            foreach (var level in comparison.Levels.Where(level => !level.IsNull))
                to.WriteLine($"  {Fit(level.Label),-LabelWidth + 2}{Shown(level.M),12}{Shown(level.U),12}{Weight(level),9}");
        }
        if (training.Warnings.Count > 0)
            to.WriteLine();
        foreach (var warning in training.Warnings)
            to.WriteLine($"Warning: {warning}");
    }

    static void WriteSessions(TextWriter to, TrainingResult training)
    {
        // Each session learns twice; its last round says where it ended.
        foreach (var session in training.Steps.GroupBy(step => step.Session))
        {
            var last = session.Last();
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Session on {session.Key}: {session.Count()} rounds, {Numbers.Percent(last.Prior)} of its pairs are matches; the last round moved nothing by more than {Numbers.Small(last.LargestChange)}."));
        }
    }

    static string Shown(double? probability) => probability is { } value ? Numbers.Small(value) : "–";

    static string Weight(ComparisonLevel level) => level is { M: { } m, U: { } u }
        ? Numbers.Bits(m == 0 ? double.NegativeInfinity : u == 0 ? double.PositiveInfinity : Bits.Log2(m / u))
        : "–";

    static string Fit(string text) => text.Length <= LabelWidth - 3 ? text : text[..(LabelWidth - 4)] + "…";
}
