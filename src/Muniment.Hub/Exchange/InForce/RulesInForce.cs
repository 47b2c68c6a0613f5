using System.Collections.Immutable;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.InForce;

/// <summary>The agreements, pauses and keys as they stood at one revision of the database. Immutable; safe on any thread.</summary>
public sealed record RulesInForce
{
    /// <summary>Counts every change of what is below, over all hubs.</summary>
    public required long Revision { get; init; }

    /// <summary>[agreement id] its versions, the newest first.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<Agreement>> Agreements { get; init; }

    /// <summary>Every pause.</summary>
    public required ImmutableArray<Pause> Pauses { get; init; }

    /// <summary>[kid] the partners' keys that are not revoked.</summary>
    public required IReadOnlyDictionary<string, PartnerKey> Keys { get; init; }

    /// <summary>Tokens issued before this are refused: the hub was restored from a backup then. Seconds since 1970; 0: never restored.</summary>
    public long TokensNotBefore { get; init; }

    /// <summary>The version that questions are put under: the newest that is more than a proposal; where there is none, the newest.</summary>
    /// <returns>null: there is no such agreement.</returns>
    public Agreement? Find(string agreement, Moment moment)
    {
        if (!Agreements.TryGetValue(agreement, out var versions))
            return null;
        foreach (var version in versions)
        {
            if (AgreementStates.Read(version, Pauses, moment).State != AgreementState.Proposed)
                return version;
        }
        return versions[0];
    }
}

/// <summary>A partner's public key.</summary>
/// <param name="Id">Its kid.</param>
/// <param name="Partner">Whose it is: the partner's CURIE.</param>
/// <param name="Key">The key, for verifying alone.</param>
public sealed record PartnerKey(string Id, string Partner, SecurityKey Key);
