using Muniment.Linkage.Columns;
using Muniment.Linkage.Grouping;

namespace Muniment.Tables;

/// <summary>Reads the decisions that people took: source_l, record_id_l, source_r, record_id_r, decision (same or different), and reason and by if there.</summary>
public static class LinkDecisionsCsv
{
    /// <summary>Reads and checks a file of decisions.</summary>
    /// <param name="path">The file. The sources may be empty where there is one source alone.</param>
    /// <param name="table">The records of the run.</param>
    /// <param name="notices">Receives a sentence where decisions name records that this run does not have; they are not applied. No personal data but record ids.</param>
    /// <exception cref="BadInputException">The file cannot be read, a decision is neither same nor different, or decisions contradict each other.</exception>
    public static LinkDecisions Read(string path, RecordTable table, ICollection<string> notices)
    {
        using var file = new SmallTable(path, "decisions", ["source_l", "record_id_l", "source_r", "record_id_r", "decision"], "reason", "by");
        var finder = new RecordFinder(table);
        var decisions = new List<LinkDecision>();
        var absent = new List<string>();
        for (var row = 0; row < file.Count; row++)
        {
            var left = Find(file, row, "l", finder, absent);
            var right = Find(file, row, "r", finder, absent);
            var verdict = VerdictOf(path, row, file[row, "decision"]);
            if (left >= 0 && right >= 0)
                decisions.Add(new(left, right, verdict, Given(file[row, "reason"]), Given(file[row, "by"])));
        }
        if (absent.Count > 0)
        {
            notices.Add($"{absent.Count} records that decisions in '{Path.GetFileName(path)}' name are not in this run, so those decisions are not applied: "
                + string.Join(", ", absent.Take(5)) + (absent.Count > 5 ? " and others." : "."));
        }
        if (!LinkDecisions.TryCreate(decisions, at => Name(table, at), out var accepted, out var contradiction))
            throw new BadInputException($"'{path}': {contradiction}");
        return accepted!;
    }

    static int Find(SmallTable file, int row, string side, RecordFinder finder, List<string> absent)
    {
        var (source, id) = (file[row, "source_" + side], file[row, "record_id_" + side]);
        var at = finder.Find(source, id);
        if (at < 0)
            absent.Add($"{source}/{id}");
        return at;
    }

    static Verdict VerdictOf(string path, int row, string decision) => decision.Trim() switch
    {
        var text when text.Equals("same", StringComparison.OrdinalIgnoreCase) => Verdict.Same,
        var text when text.Equals("different", StringComparison.OrdinalIgnoreCase) => Verdict.Different,
        var text => throw new BadInputException($"'{path}', decision {row + 1}: '{text}' is neither 'same' nor 'different'. Write one of the two."),
    };

    static string? Given(string text) => text.Length == 0 ? null : text;

    static string Name(RecordTable table, int row) => $"record {table.Sources[table.SourceOf(row)].Name}/{table.IdOf(row)}";
}
