using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Partners;

/// <summary>Partners and their public keys. Each act is one write, with its ledger entry.</summary>
public static class PartnerStore
{
    const int LongestJwk = 2000;

    /// <summary>Adds a partner, or changes its name.</summary>
    /// <param name="session">A write.</param>
    /// <param name="partner">Its CURIE, such as government-organisation:EX02: the issuer of its tokens.</param>
    /// <param name="name">Its name.</param>
    /// <param name="moment">Now.</param>
    public static async Task AddAsync(Session session, string partner, string name, Moment moment)
    {
        await session.RunAsync("INSERT INTO partner (id, name, added_at) VALUES (@partner, @name, @at) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            new { partner, name, at = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await RuleBook.ChangeAsync(session).ConfigureAwait(false);
    }

    /// <summary>Adds a partner, or changes its name, as an act of somebody's.</summary>
    public static async Task AddAsync(Session session, string partner, string name, string by, Moment moment)
    {
        await AddAsync(session, partner, name, moment).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Key,
            WriteOpening = json =>
            {
                json.WriteString("act", "partner-added");
                json.WriteString("partner", partner);
                json.WriteString("name", name);
                json.WriteString("by", by);
            },
        }).ConfigureAwait(false);
    }

    /// <summary>Adds a public key.</summary>
    /// <param name="session">A write.</param>
    /// <param name="partner">Whose it is.</param>
    /// <param name="jwk">A JSON Web Key (RFC 7517): kty EC, crv P-256, x, y; kid, or its RFC 7638 thumbprint is taken.</param>
    /// <param name="by">Who adds it: an account's id.</param>
    /// <param name="moment">Now.</param>
    /// <returns>Its kid.</returns>
    /// <exception cref="ProblemException">It is no such key, holds a private part, or its kid is taken.</exception>
    public static async Task<string> AddKeyAsync(Session session, string partner, string jwk, string by, Moment moment)
    {
        var key = Read(jwk);
        var kid = string.IsNullOrEmpty(key.Kid) ? Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()) : key.Kid;
        var clean = JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = key.X, y = key.Y, kid });
        if (await session.ValueAsync<long>("SELECT COUNT(*) FROM partner WHERE id = @partner", new { partner }).ConfigureAwait(false) == 0)
            throw new ProblemException(StatusCodes.Status404NotFound, "partner-unknown", $"There is no partner '{partner}'. Add the partner first.");
        if (await session.RunAsync("INSERT INTO partner_key (kid, partner, jwk, added_at, added_by) VALUES (@kid, @partner, @clean, @at, @by) ON CONFLICT (kid) DO NOTHING",
            new { kid, partner, clean, at = moment.Instant.ToDateTimeOffset().ToMicroseconds(), by }).ConfigureAwait(false) == 0)
            throw new ProblemException(StatusCodes.Status409Conflict, "key-taken", $"A key '{kid}' is there already, or was revoked. A new key has a new kid.");
        await RuleBook.ChangeAsync(session).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Key,
            WriteOpening = json =>
            {
                json.WriteString("act", "added");
                json.WriteString("partner", partner);
                json.WriteString("kid", kid);
                json.WriteString("by", by);
            },
        }).ConfigureAwait(false);
        return kid;
    }

    /// <summary>Revokes a key: from the commit on, on every hub, nothing it signed is accepted.</summary>
    /// <exception cref="ProblemException">There is no such key, or it was revoked before.</exception>
    public static async Task RevokeKeyAsync(Session session, string kid, string by, string reason, Moment moment)
    {
        if (await session.RunJournaledAsync("UPDATE partner_key SET revoked_at = @at, revoked_by = @by, revoked_reason = @reason WHERE kid = @kid AND revoked_at IS NULL",
            new { kid, by, reason, at = moment.Instant.ToDateTimeOffset().ToMicroseconds() }, moment.Instant.ToDateTimeOffset()).ConfigureAwait(false) == 0)
            throw new ProblemException(StatusCodes.Status404NotFound, "key-unknown", $"There is no key '{kid}' that is not revoked already.");
        await RuleBook.ChangeAsync(session).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Key,
            WriteOpening = json =>
            {
                json.WriteString("act", "revoked");
                json.WriteString("kid", kid);
                json.WriteString("by", by);
                json.WriteString("reason", reason);
            },
        }).ConfigureAwait(false);
    }

    static JsonWebKey Read(string jwk)
    {
        try
        {
            var key = jwk.Length <= LongestJwk ? new JsonWebKey(jwk) : throw Bad($"A key has at most {LongestJwk} letters.");
            if (key.Kty != JsonWebAlgorithmsKeyTypes.EllipticCurve || key.Crv != JsonWebKeyECTypes.P256)
                throw Bad("The key must be an elliptic-curve key on P-256 (kty EC, crv P-256).");
            if (key.HasPrivateKey)
                throw Bad("This is a private key: whoever has seen it can sign for you. Make a new pair, and give its public half alone.");
            using var curve = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) },
            });
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or FormatException)
        {
            throw Bad("This is no JSON Web Key with a point on P-256.");
        }
    }

    static ProblemException Bad(string sentence) => new(StatusCodes.Status400BadRequest, "bad-key", sentence);
}
