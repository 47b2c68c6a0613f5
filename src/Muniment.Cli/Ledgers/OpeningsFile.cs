using System.Text;
using System.Text.Json;
using Muniment.Ledger;
using Muniment.Ledger.Leaves;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Verifying;
using Muniment.Tables;

namespace Muniment.Cli.Ledgers;

/// <summary>An inspector's openings: JSON lines of "index", "leaf", "salt" and "opening" (docs/statistics.md). Each is checked against the entry it opens.</summary>
sealed class OpeningsFile
{
    readonly List<Line> _lines = [];
    readonly Dictionary<long, int> _byIndex = [];
    long _seen;

    /// <summary>Openings that are what their entries commit to.</summary>
    public long Opened { get; private set; }

    /// <summary>Entries whose openings were erased.</summary>
    public long Erased { get; private set; }

    /// <summary>Entries that were not numbered when the file was made.</summary>
    public long NotNumbered => _lines.Count(line => line.Index is null);

    /// <summary>Reads a file, and checks each opening.</summary>
    /// <exception cref="BadInputException">A line is not as documented.</exception>
    /// <exception cref="LedgerException">An opening is not what its entry commits to.</exception>
    public static OpeningsFile Read(string path)
    {
        if (!File.Exists(path))
            throw new BadInputException($"There is no file '{path}'.");
        var file = new OpeningsFile();
        foreach (var (number, text) in File.ReadLines(path).Index())
            file.Add(number + 1, text, path);
        return file;
    }

    /// <summary>Compares a leaf of the ledger with the line that names its number.</summary>
    public void See(LeafSeen leaf)
    {
        if (!_byIndex.TryGetValue(leaf.Index, out var at))
            return;
        if (TreeHasher.Leaf(_lines[at].Leaf) != leaf.Hash)
            throw new LedgerException(LedgerFault.Inconsistent, $"Line {at + 1} says it is entry {leaf.Index}, but the ledger holds another there.");
        _seen++;
    }

    /// <summary>Counts all of them.</summary>
    /// <param name="counts">What to count into.</param>
    /// <param name="againstLedger">A ledger was read: each numbered line must have been in it.</param>
    public void CountInto(LedgerCounts counts, bool againstLedger)
    {
        if (againstLedger && _seen != _byIndex.Count)
            throw new LedgerException(LedgerFault.Missing, $"{_byIndex.Count - _seen} of the openings' entries are not in the ledger: it is older than the file, or another.");
        foreach (var line in _lines)
            counts.Add(line.Leaf, line.Opening);
    }

    void Add(int number, string text, string path)
    {
        var line = Parse(text) ?? throw new BadInputException($"Line {number} of '{path}' is no JSON object with \"leaf\", and \"salt\" and \"opening\" or neither.");
        if (line.Index is { } index && !_byIndex.TryAdd(index, _lines.Count))
            throw new BadInputException($"Line {number} of '{path}' gives entry {index} a second time.");
        if (line.Salt is null)
            Erased++;
        else if (LedgerLeaf.Parse(line.Leaf).Commitment.IsOpenedBy(line.Salt, line.Opening))
            Opened++;
        else
            throw new LedgerException(LedgerFault.Inconsistent, $"The opening in line {number} of '{path}' is not what its entry commits to.");
        _lines.Add(line);
    }

    static Line? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var salt = root.TryGetProperty("salt", out var given) ? given.GetBytesFromBase64() : null;
            var opening = root.TryGetProperty("opening", out var opened) ? opened.GetBytesFromBase64() : null;
            return (salt is null) != (opening is null) ? null
                : new Line(root.TryGetProperty("index", out var index) ? index.GetInt64() : null, Encoding.ASCII.GetBytes(root.GetProperty("leaf").GetString()!), salt, opening ?? []);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentNullException)
        {
            return null;
        }
    }

    sealed record Line(long? Index, byte[] Leaf, byte[]? Salt, byte[] Opening);
}
