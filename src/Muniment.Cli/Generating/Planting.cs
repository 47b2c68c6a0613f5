namespace Muniment.Cli.Generating;

/// <summary>How two people were made one.</summary>
enum PlantedKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>One record mixes both: the name and birth date of one, the address and numbers of the other.</summary>
    Bridge,

    /// <summary>A document number of one stands in a record of the other.</summary>
    Document,

    /// <summary>A source gave both the same person number.</summary>
    Declared,
}

/// <summary>Which people are merged on purpose, so that finding them can be measured.</summary>
/// <remarks>Pairs lie evenly through the population, so no more people than the share asked for are planted. Immutable; safe on any thread.</remarks>
sealed class Planting(ulong seed, long people, double share)
{
    const uint KindPurpose = 50;
    const int Apart = 64; // Further than any household reaches.

    /// <summary>The kind a person is planted in, who the other is, and which of the two this one is: the second carries the wrong value.</summary>
    public (PlantedKind Kind, long Other, bool IsSecond) Of(long person)
    {
        var isSecond = (person & Apart) != 0;
        var first = isSecond ? person - Apart : person;
        var pair = ((first / (2 * Apart)) * Apart) + (first % Apart);
        if (first + Apart >= people || (long)((pair + 1) * share) == (long)(pair * share))
            return (PlantedKind.None, -1, false);
        var kind = 1 + Draw.Of(seed, pair, KindPurpose).Below(3);
        return ((PlantedKind)kind, isSecond ? first : first + Apart, isSecond);
    }

    /// <summary>The person as planted: the second of a pair is made to resemble the first, as people are who get confused.</summary>
    public Person Describe(Population population, long number)
    {
        var person = population.Describe(number);
        var (kind, other, isSecond) = Of(number);
        if (kind == PlantedKind.None || !isSecond)
            return person;
        var first = population.Describe(other);
        var draw = Draw.Of(seed, number, KindPurpose + 1);
        (person.Origin, person.Female, person.Surname, person.BirthSurname) = (first.Origin, first.Female, first.Surname, first.Surname);
        person.Forename = draw.Chance(0.5) ? first.Forename : population.Names.Forenames(first.Origin, first.Female).Pick(ref draw);
        person.IsBirthDateAssessed = false;
        if (draw.Chance(0.3)) // The same year: an easy confusion. Never the same day: that nobody could tell apart.
            person.BirthDay = Calendar.DayOf(Calendar.DateOf(first.BirthDay).Year, draw.Between(1, 12), draw.Between(1, 28));
        if (person.BirthDay == first.BirthDay)
            person.BirthDay -= 1;
        return person;
    }

    /// <summary>The word of a kind in the truth columns; empty for none.</summary>
    public static string Word(PlantedKind kind) => kind switch
    {
        PlantedKind.Bridge => "bridge",
        PlantedKind.Document => "document",
        PlantedKind.Declared => "declared",
        _ => "",
    };
}
