using System.Globalization;
using Muniment.Cli.Reports;
using Muniment.Linkage.Looking;
using Muniment.Linkage.Scoring;

namespace Muniment.Cli.Finding;

/// <summary>Found persons as lines of text: who, how sure, and why.</summary>
static class FindText
{
    const int MostRecords = 8;

    /// <summary>Writes them, best first.</summary>
    /// <param name="to">Receives the lines.</param>
    /// <param name="index">Where they were found.</param>
    /// <param name="query">The query that was last asked.</param>
    /// <param name="found">What it found.</param>
    /// <param name="showValues">False: values are masked.</param>
    public static void Write(TextWriter to, FindIndex index, LookupQuery query, ReadOnlySpan<FoundPerson> found, bool showValues)
    {
        if (found.IsEmpty)
            to.WriteLine("Nobody was found. Give more values, or --every-record if the ones given may hold slips.");
        for (var place = 0; place < found.Length; place++)
        {
            if (place > 0)
                to.WriteLine();
            var person = found[place];
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{place + 1}. {index.PersonId(person.Person)}  match probability {Numbers.Probability(person.Probability)}, weight {person.WeightBits:F2} bits"));
            to.WriteLine($"   {RecordsOf(index, person)}");
            WriteReasons(to, query.Explain(person.Row), showValues);
        }
    }

    static string RecordsOf(FindIndex index, FoundPerson person)
    {
        var rows = index.RowsOf(person.Person);
        var names = new List<string>();
        foreach (var row in rows[..Math.Min(rows.Length, MostRecords)])
            names.Add(WaterfallText.Printable(index.NameOf(row)));
        var more = rows.Length > MostRecords ? $" and {rows.Length - MostRecords} more" : "";
        return rows.Length == 1
            ? $"by its only record, {names[0]}"
            : $"by {WaterfallText.Printable(index.NameOf(person.Row))}, one of its {rows.Length} records: {string.Join(", ", names)}{more}";
    }

    static void WriteReasons(TextWriter to, PairExplanation explanation, bool showValues)
    {
        var said = explanation.Steps.Where(step => step.Gamma >= 0).ToArray();
        var width = said.Select(step => Label(step).Length).DefaultIfEmpty(0).Max();
        foreach (var step in said)
            to.WriteLine($"   {Label(step).PadRight(width)} {Numbers.Bits(step.WeightBits + step.TermFrequencyBits),8}  {Shown(step.ValueLeft, showValues)} | {Shown(step.ValueRight, showValues)}");
        if (explanation.CorrectionBits != 0)
            to.WriteLine($"   {"limit: too little evidence for certainty".PadRight(width)} {Numbers.Bits(explanation.CorrectionBits),8}");
        if (explanation.AbsentFields.Count > 0)
            to.WriteLine($"   Absent, so they say nothing: {string.Join(", ", explanation.AbsentFields)}.");
    }

    static string Label(ExplanationStep step) => $"{step.Comparison}: {step.Level}";

    static string Shown(string? value, bool showValues) => WaterfallText.Printable(Masking.Mask(value, showValues));
}
