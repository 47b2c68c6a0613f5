using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Partners;

/// <summary>A partner with all the keys it ever had, as staff see them.</summary>
/// <param name="Id">Its CURIE.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">The latest first.</param>
public sealed record ListedPartner(string Id, string Name, IReadOnlyList<ListedKey> Keys)
{
    /// <summary>All partners, by name.</summary>
    public static async Task<IReadOnlyList<ListedPartner>> AllAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var partners = await session.ListAsync<PartnerRow>("SELECT id, name FROM partner ORDER BY name, id").ConfigureAwait(false);
        var keys = await session.ListAsync<KeyRow>("SELECT kid, partner, added_at, revoked_at, revoked_reason FROM partner_key ORDER BY added_at DESC, kid").ConfigureAwait(false);
        var byPartner = keys.ToLookup(key => key.Partner, StringComparer.Ordinal);
        return [.. partners.Select(partner => new ListedPartner(partner.Id, partner.Name, [.. byPartner[partner.Id].Select(key => new ListedKey(key.Kid, key.AddedAt.ToInstant(), key.RevokedAt?.ToInstant(), key.RevokedReason))]))];
    }

    sealed class PartnerRow
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";
    }

    sealed class KeyRow
    {
        public string Kid { get; init; } = "";

        public string Partner { get; init; } = "";

        public long AddedAt { get; init; }

        public long? RevokedAt { get; init; }

        public string? RevokedReason { get; init; }
    }
}

/// <summary>A partner's key, without the key itself.</summary>
/// <param name="Id">Its kid.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="RevokedAt">When it was revoked; null: it counts.</param>
/// <param name="Reason">Why it was revoked; null: it counts.</param>
public sealed record ListedKey(string Id, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt, string? Reason);
