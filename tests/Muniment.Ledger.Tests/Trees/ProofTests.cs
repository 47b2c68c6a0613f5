using System.Text;
using System.Text.Json;
using Muniment.Ledger.Tests.Reference;
using Muniment.Ledger.Trees;

namespace Muniment.Ledger.Tests.Trees;

public class ProofTests
{
    [Fact]
    public void Hashes_Rfc6962ReferenceTree_AreItsHashes()
    {
        var tree = Vectors.Json("rfc6962/reference-tree.json");
        var leaves = tree.Each("leavesHex").Select(leaf => Convert.FromHexString(leaf.GetString()!)).ToArray();
        var levels = tree.Each("nodeHashesByLevelHex").Select(level => level.EnumerateArray().Select(hash => Vectors.FromHex(hash.GetString()!)).ToArray()).ToArray();
        Assert.Equal(levels[0], leaves.Select(leaf => TreeHasher.Leaf(leaf)));
        for (var level = 1; level < levels.Length; level++)
            Assert.Equal(levels[level], levels[level - 1].Chunk(2).Select(pair => TreeHasher.Node(pair[0], pair[1])));
        var roots = tree.Each("rootBySizeHex").Select(hash => Vectors.FromHex(hash.GetString()!)).ToArray();
        Assert.Equal(9, roots.Length);
        Assert.Equal(TreeHasher.Empty, roots[0]);
        for (var size = 1; size < roots.Length; size++)
            Assert.Equal(roots[size], TreeHasher.Above(levels[0].AsSpan(0, size)));
    }

    [Fact]
    public void VerifyInclusion_Vectors_AsStated()
    {
        var cases = Vectors.Json("merkle-proofs/inclusion.json").EnumerateArray().ToList();
        foreach (var one in cases)
        {
            var proof = Vectors.Hashes(one.Each("proof").Select(hash => hash.GetBytesFromBase64()));
            var good = proof is not null && Long(one, "leafIdx") is { } index && Long(one, "treeSize") is { } size
                && Hash(one, "leafHash") is { } leaf && Hash(one, "root") is { } root && InclusionProof.Verify(leaf, index, size, proof, root);
            Assert.True(good != one.GetProperty("wantErr").GetBoolean(), one.Text("id"));
        }
        Assert.True(cases.Count > 90, $"{cases.Count} cases");
    }

    [Fact]
    public void VerifyConsistency_Vectors_AsStated()
    {
        var cases = Vectors.Json("merkle-proofs/consistency.json").EnumerateArray().ToList();
        foreach (var one in cases)
        {
            var proof = Vectors.Hashes(one.Each("proof").Select(hash => hash.GetBytesFromBase64()));
            var good = proof is not null && Long(one, "size1") is { } from && Long(one, "size2") is { } to
                && Hash(one, "root1") is { } earlier && Hash(one, "root2") is { } later && ConsistencyProof.Verify(from, to, proof, earlier, later);
            Assert.True(good != one.GetProperty("wantErr").GetBoolean(), one.Text("id"));
        }
        Assert.True(cases.Count > 90, $"{cases.Count} cases");
    }

    [Fact]
    public void Ranges_EveryTreeTo70_GiveTheProofsOfTheSlowTwin()
    {
        var entries = Enumerable.Range(0, 70).Select(i => Encoding.ASCII.GetBytes($"e{i}")).ToArray();
        var leaves = entries.Select(entry => TreeHasher.Leaf(entry)).ToArray();
        TreeHash Above(TreeRange range) => TreeHasher.Above(leaves.AsSpan((int)range.Start, (int)(range.End - range.Start)));
        for (var size = 1; size <= 70; size++)
        {
            var tree = entries[..size];
            var root = new TreeHash(SlowTree.Root(tree));
            Assert.Equal(root, Above(new TreeRange(0, size)));
            for (var index = 0; index < size; index++)
            {
                var proof = InclusionProof.Ranges(index, size).Select(Above).ToArray();
                Assert.Equal(SlowTree.Path(index, tree).Select(hash => new TreeHash(hash)), proof);
                Assert.True(InclusionProof.Verify(leaves[index], index, size, proof, root));
                Assert.False(InclusionProof.Verify(leaves[index], index + 1, size, proof, root));
            }
            for (var from = 1; from <= size; from++)
            {
                var proof = ConsistencyProof.Ranges(from, size).Select(Above).ToArray();
                Assert.Equal(SlowTree.Proof(from, tree).Select(hash => new TreeHash(hash)), proof);
                Assert.True(ConsistencyProof.Verify(from, size, proof, Above(new TreeRange(0, from)), root));
            }
        }
    }

    [Fact]
    public void Nodes_EveryRange_JoinToItsHash()
    {
        var leaves = Enumerable.Range(0, 300).Select(i => TreeHasher.Leaf([(byte)i, (byte)(i >> 8)])).ToArray();
        for (var end = 1; end <= 300; end++)
        {
            var nodes = new TreeRange(0, end).Nodes().Select(node => TreeHasher.Above(leaves.AsSpan((int)(node.Index << node.Height), 1 << node.Height))).ToArray();
            Assert.Equal(TreeHasher.Above(leaves.AsSpan(0, end)), TreeRange.Join(nodes));
        }
    }

    static long? Long(JsonElement element, string property) => element.GetProperty(property).TryGetInt64(out var number) ? number : null;

    static TreeHash? Hash(JsonElement element, string property)
    {
        var value = element.GetProperty(property);
        // Some vectors have "don't care" as roots of equal trees: filled up, they are as equal as before.
        return value.ValueKind == JsonValueKind.String && value.GetBytesFromBase64() is { Length: > 0 and <= TreeHash.Length } bytes ? new TreeHash([.. bytes, .. new byte[TreeHash.Length - bytes.Length]]) : null;
    }
}
