namespace Muniment.Hub.Exchange.Partners;

/// <summary>A request a partner signed: who asks, on whose behalf, why. Every part was verified but that its id is new, which only the database can tell.</summary>
/// <param name="Partner">The partner: issuer and owner of the key.</param>
/// <param name="KeyId">The key it was signed with.</param>
/// <param name="Id">The token's id (jti), accepted once.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="Official">Who asks, at the partner: the claim "official".</param>
/// <param name="Case">Why: the partner's case, the claim "case".</param>
public sealed record PartnerToken(string Partner, string KeyId, string Id, DateTimeOffset ExpiresAt, string Official, string Case)
{
    /// <summary>[32] The SHA-256 its body must have: the claim "body_sha256"; empty where the claim is no SHA-256.</summary>
    public ReadOnlyMemory<byte> BodySha256 { get; init; }
}
