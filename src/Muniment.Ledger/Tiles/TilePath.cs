using System.Globalization;

namespace Muniment.Ledger.Tiles;

/// <summary>A file of a log: a tile of hashes or a bundle of entries, and its path (C2SP tlog-tiles).</summary>
/// <param name="Level">Level of the tile, 0 to 63, 0 over the leaves; <see cref="Entries"/> for a bundle.</param>
/// <param name="Index">Number of the tile in its level, from 0.</param>
/// <param name="Width">Hashes or entries in it, 1 to 256; less than 256 is a partial one.</param>
public readonly record struct TilePath(int Level, long Index, int Width)
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>The level that stands for bundles of entries.</summary>
    public const int Entries = -1;

    const string PartialSuffix = ".p";

    /// <summary>Whether it is a bundle of entries.</summary>
    public bool IsBundle => Level == Entries;

    /// <summary>Whether it holds fewer than 256.</summary>
    public bool IsPartial => Width < FullWidth;

    /// <summary>The full tile or bundle of the same place.</summary>
    public TilePath Full => this with { Width = FullWidth };

    /// <summary>Index of the first entry below it.</summary>
    public long FirstEntry => Index << (8 * (Math.Max(Level, 0) + 1));

    /// <summary>The bundle that holds an entry, as wide as the tree of this size has it.</summary>
    /// <param name="index">The entry's index.</param>
    /// <param name="size">Entries in the tree; more than <paramref name="index"/>.</param>
    public static TilePath BundleOf(long index, long size) => Of(Entries, index >> 8, size);

    /// <summary>A tile or bundle, as wide as the tree of this size has it.</summary>
    /// <param name="level">Level, or <see cref="Entries"/>.</param>
    /// <param name="index">Number in the level.</param>
    /// <param name="size">Entries in the tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such tile.</exception>
    public static TilePath Of(int level, long index, long size)
    {
        var hashes = HashesAt(Math.Max(level, 0), size);
        if (index < 0 || index > (hashes - 1) >> 8)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"A tree of {size} entries has no such tile at level {level}.");
        return new TilePath(level, index, (int)Math.Min(hashes - (index << 8), FullWidth));
    }

    /// <summary>The rightmost tiles of a tree that are partial, from level 0 upwards: what a tree of this size alone has.</summary>
    public static IEnumerable<TilePath> Edge(long size)
    {
        for (var level = 0; HashesAt(level, size) > 0; level++)
        {
            if ((int)(HashesAt(level, size) & 255) is > 0 and var width)
                yield return new TilePath(level, HashesAt(level, size) >> 8, width);
        }
    }

    /// <summary>Whether the tree of this size has the tile, full or exactly as wide.</summary>
    public bool IsIn(long size)
    {
        var hashes = HashesAt(Math.Max(Level, 0), size);
        return Index >= 0 && Index <= (hashes - 1) >> 8 && hashes > 0 && Math.Min(hashes - (Index << 8), FullWidth) == Width;
    }

    /// <summary>Hashes at a level in a tree of this size. A long has 63 bits, so there are 8 levels.</summary>
    static long HashesAt(int level, long size) => level > 7 ? 0 : size >> (8 * level);

    /// <summary>The path below the log's folder or address, with forward slashes: such as tile/0/x001/234.p/5 or tile/entries/000.</summary>
    public override string ToString()
    {
        var number = (Index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
            number = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{number}");
        var level = IsBundle ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
        return IsPartial ? string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{number}{PartialSuffix}/{Width}") : $"tile/{level}/{number}";
    }

    /// <summary>Reads a path, in the one spelling that <see cref="ToString"/> writes.</summary>
    /// <returns>False for anything else: safe on what a stranger sends.</returns>
    public static bool TryParse(string path, out TilePath tile)
    {
        tile = default;
        var parts = path.Split('/');
        if (parts.Length < 3 || parts.Length > 11 || parts[0] != "tile")
            return false;
        var level = (long)Entries;
        if (parts[1] != "entries" && (!Decimals.TryParse(parts[1], out level) || level > 63))
            return false;
        var (last, width) = (parts.Length - 1, (long)FullWidth);
        if (parts.Length > 3 && parts[last - 1].EndsWith(PartialSuffix, StringComparison.Ordinal))
        {
            if (!Decimals.TryParse(parts[last], out width) || width is < 1 or >= FullWidth)
                return false;
            parts[--last] = parts[last][..^PartialSuffix.Length];
        }
        if (last - 1 > 6) // 10^18 tiles; no more digits than a long can hold.
            return false;
        var index = 0L;
        for (var i = 2; i <= last; i++)
        {
            var digits = parts[i].AsSpan(i < last ? 1 : 0, Math.Max(0, parts[i].Length - (i < last ? 1 : 0)));
            if ((i < last && (parts[i].Length == 0 || parts[i][0] != 'x')) || digits.Length != 3 || digits.ContainsAnyExceptInRange('0', '9'))
                return false;
            index = (index * 1000) + ((digits[0] - '0') * 100) + ((digits[1] - '0') * 10) + (digits[2] - '0');
        }
        tile = new TilePath((int)level, index, (int)width);
        return tile.ToString() == path;
    }
}
