using Muniment.Linkage.Looking;

namespace Muniment.Hub.Persons;

/// <summary>Which snapshot a question goes to. Law-enforcement sources (Data Protection Act 2018, Part 3) are never in the main one.</summary>
public enum SnapshotPartition
{
    /// <summary>All sources but law enforcement's.</summary>
    Main,

    /// <summary>Law-enforcement sources alone.</summary>
    LawEnforcement,

    /// <summary>Made-up people, for partners' developers.</summary>
    Sandbox,
}

/// <summary>A person the values asked may belong to.</summary>
/// <param name="PersonId">The person's stable id.</param>
/// <param name="Probability">Match probability with the person's best record, 0 to 1.</param>
/// <param name="SourceId">The source of that record.</param>
/// <param name="RecordId">Its record id.</param>
/// <param name="Fields">What that record says about each value that was asked; a field the model does not compare, or that was asked without a value, is absent.</param>
public sealed record PersonMatch(string PersonId, double Probability, string SourceId, string RecordId, IReadOnlyDictionary<string, FieldAgreement> Fields);

/// <summary>One record of a person, as its source delivered it.</summary>
/// <param name="SourceId">The source in the register.</param>
/// <param name="RecordId">The source's own id of the record.</param>
/// <param name="Fields">Standard field (<c>StandardFields</c>) → value, as delivered, but a birth date that could be read as yyyy-mm-dd; missing values are left out. Personal data.</param>
/// <param name="BirthDate">The birth date as yyyy-mm-dd, yyyy-mm or yyyy, whichever way the source writes dates; null: none is given, or it could not be read, or it stands for "unknown" in too many records.</param>
public sealed record PersonRecord(string SourceId, string RecordId, IReadOnlyDictionary<string, string> Fields, string? BirthDate);
