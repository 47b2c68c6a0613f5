using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Sources;

/// <summary>The public entry of a source: whose data it is, about whom, why, and for how long.</summary>
/// <remarks>Format: docs/formats/source.md, read and written by <see cref="SourceJson"/>. Immutable; safe on any thread.</remarks>
public sealed record Source
{
    /// <summary>The key: small letters, digits and hyphens, at most 64. Records and agreements name the source by it.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Who decides why and how the data is used.</summary>
    public required Organisation Controller { get; init; }

    /// <summary>Who delivers it. Its name alone may be withheld from the public for a time.</summary>
    public required Organisation Provider { get; init; }

    /// <summary>What it may be used for; at least one. Nothing else is answered from it.</summary>
    public required ImmutableArray<Purpose> Purposes { get; init; }

    /// <summary>Terms of <see cref="LawfulBases"/>; at least one that carries processing.</summary>
    public required ImmutableArray<string> LawfulBasis { get; init; }

    /// <summary>The law, in words.</summary>
    public required string LegalPower { get; init; }

    /// <summary>About whom it is; at least one.</summary>
    public required ImmutableArray<Category> People { get; init; }

    /// <summary>What it holds about them; at least one.</summary>
    public required ImmutableArray<Category> Data { get; init; }

    /// <summary>Whether there are children among them.</summary>
    public required Known Children { get; init; }

    /// <summary>How long a record is kept.</summary>
    public required Retention Retention { get; init; }

    /// <summary>The data protection impact assessment.</summary>
    public required Assessment Dpia { get; init; }

    /// <summary>Where a person can ask about it.</summary>
    public required string Contact { get; init; }

    /// <summary>Whether a newer load takes the place of the one before, or is added to it.</summary>
    public required LoadMode Mode { get; init; }

    /// <summary>The source's column with its own id of a record.</summary>
    public required string IdColumn { get; init; }

    /// <summary>Which column is which field; others are not read, and never kept. At least one.</summary>
    public required ImmutableArray<FieldOfColumn> Fields { get; init; }

    /// <summary>The people in it are made up. The demonstration takes no other sources; a real hub only those for a sandbox.</summary>
    public required bool IsMadeUp { get; init; }

    /// <summary>Made-up people for partners' developers, apart from all others.</summary>
    public required bool IsSandbox { get; init; }

    /// <summary>Held for law enforcement (Data Protection Act 2018, Part 3): apart from all others.</summary>
    public bool IsLawEnforcement => LawfulBasis.Contains(LawfulBases.LawEnforcement);

    /// <summary>The snapshot it is linked into.</summary>
    public SnapshotPartition Partition => IsSandbox ? SnapshotPartition.Sandbox : IsLawEnforcement ? SnapshotPartition.LawEnforcement : SnapshotPartition.Main;

    /// <summary>Whether it is registered for a purpose.</summary>
    /// <param name="term">The purpose's term, such as dpv:IdentityVerification.</param>
    public bool IsFor(string term) => Purposes.Any(purpose => purpose.Term == term);
}

/// <summary>A kind of people or of data.</summary>
/// <param name="Term">Of the Data Privacy Vocabulary 2 (dpv:, pd:), or one of ours (muniment:).</param>
/// <param name="Words">The same in plain words.</param>
public sealed record Category(string Term, string Words);

/// <summary>Yes, no, or nobody knows; where it matters, unknown counts as yes.</summary>
public enum Known
{
    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}

/// <summary>What a newer load does to the one before.</summary>
public enum LoadMode
{
    /// <summary>It takes its place: the extract is always the whole source.</summary>
    Replace,

    /// <summary>It is added; a record id that comes again takes the place of its earlier record.</summary>
    Add,
}

/// <summary>How long a record is kept.</summary>
/// <param name="Months">Whole months, 1 or more.</param>
/// <param name="FromRecordedOn">True: they count from the record's own field recorded_on, and where that is missing from the load. False: from the load.</param>
/// <param name="Words">The rule in plain words.</param>
public sealed record Retention(int Months, bool FromRecordedOn, string Words);

/// <summary>A column of the source's extracts and the field it is.</summary>
/// <param name="Column">The column's name in the extracts.</param>
/// <param name="Field">A name of <see cref="StandardFields"/>, or another, which is never compared.</param>
public sealed record FieldOfColumn(string Column, string Field);
