using System.Security.Cryptography;
using System.Text;
using Muniment.Hub.Public.Referrals;

namespace Muniment.Hub.Tests.Public.Referrals;

public class HpkeTests
{
    // RFC 9180, appendix A: what is encrypted, for what, and with what beside it.
    static readonly byte[] s_info = Encoding.ASCII.GetBytes("Ode on a Grecian Urn");
    static readonly byte[] s_aad = Encoding.ASCII.GetBytes("Count-0");
    static readonly byte[] s_message = Encoding.ASCII.GetBytes("Beauty is truth, truth beauty");

    /// <summary>The first message of RFC 9180, A.3.1 (128 bits), and of the same set of vectors with AES-256-GCM.</summary>
    public static TheoryData<int, string, string, string, string> Vectors => new()
    {
        {
            16, "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb", "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
            "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
            "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
        },
        {
            32, "90345e3a1d116c1dd39ae76d95ab858c142223a63e44f8f85318cfa91a84858e", "317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2",
            "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0",
            "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f"
        },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void Seal_PublishedVector_IsItsBytes(int keyLength, string ephemeral, string receiver, string encapsulated, string ciphertext)
    {
        using var sender = Key(ephemeral);
        using var recipient = Key(receiver);

        var (enc, sealedBytes) = Hpke.Seal(sender, Hpke.PointOf(recipient), s_info, s_aad, s_message, keyLength);

        Assert.Equal(encapsulated, Convert.ToHexStringLower(enc));
        Assert.Equal(ciphertext, Convert.ToHexStringLower(sealedBytes));
        Assert.Equal(s_message, Hpke.Open(recipient, enc, s_info, s_aad, sealedBytes, keyLength));
    }

    [Fact]
    public void Open_AnythingChanged_Refuses()
    {
        using var recipient = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (enc, sealedBytes) = Hpke.Seal(Hpke.PointOf(recipient), s_info, s_aad, s_message);
        byte[] bent = [.. sealedBytes[..^1], (byte)(sealedBytes[^1] ^ 1)];

        Assert.Equal(s_message, Hpke.Open(recipient, enc, s_info, s_aad, sealedBytes));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, enc, s_info, s_aad, bent));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, enc, s_aad, s_aad, sealedBytes));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, enc, s_info, s_info, sealedBytes));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(other, enc, s_info, s_aad, sealedBytes));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, Hpke.PointOf(other), s_info, s_aad, sealedBytes));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(recipient, enc, s_info, s_aad, sealedBytes.AsSpan(0, 10)));
    }

    [Fact]
    public void TryReadPublicKey_PointOffTheCurve_IsNone()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = Hpke.PointOf(key);

        Assert.True(Hpke.TryReadPublicKey(point, out _));
        point[64] ^= 1;
        Assert.False(Hpke.TryReadPublicKey(point, out _));
        Assert.False(Hpke.TryReadPublicKey(point.AsSpan(1), out _));
        Assert.False(Hpke.TryReadPublicKey([], out _));
    }

    static ECDiffieHellman Key(string scalar)
    {
        var key = ECDiffieHellman.Create();
        key.ImportParameters(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromHexString(scalar) });
        return key;
    }
}
