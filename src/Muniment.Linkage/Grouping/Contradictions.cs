namespace Muniment.Linkage.Grouping;

/// <summary>What contradicts between two records of a person; sex and names only ever support.</summary>
[Flags]
enum Contradictions
{
    None = 0,

    /// <summary>Two birth dates neither of which is a slip of the other.</summary>
    BirthDate = 1,

    /// <summary>Two dates of death, likewise.</summary>
    DeathDate = 2,

    /// <summary>Two numbers of a kind of which one person has one.</summary>
    Number = 4,

    /// <summary>One document number under two names.</summary>
    SharedNumber = 8,

    /// <summary>Two forenames that are not spellings of each other.</summary>
    Forename = 16,

    /// <summary>Two surnames, likewise.</summary>
    Surname = 32,

    /// <summary>Two sexes.</summary>
    Sex = 64,

    /// <summary>Those that can make a person suspect; people marry, transition and are transliterated, so the others cannot.</summary>
    Telling = BirthDate | DeathDate | Number | SharedNumber,
}
