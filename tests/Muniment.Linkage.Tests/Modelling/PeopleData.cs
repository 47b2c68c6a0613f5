using System.IO.Compression;
using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Tests.Modelling;

/// <summary>The public data sets of people as tables, without their truth.</summary>
static class PeopleData
{
    /// <summary>Reads one or more files as sources of one table.</summary>
    /// <param name="files">Names in data/people, all with the same header.</param>
    /// <param name="rename">Gives columns other names; null: as in the file.</param>
    /// <param name="keep">Which columns besides the id; null: all but the truth.</param>
    public static RecordTable Load(string[] files, Func<int, string>? rename = null, Predicate<string>? keep = null)
    {
        RecordTableBuilder? builder = null;
        foreach (var file in files)
        {
            using var reader = Open(file);
            var header = reader.ReadLine()!.Split(',');
            var wanted = Enumerable.Range(1, header.Length - 1).Where(i => keep is null ? header[i] != "cluster" : keep(header[i])).ToArray();
            builder ??= new RecordTableBuilder([.. wanted.Select((column, i) => rename is null ? header[column] : rename(i))]);
            builder.Source(file);
            while (reader.ReadLine() is { } line)
            {
                var fields = Split(line, header.Length);
                builder.Add(fields[0], [.. wanted.Select(column => fields[column])]);
            }
        }
        return builder!.Build();
    }

    static StreamReader Open(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", "people", file);
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)) : new(path);
    }

    // Quoted fields hold commas and doubled quotes, but no line ends in these files.
    static string[] Split(string line, int count)
    {
        var fields = new string[count];
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            if (at < line.Length && line[at] == '"')
            {
                var end = at + 1;
                while (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"'))
                    end += line[end] == '"' ? 2 : 1;
                fields[i] = line[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal);
                at = end + 2;
            }
            else
            {
                var end = line.IndexOf(',', at);
                end = end < 0 ? line.Length : end;
                fields[i] = line[at..end];
                at = end + 1;
            }
        }
        return fields;
    }
}
