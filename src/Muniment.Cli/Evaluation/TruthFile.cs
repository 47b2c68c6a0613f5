using Muniment.Tables;

namespace Muniment.Cli.Evaluation;

/// <summary>Truth from a file of its own: a CSV with the record id, the true person, and the source where ids alone are not unique.</summary>
static class TruthFile
{
    /// <summary>Reads it and lays it beside the rows of a run.</summary>
    /// <exception cref="BadInputException">The columns are not clear, a record occurs twice, or no record is of the run.</exception>
    public static RunColumn Read(string path, RunFolder run)
    {
        using var table = CsvTable.Read(path);
        var idName = table.FirstOf("record_id", "unique_id", "rec_id", "id") ??
            throw new BadInputException($"'{path}' has no column record_id, unique_id, rec_id or id. Its columns are {string.Join(", ", table.Names)}.");
        var sourceName = table.FirstOf("source", "source_dataset");
        var truthName = TruthColumn(table, path, idName, sourceName);
        var (ids, idTexts) = (table.Column(idName).Codes, table.Values(idName));
        var sources = sourceName is null ? null : table.Column(sourceName).Codes;
        var sourceTexts = sourceName is null ? [] : table.Values(sourceName);
        var lines = new int[run.Count];
        Array.Fill(lines, -1);
        var found = 0;
        for (var line = 0; line < table.Count; line++)
        {
            var row = run.Find(sources is null ? null : sourceTexts[sources[line]], idTexts[ids[line]]);
            if (row < 0)
                continue;
            if (lines[row] >= 0)
                throw new BadInputException($"'{path}' names record '{idTexts[ids[line]]}' twice.");
            lines[row] = line;
            found++;
        }
        if (found == 0 && run.Count > 0)
            throw new BadInputException($"None of the records in '{path}' is in '{run.Path}'. Is '{idName}' the record id{(run.Sources.Count > 1 && sourceName is null ? ", and is a column 'source' missing" : "")}?");
        return RunRecords.Align(run, lines, table.Column(truthName));
    }

    static string TruthColumn(CsvTable table, string path, string idName, string? sourceName)
    {
        var others = table.Names.Where(name => name != idName && name != sourceName).ToArray();
        return others.Length == 1
            ? others[0]
            : table.FirstOf("truth", "true_person", "person_id", "person", "cluster", "cluster_id", "entity_id") ??
              throw new BadInputException($"Which column of '{path}' says who the person truly is? Call it 'truth', or leave only the record id, the source and the truth in the file.");
    }
}
