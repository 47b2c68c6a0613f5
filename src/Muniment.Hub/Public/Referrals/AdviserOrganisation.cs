using System.Security.Cryptography;

namespace Muniment.Hub.Public.Referrals;

/// <summary>An independent organisation that referrals go to.</summary>
public sealed class AdviserOrganisation
{
    /// <summary>"adv_…".</summary>
    public string Id { get; init; } = "";

    /// <summary>Its name. Accounts of this organisation are its members.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it does, and for whom.</summary>
    public string About { get; init; } = "";

    /// <summary>How to reach it without this service.</summary>
    public string Contact { get; init; } = "";

    /// <summary>The key referrals are sealed to: a point of P-256, uncompressed.</summary>
    public byte[] PublicKey { get; init; } = [];

    /// <summary>Since when that key is used, in microseconds since 1970.</summary>
    public long KeySince { get; init; }

    /// <summary>Since when it takes no referrals, in microseconds since 1970; null: it takes them.</summary>
    public long? ClosedAt { get; init; }

    /// <summary>What people compare keys by: the first 16 bytes of the key's SHA-256, in groups.</summary>
    public string Fingerprint => FingerprintOf(PublicKey);

    /// <summary>The fingerprint of a key.</summary>
    public static string FingerprintOf(ReadOnlySpan<byte> publicKey) =>
        string.Join(' ', Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, 16)).Chunk(4).Select(group => new string(group)));
}

/// <summary>A referral in an organisation's queue; what it says is sealed.</summary>
public sealed class QueuedReferral
{
    /// <summary>Such as R-7KXM-2QPD-9TVA.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The organisation's id.</summary>
    public string Organisation { get; init; } = "";

    /// <summary>The key it was sealed to.</summary>
    public byte[] PublicKey { get; init; } = [];

    /// <summary>HPKE's encapsulated key; null: it was dealt with.</summary>
    public byte[]? Encapsulated { get; init; }

    /// <summary>HPKE's ciphertext; null: it was dealt with.</summary>
    public byte[]? Ciphertext { get; init; }

    /// <summary>When it came, in microseconds since 1970.</summary>
    public long ReceivedAt { get; init; }

    /// <summary>When a member first fetched it, in microseconds since 1970; null: nobody has.</summary>
    public long? FetchedAt { get; init; }

    /// <summary>When it was dealt with and what it said was deleted, in microseconds since 1970; null: it waits.</summary>
    public long? DoneAt { get; init; }
}
