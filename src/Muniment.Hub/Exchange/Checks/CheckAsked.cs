using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>A question, verified and looked up, on its way into a transaction.</summary>
public sealed record CheckAsked
{
    /// <summary>Who asks, and why.</summary>
    public required PartnerToken Token { get; init; }

    /// <summary>The partner's key for "the same question again".</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>[32] SHA-256 of agreement and body: the same key with another question is refused.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>The version it was looked up under.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>What is asked.</summary>
    public required Request Request { get; init; }

    /// <summary>[field] what was sent about the person, for a reviewer if one has to decide; not kept otherwise.</summary>
    public IReadOnlyDictionary<string, string>? Asked { get; init; }

    /// <summary>None: looked up; else why nobody was looked up.</summary>
    public required RulingReason BeforeLookUp { get; init; }

    /// <summary>Who was found; null: nobody, or nobody was looked up.</summary>
    public Found? Found { get; init; }
}

/// <summary>What was decided and committed.</summary>
/// <param name="Id">The check's id.</param>
/// <param name="Agreement">The version it was decided under.</param>
/// <param name="Ruling">The ruling, with the pauses of the transaction.</param>
/// <param name="Found">Who was found, with what may leave.</param>
public sealed record CheckAnswer(string Id, Agreement Agreement, Ruling Ruling, Found? Found);
