using System.Globalization;
using Muniment.Cli.Generating;
using Muniment.Tables;

namespace Muniment.Cli.Demonstrating.Country;

/// <summary>The extracts of six made-up offices: the generator's five sources with what offices add, and a police list.</summary>
/// <remarks>Same people and seed, same bytes. What is added hangs on the truth column, so a person has one status wherever she is recorded.</remarks>
static class CountryExtracts
{
    const double MergedShare = 0.005;
    static readonly string[] s_statuses = ["granted", "granted", "granted", "granted", "granted", "granted", "granted", "refused", "pending", "expired"];
    static readonly string[] s_schools = ["Alder Primary", "Birch Academy", "Cedar High", "Elm Park School", "Hazel College", "Rowan Grammar", "Willow Community School"];

    /// <summary>Writes them.</summary>
    /// <param name="folder">A folder, made where it is missing.</param>
    /// <param name="people">How many people.</param>
    /// <param name="seed">Another seed, other people.</param>
    /// <param name="today">The day the extracts are made.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>[source id] its file.</returns>
    public static IReadOnlyDictionary<string, string> Write(string folder, long people, ulong seed, DateOnly today, CancellationToken cancellation)
    {
        var raw = Path.Combine(folder, "raw");
        if (Directory.Exists(raw))
            Directory.Delete(raw, recursive: true);
        using (var directory = OutputDirectory.Create(raw))
        {
            var world = new World(seed, people, MergedShare, new NameStock(Environment.ProcessorCount), Source.All);
            new SourceFiles(world, Source.All).Write(directory, Environment.ProcessorCount, null, cancellation);
            directory.Commit();
        }
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["visas"] = Extend("visas", "status,status_until,cessation_date,flags", person => $"{Status(person)},{Until(person, today)},{Ceased(person, today)},{Flags(person)}"),
            ["driving-licences"] = Extend("driving", "", _ => ""),
            ["patients"] = Extend("health", "area_code,registration_date", person => $"E{38000000 + (Mix(person, 5) % 200)},{Day(today, 200 + (int)(Mix(person, 6) % 6000))}"),
            ["pupils"] = Extend("schools", "school", person => s_schools[Mix(person, 7) % (uint)s_schools.Length]),
            ["bank-accounts"] = Extend("banks", "", _ => ""),
            ["police-list"] = Extend("driving", "status,flags", person => $"{(Mix(person, 8) % 3 == 0 ? "missing" : "wanted")},{Flags(person)}", person => Mix(person, 9) % 60 == 0, "police"),
        };
        Directory.Delete(raw, recursive: true);
        return files;

        string Extend(string name, string columns, Func<uint, string> values, Func<uint, bool>? keeps = null, string? to = null)
        {
            var path = Path.Combine(folder, $"{to ?? name}.csv");
            using var reader = new StreamReader(Path.Combine(raw, $"{name}.csv"));
            using var writer = new StreamWriter(path) { NewLine = "\n" };
            writer.WriteLine(With(reader.ReadLine()!, columns));
            while (reader.ReadLine() is { } line)
            {
                // The five truth columns stand last and hold no commas.
                var at = line.Length;
                for (var commas = 0; commas < 5; commas++)
                    at = line.LastIndexOf(',', at - 1);
                var person = uint.Parse(line.AsSpan(at + 1, line.IndexOf(',', at + 1) - at - 1), NumberStyles.None, CultureInfo.InvariantCulture);
                if (keeps?.Invoke(person) != false)
                    writer.WriteLine(With(line, columns.Length == 0 ? "" : values(person)));
            }
            return path;
        }
    }

    static string With(string line, string more) => more.Length == 0 ? line : $"{line},{more}";

    static string Status(uint person) => s_statuses[Mix(person, 1) % 10];

    static string Until(uint person, DateOnly today) => Status(person) == "granted" ? Day(today, -(int)(Mix(person, 2) % 1500)) : "";

    static string Ceased(uint person, DateOnly today) => Status(person) is "refused" or "expired" && Mix(person, 3) % 4 == 0 ? Day(today, (int)(Mix(person, 4) % 300)) : "";

    static string Flags(uint person) => (Mix(person, 10) % 1000) switch
    {
        < 3 => "victim_of_trafficking",
        < 5 => "witness",
        < 12 => "protected_address",
        _ => "",
    };

    static string Day(DateOnly today, int before) => today.AddDays(-before).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static uint Mix(uint person, uint purpose)
    {
        var x = (person * 0x9E3779B1u) ^ (purpose * 0x85EBCA77u);
        x = (x ^ (x >> 15)) * 0x2C1B3C6Du;
        x = (x ^ (x >> 12)) * 0x297A2D39u;
        return x ^ (x >> 15);
    }
}
