using Muniment.Ledger.Signing;

namespace Muniment.Ledger.Tests.Signing;

public class Ed25519Tests
{
    [Fact]
    public void Verify_Wycheproof_AcceptsAndRefusesAsStated()
    {
        var cases = 0;
        foreach (var group in Vectors.Json("wycheproof/ed25519_test.json").Each("testGroups"))
        {
            var key = Convert.FromHexString(group.GetProperty("publicKey").Text("pk"));
            foreach (var test in group.Each("tests"))
            {
                var good = Ed25519.Verify(key, Convert.FromHexString(test.Text("msg")), Convert.FromHexString(test.Text("sig")));
                Assert.True(good == (test.Text("result") == "valid"), $"case {test.GetProperty("tcId")}: {test.Text("comment")}");
                cases++;
            }
        }
        Assert.Equal(151, cases);
    }

    [Fact]
    public void Sign_Rfc8032FirstVectors_GivesTheirBytes()
    {
        // RFC 8032, section 7.1, TEST 1 and TEST 2.
        var first = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var second = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

        Assert.Equal("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", Convert.ToHexStringLower(Ed25519.PublicKey(first)));
        Assert.Equal("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b", Convert.ToHexStringLower(Ed25519.Sign(first, [])));
        Assert.Equal("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00", Convert.ToHexStringLower(Ed25519.Sign(second, [0x72])));
        Assert.True(Ed25519.Verify(Ed25519.PublicKey(second), [0x72], Ed25519.Sign(second, [0x72])));
        Assert.Throws<ArgumentException>(() => Ed25519.Sign([1, 2], []));
    }

    [Fact]
    public void Verify_ManyThreads_NeverErrs() => Parallel.For(0, 200, i =>
    {
        var seed = new byte[32];
        seed[0] = (byte)i;
        var signature = Ed25519.Sign(seed, [1]);
        Assert.True(Ed25519.Verify(Ed25519.PublicKey(seed), [1], signature));
        signature[i % 64] ^= 1;
        Assert.False(Ed25519.Verify(Ed25519.PublicKey(seed), [1], signature));
    });
}
