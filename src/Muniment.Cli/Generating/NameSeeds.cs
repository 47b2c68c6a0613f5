using System.Reflection;

namespace Muniment.Cli.Generating;

/// <summary>A name as the data gives it.</summary>
/// <param name="Latin">In Latin letters, marks kept.</param>
/// <param name="Native">As written at home; empty when that is the Latin form or is not known.</param>
readonly record struct NameSeed(string Latin, string Native);

/// <summary>The popular names a population is grown from, read from the two embedded files that data/README.md describes.</summary>
/// <remarks>A line is "GROUP KIND NAME,NAME=NATIVE,…" in order of popularity. KIND is F, M or S (female, male, surname), or F1, F2, M1, M2, S1, S2: pieces of which a name is put together.</remarks>
sealed class NameSeeds
{
    readonly Dictionary<string, List<NameSeed>> _lists = [];

    /// <summary>Reads both embedded files.</summary>
    public NameSeeds()
    {
        Read("names-by-origin.txt");
        Read("names-by-country.txt");
    }

    /// <summary>The names of a kind for an origin, most popular first, each Latin form once: the supplement's and the countries' lists taken in turns.</summary>
    public IReadOnlyList<NameSeed> Of(Origin origin, string kind)
    {
        var lists = origin.Countries.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(origin.Key)
            .Select(group => _lists.GetValueOrDefault($"{group} {kind}")).OfType<List<NameSeed>>().ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<NameSeed>();
        for (var rank = 0; rank < lists.Select(list => list.Count).DefaultIfEmpty(0).Max(); rank++)
        {
            foreach (var list in lists.Where(list => rank < list.Count && seen.Add(list[rank].Latin)))
                names.Add(list[rank]);
        }
        return names;
    }

    void Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"generating/{file}")
            ?? throw new InvalidOperationException($"The resource {file} is not in the program.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ', 3);
            var names = parts[2].Split(',').Select(name => name.Split('=')).Select(pair => new NameSeed(pair[0], pair.Length > 1 ? pair[1] : ""));
            _lists.Add($"{parts[0]} {parts[1]}", [.. names]);
        }
    }
}
