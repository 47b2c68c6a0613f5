using Muniment.Linkage.Internals;

namespace Muniment.Linkage.Looking;

/// <summary>A person a query may be about.</summary>
/// <param name="Person">0-based person.</param>
/// <param name="Row">0-based row of the person's record that agrees best with the query; of several alike the first.</param>
/// <param name="WeightBits">Match weight of the query with that record, bits, prior included.</param>
public readonly record struct FoundPerson(int Person, int Row, double WeightBits)
{
    /// <summary>Match probability, 0 to 1.</summary>
    public double Probability => Bits.Probability(WeightBits);
}
