using System.Globalization;
using System.IO.Compression;
using System.Text;
using Muniment.Tables;

namespace Muniment.Cli.Tests.Linking;

/// <summary>The public data sets of people with their rows shuffled and their ids replaced: two of the files carry the truth in ids and order.</summary>
sealed class ShuffledPeople : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("muniment-people-");

    /// <summary>Where the shuffled files are, and results may go.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Shuffles the files of a data set by a seed.</summary>
    public IReadOnlyList<Extract> Shuffle(string set, int seed)
    {
        string[] files = set switch
        {
            "febrl4" => ["febrl4a.csv", "febrl4b.csv"],
            "historical_50k" => ["historical_50k_concat.csv.gz"],
            _ => [set + ".csv"],
        };
        return [.. files.Select((file, k) => new Extract(Shuffled(file, new Random(seed + k)), Path.GetFileNameWithoutExtension(file)))];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    string Shuffled(string file, Random random)
    {
        var lines = Lines(Path.Combine(AppContext.BaseDirectory, "data", "people", file));
        var (header, rows) = (lines[0], lines[1..]);
        random.Shuffle(rows);
        var path = Path.Combine(Folder, file.Replace(".gz", "", StringComparison.Ordinal));
        // No id is quoted and no value holds a line break in these files.
        File.WriteAllLines(path, [header, .. rows.Select((row, id) => id.ToString(CultureInfo.InvariantCulture) + row[row.IndexOf(',', StringComparison.Ordinal)..])]);
        return path;
    }

    static string[] Lines(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return File.ReadAllLines(path);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
