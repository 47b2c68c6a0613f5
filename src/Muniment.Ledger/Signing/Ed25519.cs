using System.Security.Cryptography;

namespace Muniment.Ledger.Signing;

/// <summary>Ed25519 signatures (RFC 8032), by OpenSSL's libcrypto. Deterministic; safe on any thread.</summary>
public static class Ed25519
{
    /// <summary>Bytes of a seed, from which private and public key follow.</summary>
    public const int SeedLength = 32;

    /// <summary>Bytes of a public key.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 64;

    /// <summary>The public key of a seed.</summary>
    /// <param name="seed">The private key as RFC 8032 stores it, 32 bytes.</param>
    public static unsafe byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        var key = PrivateKey(seed);
        try
        {
            var bytes = new byte[KeyLength];
            nuint length = KeyLength;
            fixed (byte* buffer = bytes)
            {
                if (Libcrypto.PublicKeyOf(key, buffer, &length) != 1 || length != KeyLength)
                    throw Failed("give a public key");
            }
            return bytes;
        }
        finally
        {
            Libcrypto.FreeKey(key);
        }
    }

    /// <summary>Signs a message.</summary>
    /// <param name="seed">The private key as RFC 8032 stores it, 32 bytes.</param>
    /// <param name="message">Any bytes.</param>
    /// <returns>64 bytes, the same for the same seed and message.</returns>
    public static unsafe byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var key = PrivateKey(seed);
        var context = Libcrypto.NewContext();
        try
        {
            var signature = new byte[SignatureLength];
            nuint length = SignatureLength;
            fixed (byte* to = signature, from = message)
            {
                if (context == 0 || Libcrypto.StartSigning(context, 0, 0, 0, key) != 1 || Libcrypto.Sign(context, to, &length, from, (nuint)message.Length) != 1 || length != SignatureLength)
                    throw Failed("sign");
            }
            return signature;
        }
        finally
        {
            Libcrypto.FreeContext(context);
            Libcrypto.FreeKey(key);
        }
    }

    /// <summary>Whether a signature is the key's on the message. Anything of the wrong length is not.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">64 bytes.</param>
    public static unsafe bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyLength || signature.Length != SignatureLength)
            return false;
        nint key;
        fixed (byte* bytes = publicKey)
            key = Libcrypto.NewPublicKey(Libcrypto.Ed25519, 0, bytes, KeyLength);
        if (key == 0)
        {
            Libcrypto.ClearErrors();
            return false;
        }
        var context = Libcrypto.NewContext();
        try
        {
            if (context == 0 || Libcrypto.StartVerifying(context, 0, 0, 0, key) != 1)
                throw Failed("verify");
            fixed (byte* given = signature, from = message)
            {
                if (Libcrypto.Verify(context, given, SignatureLength, from, (nuint)message.Length) == 1)
                    return true;
            }
            Libcrypto.ClearErrors(); // A bad signature must not be somebody else's error later.
            return false;
        }
        finally
        {
            Libcrypto.FreeContext(context);
            Libcrypto.FreeKey(key);
        }
    }

    static unsafe nint PrivateKey(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedLength)
            throw new ArgumentException($"A seed has {SeedLength} bytes, not {seed.Length}.", nameof(seed));
        fixed (byte* bytes = seed)
        {
            var key = Libcrypto.NewPrivateKey(Libcrypto.Ed25519, 0, bytes, SeedLength);
            return key != 0 ? key : throw Failed("take a private key");
        }
    }

    static CryptographicException Failed(string what)
    {
        Libcrypto.ClearErrors();
        return new CryptographicException($"OpenSSL's libcrypto could not {what} (Ed25519).");
    }
}
