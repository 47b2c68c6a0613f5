using System.Text;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Modelling;
using Muniment.Linkage.Tests.Reference;

namespace Muniment.Benchmarks;

/// <summary>Which pairs are measured.</summary>
public enum Pairing
{
    /// <summary>Two names drawn at random: what blocking mostly yields.</summary>
    Unrelated,

    /// <summary>A name and the same with a few slips.</summary>
    Slips,
}

/// <summary>4,096 pairs of names from data/string_functions.csv, with everything a benchmark needs made beforehand. Seeded.</summary>
public sealed class NamePairs
{
    /// <summary>Pairs in a set.</summary>
    public const int Count = 4096;

    /// <summary>Reads and draws.</summary>
    /// <param name="pairing">Which pairs.</param>
    /// <param name="ascii">True: plain Latin letters; false: both names with letters beyond.</param>
    /// <param name="unit">What the elements and signatures are made of.</param>
    public NamePairs(Pairing pairing, bool ascii, TextUnit unit)
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "string_functions.csv")).Skip(1)
            .Where(line => !line.Contains('"', StringComparison.Ordinal)).Select(line => line.Split(','))
            .Where(row => row[1].Length is > 1 and <= 20 && row[2].Length is > 1 and <= 20).ToList();
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
        {
            var row = rows[random.Next(rows.Count)];
            var other = pairing == Pairing.Slips ? row : rows[random.Next(rows.Count)];
            First[i] = Encoding.UTF8.GetBytes(ascii ? Ascii(row[1]) : Accented(row[1]));
            Second[i] = Encoding.UTF8.GetBytes(ascii ? Ascii(other[2]) : Accented(other[2]));
            FirstElements[i] = SlowElements.Of(First[i], unit);
            SecondElements[i] = SlowElements.Of(Second[i], unit);
            FirstSignatures[i] = TextSignature.Of(First[i], unit);
            SecondSignatures[i] = TextSignature.Of(Second[i], unit);
        }
    }

    internal byte[][] First { get; } = new byte[Count][];

    internal byte[][] Second { get; } = new byte[Count][];

    internal int[][] FirstElements { get; } = new int[Count][];

    internal int[][] SecondElements { get; } = new int[Count][];

    internal TextSignature[] FirstSignatures { get; } = new TextSignature[Count];

    internal TextSignature[] SecondSignatures { get; } = new TextSignature[Count];

    static string Ascii(string name) => string.Concat(name.Select(c => c < 0x80 ? c : 'e'));

    static string Accented(string name) => name.Replace('a', 'á').Replace('e', 'ė').Replace('s', 'š');
}
