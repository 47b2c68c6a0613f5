using System.Globalization;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Grouping;

/// <summary>A person of whom at least two records contradict each other, with what every two records say.</summary>
sealed class SuspectPerson
{
    readonly int[] _rows;
    readonly PairFinding[,] _findings;

    SuspectPerson(int person, int[] rows, PairFinding[,] findings)
    {
        Person = person;
        _rows = rows;
        _findings = findings;
    }

    /// <summary>0-based person.</summary>
    public int Person { get; }

    /// <summary>Compares every two records; null: no two of them make a suspicion.</summary>
    public static SuspectPerson? Look(int person, ReadOnlySpan<int> rows, RecordTable table, PersonContradictions contradictions)
    {
        var findings = new PairFinding[rows.Length, rows.Length];
        var telling = false;
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = i + 1; j < rows.Length; j++)
            {
                var finding = contradictions.Compare(rows, rows[i], rows[j], table.SourceOf(rows[i]) == table.SourceOf(rows[j]));
                findings[i, j] = findings[j, i] = finding;
                telling |= finding.IsTelling;
            }
        }
        return telling ? new(person, rows.ToArray(), findings) : null;
    }

    /// <summary>Parts the records and weighs the parts against each other; null: taken together there is no suspicion.</summary>
    public MergedFinding? Judge(RecordTable table, PersonFact[] facts, Dictionary<int, List<int>> neighbours)
    {
        var parts = PersonSplit.InParts(_findings);
        var sides = new bool[_rows.Length];
        foreach (var place in parts.Skip(1).SelectMany(part => part))
            sides[place] = true;
        var bridge = Bridge(sides, neighbours);
        var bits = AreTwins(sides) is { } twins ? twins : MeanAcross(sides);
        if (bits <= 0)
            return null;
        var split = parts.Select(IReadOnlyList<int> (part) => [.. part.Select(place => _rows[place])]).ToList();
        return new(Person, Bits.Probability(bits), Sentence(sides, bridge, table, facts), _rows, split);
    }

    /// <summary>The strongest pair's evidence where two forenames part the sides everywhere and numbers of one source besides; null: they do not.</summary>
    /// <remarks>Records of twins from different sources say no more than that their forenames differ: their mean would hide the pair that tells.</remarks>
    float? AreTwins(bool[] sides)
    {
        const Contradictions ForenameAndNumber = Contradictions.Forename | Contradictions.Number;
        float? best = null;
        for (var i = 0; i < sides.Length; i++)
        {
            for (var j = i + 1; j < sides.Length; j++)
            {
                if (sides[i] == sides[j])
                    continue;
                var finding = _findings[i, j];
                if ((finding.Found & (Contradictions.Forename | Contradictions.Sex)) != Contradictions.Forename)
                    return null;
                if ((finding.Found & ForenameAndNumber) == ForenameAndNumber)
                    best = Math.Max(best ?? float.NegativeInfinity, finding.Bits);
            }
        }
        return best;
    }

    /// <summary>
    /// Mean evidence between the two sides, the most torn record left out where others remain on its side: a record that mixes
    /// two people agrees with both and would hide that they contradict.
    /// </summary>
    double MeanAcross(bool[] sides)
    {
        var sums = new double[sides.Length];
        var counts = new int[sides.Length];
        var torn = new bool[sides.Length];
        var (sum, count) = (0d, 0);
        for (var i = 0; i < sides.Length; i++)
        {
            for (var j = i + 1; j < sides.Length; j++)
            {
                if (sides[i] == sides[j])
                    continue;
                var bits = _findings[i, j].Bits;
                (sum, sums[i], sums[j]) = (sum + bits, sums[i] + bits, sums[j] + bits);
                (count, counts[i], counts[j]) = (count + 1, counts[i] + 1, counts[j] + 1);
                torn[i] |= bits < 0;
                torn[j] |= bits < 0;
            }
        }
        var best = sum / count;
        for (var i = 0; i < sides.Length; i++)
        {
            if (torn[i] && counts[i] < count)
                best = Math.Max(best, (sum - sums[i]) / (count - counts[i]));
        }
        return best;
    }

    /// <summary>The record through which every edge between the two sides runs; -1: there is none, or no edge at all.</summary>
    int Bridge(bool[] sides, Dictionary<int, List<int>> neighbours)
    {
        var touches = new int[_rows.Length];
        var edges = 0;
        for (var i = 0; i < _rows.Length; i++)
        {
            foreach (var row in neighbours.GetValueOrDefault(_rows[i]) ?? [])
            {
                var j = Array.BinarySearch(_rows, row);
                if (j <= i || sides[i] == sides[j])
                    continue;
                edges++;
                touches[i]++;
                touches[j]++;
            }
        }
        var bridge = -1;
        for (var i = 0; i < touches.Length; i++)
        {
            if (edges > 0 && touches[i] == edges && (bridge < 0 || IsTorn(i, sides) > IsTorn(bridge, sides)))
                bridge = i;
        }
        return bridge;
    }

    /// <summary>How well a record fits the other side: the one that fits both is the bridge.</summary>
    double IsTorn(int place, bool[] sides)
    {
        var bits = 0d;
        for (var i = 0; i < sides.Length; i++)
        {
            if (sides[i] != sides[place])
                bits -= _findings[place, i].Bits;
        }
        return bits;
    }

    string Sentence(bool[] sides, int bridge, RecordTable table, PersonFact[] facts)
    {
        var (first, second) = (-1, -1);
        for (var i = 0; i < sides.Length; i++)
        {
            for (var j = i + 1; j < sides.Length; j++)
            {
                if (sides[i] != sides[j] && _findings[i, j].IsTelling && (first < 0 || _findings[i, j].Bits > _findings[first, second].Bits))
                    (first, second) = (i, j);
            }
        }
        var sentence = $"{NameOf(first, table)} and {NameOf(second, table)} {Words(_findings[first, second].Found, facts, _rows[first], _rows[second])}";
        if (bridge >= 0 && bridge != first && bridge != second)
            sentence += string.Create(CultureInfo.InvariantCulture, $"; only {NameOf(bridge, table)} holds the two together");
        return sentence + ".";
    }

    string NameOf(int place, RecordTable table) =>
        table.Sources.Count == 1 ? $"record {table.IdOf(_rows[place])}" : $"record {table.Sources[table.SourceOf(_rows[place])].Name}/{table.IdOf(_rows[place])}";

    static string Words(Contradictions found, PersonFact[] facts, int left, int right)
    {
        var words = new List<string>();
        if ((found & Contradictions.BirthDate) != 0)
            words.Add("two birth dates neither of which is a slip of the other");
        if ((found & Contradictions.DeathDate) != 0)
            words.Add("two dates of death");
        if ((found & Contradictions.Number) != 0)
            words.Add($"two different {facts.First(fact => fact.Kind is FactKind.OneNumber or FactKind.Document && Differ(fact, left, right)).Called}");
        var names = (found & (Contradictions.Forename | Contradictions.Surname)) switch
        {
            Contradictions.Forename => "two forenames",
            Contradictions.Surname => "two surnames",
            Contradictions.None => null,
            _ => "two names",
        };
        if (names is not null && (found & Contradictions.SharedNumber) == 0)
            words.Add(names);
        if ((found & Contradictions.Sex) != 0)
            words.Add("two sexes");
        var text = words.Count == 0 ? "" : $"give {(words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}")}";
        if ((found & Contradictions.SharedNumber) == 0)
            return text;
        return text.Length == 0 ? "give one document number under two names" : $"{text}, with one document number under two names";
    }

    static bool Differ(PersonFact fact, int left, int right) =>
        fact.CodeOf(left) != fact.CodeOf(right) && fact.CodeOf(left) != 0 && fact.CodeOf(right) != 0;
}
