using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Muniment.Hub.Public.Referrals;

/// <summary>Encrypts to a public key what only its private key opens: RFC 9180 (HPKE), base mode, one message.</summary>
/// <remarks>
/// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-GCM with 256 bits (128 in the RFC's own test vectors). Checked against those vectors. Nothing here says who sent a message.
/// Pure but for the ephemeral key; safe on any thread.
/// </remarks>
public static class Hpke
{
    /// <summary>Bytes of a public key, and of the encapsulated key: a point of P-256, uncompressed.</summary>
    public const int PointLength = 65;

    /// <summary>Bytes that a ciphertext is longer than what it holds.</summary>
    public const int TagLength = 16;

    const int Coordinate = 32;
    const int NonceLength = 12;
    const int SecretLength = 32;

    // RFC 9180, section 7: kem_id 0x0010, kdf_id 0x0001.
    const ushort Kem = 0x0010;
    const ushort Kdf = 0x0001;

    /// <summary>A point of P-256, uncompressed, as a key; false: it is none.</summary>
    public static bool TryReadPublicKey(ReadOnlySpan<byte> point, out ECParameters key)
    {
        key = default;
        if (point.Length != PointLength || point[0] != 4)
            return false;
        key = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point.Slice(1, Coordinate).ToArray(), Y = point[(1 + Coordinate)..].ToArray() } };
        try
        {
            using var checkedKey = ECDiffieHellman.Create(key); // Refuses a point that is not on the curve.
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>A key's public half as a point.</summary>
    public static byte[] PointOf(ECDiffieHellman key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return [4, .. q.X!, .. q.Y!];
    }

    /// <summary>Encrypts.</summary>
    /// <param name="receiver">The receiver's public key, a point.</param>
    /// <param name="info">What the message is for; both sides know it.</param>
    /// <param name="aad">What goes with it in the clear; both sides know it.</param>
    /// <param name="plaintext">The message.</param>
    /// <returns>The encapsulated key and the ciphertext, which ends with its tag.</returns>
    /// <exception cref="CryptographicException">The public key is none.</exception>
    public static (byte[] Encapsulated, byte[] Ciphertext) Seal(ReadOnlySpan<byte> receiver, ReadOnlySpan<byte> info, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Seal(ephemeral, receiver, info, aad, plaintext, keyLength: 32);
    }

    /// <summary>Decrypts.</summary>
    /// <param name="receiver">The receiver's private key, of P-256.</param>
    /// <param name="encapsulated">The encapsulated key.</param>
    /// <param name="info">As it was sealed with.</param>
    /// <param name="aad">As it was sealed with.</param>
    /// <param name="ciphertext">The ciphertext.</param>
    /// <returns>The message.</returns>
    /// <exception cref="CryptographicException">It was not sealed to this key with this info and aad, or it was changed.</exception>
    public static byte[] Open(ECDiffieHellman receiver, ReadOnlySpan<byte> encapsulated, ReadOnlySpan<byte> info, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext) =>
        Open(receiver, encapsulated, info, aad, ciphertext, keyLength: 32);

    internal static (byte[] Encapsulated, byte[] Ciphertext) Seal(ECDiffieHellman ephemeral, ReadOnlySpan<byte> receiver, ReadOnlySpan<byte> info, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, int keyLength)
    {
        var encapsulated = PointOf(ephemeral);
        var (key, nonce) = Schedule(SharedSecret(ephemeral, receiver, encapsulated, receiver), info, keyLength);
        using var aes = new AesGcm(key, TagLength);
        var ciphertext = new byte[plaintext.Length + TagLength];
        aes.Encrypt(nonce, plaintext, ciphertext.AsSpan(0, plaintext.Length), ciphertext.AsSpan(plaintext.Length), aad);
        CryptographicOperations.ZeroMemory(key);
        return (encapsulated, ciphertext);
    }

    internal static byte[] Open(ECDiffieHellman receiver, ReadOnlySpan<byte> encapsulated, ReadOnlySpan<byte> info, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext, int keyLength)
    {
        if (ciphertext.Length < TagLength)
            throw new CryptographicException("The ciphertext is shorter than its tag.");
        var (key, nonce) = Schedule(SharedSecret(receiver, encapsulated, encapsulated, PointOf(receiver)), info, keyLength);
        using var aes = new AesGcm(key, TagLength);
        var plaintext = new byte[ciphertext.Length - TagLength];
        aes.Decrypt(nonce, ciphertext[..^TagLength], ciphertext[^TagLength..], plaintext, aad);
        CryptographicOperations.ZeroMemory(key);
        return plaintext;
    }

    /// <summary>Section 4.1, Encap and Decap: ExtractAndExpand(dh, enc ‖ pkRm).</summary>
    static byte[] SharedSecret(ECDiffieHellman own, ReadOnlySpan<byte> other, ReadOnlySpan<byte> encapsulated, ReadOnlySpan<byte> receiver)
    {
        if (!TryReadPublicKey(other, out var point))
            throw new CryptographicException("The public key is no uncompressed point of P-256.");
        using var key = ECDiffieHellman.Create(point);
        var dh = own.DeriveRawSecretAgreement(key.PublicKey);
        byte[] suite = [.. "KEM"u8, .. Two(Kem)];
        var prk = LabelledExtract(suite, [], "eae_prk"u8, dh);
        CryptographicOperations.ZeroMemory(dh);
        return LabelledExpand(suite, prk, "shared_secret"u8, [.. encapsulated, .. receiver], SecretLength);
    }

    /// <summary>Section 5.1, KeySchedule in base mode: no pre-shared key, no sender.</summary>
    static (byte[] Key, byte[] Nonce) Schedule(byte[] sharedSecret, ReadOnlySpan<byte> info, int keyLength)
    {
        var aead = (ushort)(keyLength == 16 ? 1 : 2);
        byte[] suite = [.. "HPKE"u8, .. Two(Kem), .. Two(Kdf), .. Two(aead)];
        byte[] context = [0, .. LabelledExtract(suite, [], "psk_id_hash"u8, []), .. LabelledExtract(suite, [], "info_hash"u8, info)];
        var secret = LabelledExtract(suite, sharedSecret, "secret"u8, []);
        return (LabelledExpand(suite, secret, "key"u8, context, keyLength), LabelledExpand(suite, secret, "base_nonce"u8, context, NonceLength));
    }

    /// <summary>Section 4: Extract(salt, "HPKE-v1" ‖ suite_id ‖ label ‖ ikm).</summary>
    static byte[] LabelledExtract(ReadOnlySpan<byte> suite, byte[] salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> input) =>
        HKDF.Extract(HashAlgorithmName.SHA256, [.. "HPKE-v1"u8, .. suite, .. label, .. input], salt);

    /// <summary>Section 4: Expand(prk, I2OSP(L, 2) ‖ "HPKE-v1" ‖ suite_id ‖ label ‖ info, L).</summary>
    static byte[] LabelledExpand(ReadOnlySpan<byte> suite, byte[] key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, int length) =>
        HKDF.Expand(HashAlgorithmName.SHA256, key, length, [.. Two((ushort)length), .. "HPKE-v1"u8, .. suite, .. label, .. info]);

    static byte[] Two(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }
}
