using Muniment.Linkage.Looking;

namespace Muniment.Hub.Persons;

/// <summary>Why two records of one person are held to be hers: what the model says of the pair alone.</summary>
/// <param name="Left">Place of one among the person's records, from 0.</param>
/// <param name="Right">Place of the other, after it.</param>
/// <param name="Probability">Match probability of the pair, 0 to 1.</param>
/// <param name="Fields">What the other says of each value of the one; fields that the model does not compare are absent.</param>
public sealed record RecordLink(int Left, int Right, double Probability, IReadOnlyDictionary<string, FieldAgreement> Fields);
