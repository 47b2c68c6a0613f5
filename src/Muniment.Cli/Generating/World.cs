namespace Muniment.Cli.Generating;

/// <summary>What was planted on a person in a source.</summary>
/// <param name="Kind">How.</param>
/// <param name="Other">The other person; -1 for none.</param>
/// <param name="IsSecond">Whether this person's records carry the wrong value.</param>
readonly record struct PlantedRecord(PlantedKind Kind, long Other, bool IsSecond);

/// <summary>A population of a size, the numbers its people have, and what is planted in it.</summary>
/// <remarks>Immutable; safe on any thread.</remarks>
sealed class World
{
    /// <summary>The copy number of a record that is planted as a bridge.</summary>
    public const int BridgeCopy = 7;

    const uint WherePurpose = 51;
    readonly Planting _planting;
    readonly Source[] _sources;

    /// <summary>The population of a seed.</summary>
    /// <param name="seed">Everything follows from it.</param>
    /// <param name="people">How many people.</param>
    /// <param name="merged">Share of people merged on purpose, 0 to 0.01.</param>
    /// <param name="names">Their names.</param>
    /// <param name="sources">The sources that hold records of them.</param>
    public World(ulong seed, long people, double merged, NameStock names, Source[] sources)
        : this(seed, people, new Planting(seed, people, merged), names, sources)
    {
    }

    World(ulong seed, long people, Planting planting, NameStock names, Source[] sources)
    {
        // About as many people to a postcode and a town as in the United Kingdom, with bounds for tiny and huge populations.
        var postcodes = (int)Math.Clamp(people / 30, 300, 400_000);
        Population = new Population(seed, names, new Places(towns: Math.Clamp(postcodes / 8, 40, 9_000), postcodes));
        Documents = new Documents(seed);
        People = people;
        _planting = planting;
        _sources = sources;
    }

    /// <summary>How many people.</summary>
    public long People { get; }

    /// <summary>A population with somewhat more people than so many records need, counted on a sample; none of the last is planted, so they can be left out.</summary>
    public static World ForRecords(ulong seed, long records, double merged, NameStock names, Source[] sources)
    {
        const int Sample = 3_000;
        var sample = new World(seed, Sample, 0, names, sources);
        var found = 0L;
        for (var number = 0L; number < Sample; number++)
        {
            var person = sample.Describe(number);
            found += sources.Sum(source => sample.RecordsIn(source, number, person).Copies);
        }
        var needed = records * Sample / found;
        return new World(seed, (needed * 5 / 4) + 500, new Planting(seed, needed * 4 / 5, merged), names, sources);
    }

    /// <summary>The people.</summary>
    public Population Population { get; }

    /// <summary>The numbers they have.</summary>
    public Documents Documents { get; }

    /// <summary>A person, planted ones as planted.</summary>
    public Person Describe(long number) => _planting.Describe(Population, number);

    /// <summary>What is planted on a person anywhere.</summary>
    public PlantedRecord Planted(long number)
    {
        var (kind, other, isSecond) = _planting.Of(number);
        return new PlantedRecord(kind, other, isSecond);
    }

    /// <summary>What is planted on a person in one source; nothing where it is planted in another.</summary>
    public PlantedRecord PlantedIn(Source source, long number)
    {
        var planted = Planted(number);
        return planted.Kind != PlantedKind.None && PlaceOf(number, planted) == source ? planted : new PlantedRecord(PlantedKind.None, -1, false);
    }

    /// <summary>The word for what is wrong with a record; empty for nearly all.</summary>
    public string PlantedWord(Source source, long number, int copy)
    {
        var planted = PlantedIn(source, number);
        var carries = planted.Kind switch
        {
            PlantedKind.Bridge => copy == BridgeCopy,
            PlantedKind.Document => planted.IsSecond && copy == 0,
            PlantedKind.Declared => planted.IsSecond,
            _ => false,
        };
        return carries ? Planting.Word(planted.Kind) : "";
    }

    /// <summary>The records a source holds of a person: how many, and whether a bridge besides.</summary>
    public (int Copies, bool Bridge) RecordsIn(Source source, long number, in Person person)
    {
        var draw = Draw.Of(Population.Seed, number, WherePurpose + ((uint)source.Letter << 8));
        var planted = Planted(number);
        // Who is planted has records in at least two sources, or there would be nobody to merge.
        var forced = planted.Kind != PlantedKind.None && (PlaceOf(number, planted) == source || source == _sources[^1]);
        var present = draw.Chance(source.Presence(person)) || forced;
        var bridge = planted is { Kind: PlantedKind.Bridge, IsSecond: false } && PlaceOf(number, planted) == source;
        return (present ? draw.Chance(source.AgainShare) ? 2 : 1 : 0, bridge);
    }

    /// <summary>The source a pair is planted in: both of the pair get the same.</summary>
    Source PlaceOf(long number, in PlantedRecord planted)
    {
        var draw = Draw.Of(Population.Seed, Math.Min(number, planted.Other), WherePurpose);
        var first = draw.Below(_sources.Length);
        for (var i = 0; i < _sources.Length; i++)
        {
            var source = _sources[(first + i) % _sources.Length];
            if (planted.Kind != PlantedKind.Document || source.HoldsDocuments)
                return source;
        }
        throw new System.Diagnostics.UnreachableException("The first source holds documents.");
    }
}
