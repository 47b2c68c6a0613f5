using System.Security.Cryptography;
using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tests.Reference;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Writing;

namespace Muniment.Ledger.Tests.Writing;

public sealed class TileLogTests : IDisposable
{
    static readonly NoteSigner s_signer = new("example.org/log", SignatureKind.Ed25519, new byte[32]);
    readonly TemporaryFolder _folder = new();

    string Folder => Path.Combine(_folder.Path, "log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Publish_EntriesOfTheTestLog_GivesItsFilesByteForByte()
    {
        var keys = Vectors.Json("tlog-tiles-log/keys.json");
        var signer = NoteSigner.Parse(keys.Text("signerKey"));
        Assert.Equal(keys.Text("verifierKey"), signer.Key.ToString());
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        log.Publish(new Checkpoint(keys.Text("origin"), 0, log.Root).Sign(signer));
        Assert.Equal(Vectors.Bytes("tlog-tiles-log/checkpoint.0"), File.ReadAllBytes(Path.Combine(Folder, "checkpoint")));
        foreach (var entry in keys.Each("entriesInOrder"))
        {
            var batch = log.Stage([Encoding.UTF8.GetBytes(entry.GetString()!)]);
            log.Publish(batch.Checkpoint(keys.Text("origin")).Sign(signer));
            Assert.Equal(Vectors.Bytes($"tlog-tiles-log/checkpoint.{log.Size}"), File.ReadAllBytes(Path.Combine(Folder, "checkpoint")));
        }
        var expected = Vectors.PathOf("tlog-tiles-log");
        foreach (var file in Directory.GetFiles(Path.Combine(expected, "tile"), "*", SearchOption.AllDirectories).Append(Path.Combine(expected, "checkpoint")))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(Folder, Path.GetRelativePath(expected, file))));
        Assert.Equal(31, Visible().Count);
    }

    [Fact]
    public async Task Stage_SeventyThousand_GivesTheDerivedTree()
    {
        var tree = Vectors.Json("derived-70000/tree.json");
        var roots = tree.GetProperty("rootBySizeHex").EnumerateObject().ToDictionary(one => long.Parse(one.Name, System.Globalization.CultureInfo.InvariantCulture), one => Vectors.FromHex(one.Value.GetString()!));
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        foreach (var (size, root) in roots.OrderBy(one => one.Key))
        {
            Append(log, Entries(log.Size, size));
            Assert.Equal(root, log.Root);
            log = TileLog.Open(Folder, size, root);
        }
        foreach (var tile in tree.GetProperty("tiles").EnumerateObject())
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder, tile.Name));
            Assert.Equal((tile.Value.GetProperty("bytes").GetInt32(), tile.Value.Text("sha256")), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
        var reader = new LogReader(new DirectoryLogSource(Folder));
        var cancel = TestContext.Current.CancellationToken;
        var checkpoint = Checkpoint.Of(await reader.ReadCheckpointAsync(cancel));
        var leaves = Array.ConvertAll(Entries(0, 70_000), entry => TreeHasher.Leaf(entry.Span));
        TreeHash Root(long size) => TreeHasher.Above(leaves.AsSpan(0, (int)size));
        foreach (var one in tree.Each("inclusion"))
        {
            var proof = one.Each("proofHex").Select(hash => Vectors.FromHex(hash.GetString()!)).ToArray();
            var (index, size) = (one.GetProperty("index").GetInt64(), one.GetProperty("size").GetInt64());
            Assert.True(InclusionProof.Verify(leaves[index], index, size, proof, Root(size)));
            if (roots.TryGetValue(size, out var root)) // A partial tile is kept only for sizes that had a checkpoint.
                Assert.Equal(proof, await reader.ProveInclusionAsync(index, checkpoint with { Size = size, Root = root }, cancel));
        }
        foreach (var one in tree.Each("consistency"))
        {
            var proof = one.Each("proofHex").Select(hash => Vectors.FromHex(hash.GetString()!)).ToArray();
            var (from, to) = (one.GetProperty("from").GetInt64(), one.GetProperty("to").GetInt64());
            Assert.True(ConsistencyProof.Verify(from, to, proof, Root(from), Root(to)));
            if (roots.TryGetValue(to, out var root))
                Assert.Equal(proof, await reader.ProveConsistencyAsync(checkpoint with { Size = from, Root = Root(from) }, checkpoint with { Size = to, Root = root }, cancel));
        }
        Assert.False(Directory.Exists(Path.Combine(Folder, "tile/0/000.p")), "partial tiles go when the full tile is there");
    }

    [Fact]
    public void Stage_RandomBatches_GiveTheSlowTwinsRoots()
    {
        var random = new Random(7);
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        var all = new List<byte[]>();
        while (all.Count < 1500)
        {
            var batch = Enumerable.Range(0, random.Next(1, 300)).Select(_ => { var entry = new byte[random.Next(0, 40)]; random.NextBytes(entry); return entry; }).ToList();
            all.AddRange(batch);
            Append(log, [.. batch.Select(entry => (ReadOnlyMemory<byte>)entry)]);
            Assert.Equal(new TreeHash(SlowTree.Root([.. all])), log.Root);
            if (random.Next(3) == 0)
                log = TileLog.Open(Folder, log.Size, log.Root);
        }
    }

    [Fact]
    public void Open_StagedAndDecidedButNotPublished_FinishesIt()
    {
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        Append(log, Entries(0, 300));
        var before = Visible();
        var batch = log.Stage(Entries(300, 700)); // The database swaps; then the process dies.
        Assert.Equal(before, Visible());

        var next = TileLog.Open(Folder, batch.Size, batch.Root);
        next.Publish(batch.Checkpoint("example.org/log").Sign(s_signer));

        Append(next, Entries(700, 1000));
        Assert.Equal(Fresh(300, 700, 1000), Visible());
        Assert.Empty(Directory.GetDirectories(Path.Combine(Folder, ".staging")));
    }

    [Fact]
    public void Open_StagedButNotDecided_GoesOnFromBefore()
    {
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        Append(log, Entries(0, 300));
        var (size, root) = (log.Size, log.Root);
        log.Stage(Entries(5000, 5400)); // Other entries than those the next writer finds.

        var next = TileLog.Open(Folder, size, root);
        Append(next, Entries(300, 1000));

        Assert.Equal(Fresh(300, 1000), Visible());
        Assert.Empty(Directory.GetDirectories(Path.Combine(Folder, ".staging")));
    }

    [Fact]
    public void Publish_AtEveryInstantOfACrash_TheLogCanBeContinued()
    {
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        Append(log, Entries(0, 300));
        var batch = log.Stage(Entries(300, 700));
        var staged = Directory.GetDirectories(Path.Combine(Folder, ".staging")).Single();
        var files = Directory.GetFiles(staged).Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length > 4);
        for (var moved = 0; moved <= files.Length; moved++) // The crash comes after so many files were moved.
        {
            using var copy = new TemporaryFolder();
            CopyFolder(Folder, copy.Path);
            foreach (var file in files[..moved])
            {
                var target = Path.Combine(copy.Path, Path.GetFileName(file).Replace('!', '/'));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(file.Replace(Folder, copy.Path, StringComparison.Ordinal), target);
            }
            var next = TileLog.Open(copy.Path, batch.Size, batch.Root);
            next.Publish(batch.Checkpoint("example.org/log").Sign(s_signer));
            Append(next, Entries(700, 1000));
            Assert.Equal(Fresh(300, 700, 1000), Visible(copy.Path));
        }
    }

    [Fact]
    public void Publish_StaleWriterGoesOn_CannotTouchWhatIsPublished()
    {
        var first = TileLog.Open(Folder, 0, TreeHasher.Empty);
        Append(first, Entries(0, 300));
        var stale = first.Stage(Entries(9000, 9400)); // Stopped here. Another is elected:
        var second = TileLog.Open(Folder, 300, first.Root);
        Append(second, Entries(300, 350));
        var published = Visible();

        // The first goes on. Its swap fails, so it must not publish; and if it does, it is refused.
        Assert.Equal(LedgerFault.Inconsistent, PublishFault(() => first.Stage(Entries(300, 310))));
        Assert.Equal(LedgerFault.Inconsistent, PublishFault(() => new StagedBatch(300, stale.Size, stale.Root)));
        Assert.Equal(published, Visible());
        Append(second, Entries(350, 1000));
        Assert.Equal(Fresh(300, 350, 1000), Visible());

        LedgerFault PublishFault(Func<StagedBatch> batch) => Vectors.FaultOf(() => first.Publish(batch().Checkpoint("example.org/log").Sign(s_signer)));
    }

    [Fact]
    public void Publish_BothFinishTheSameBatch_SameBytes()
    {
        var first = TileLog.Open(Folder, 0, TreeHasher.Empty);
        Append(first, Entries(0, 300));
        var batch = first.Stage(Entries(300, 700)); // Swapped, then stopped.
        var second = TileLog.Open(Folder, batch.Size, batch.Root);
        second.Publish(batch.Checkpoint("example.org/log").Sign(s_signer));

        first.Publish(batch.Checkpoint("example.org/log").Sign(s_signer)); // Continues: the same checkpoint, the same files.

        Assert.Equal(Fresh(300, 700), Visible());
        Append(second, Entries(700, 800));
        Assert.Equal(LedgerFault.Inconsistent, Vectors.FaultOf(() => first.Publish(batch.Checkpoint("example.org/log").Sign(s_signer))));
        Assert.Equal(Fresh(300, 700, 800), Visible());
    }

    [Fact]
    public void Open_DatabaseBehindOrBesideTheCheckpoint_IsRefused()
    {
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        Append(log, Entries(0, 300));
        var root = log.Root;
        Append(log, Entries(300, 400));
        Assert.Equal(LedgerFault.Inconsistent, Vectors.FaultOf(() => TileLog.Open(Folder, 300, root)));
        Assert.Equal(LedgerFault.Inconsistent, Vectors.FaultOf(() => TileLog.Open(Folder, 400, root)));
        Assert.Equal(LedgerFault.Missing, Vectors.FaultOf(() => TileLog.Open(Folder, 401, root)));
    }

    [Fact]
    public void Open_StagedFilesLost_CanBeStagedAgainFromTheCheckpoint()
    {
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        Append(log, Entries(0, 300));
        var decided = log.Stage(Entries(300, 700));
        Directory.Delete(Path.Combine(Folder, ".staging"), recursive: true);
        Assert.Equal(LedgerFault.Missing, Vectors.FaultOf(() => TileLog.Open(Folder, decided.Size, decided.Root)));

        var published = Checkpoint.Of(TileLog.ReadPublished(Folder)!);
        var again = TileLog.Open(Folder, published.Size, published.Root);
        Assert.Equal(decided, again.Stage(Entries(300, 700)));
        again.Publish(decided.Checkpoint("example.org/log").Sign(s_signer));
        Assert.Equal(Fresh(300, 700), Visible());
    }

    [Fact]
    public void Publish_StagedFilesLost_ShowsNothing()
    {
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        Append(log, Entries(0, 300));
        var before = Visible();
        var batch = log.Stage(Entries(300, 700));
        Directory.Delete(Path.Combine(Folder, ".staging"), recursive: true);
        Assert.Equal(LedgerFault.Missing, Vectors.FaultOf(() => log.Publish(batch.Checkpoint("example.org/log").Sign(s_signer))));
        Assert.Equal((before.Count, 300), (Visible().Count, log.Size));
    }

    [Fact]
    public void Publish_OtherTree_IsRefused()
    {
        var log = TileLog.Open(Folder, 0, TreeHasher.Empty);
        var batch = log.Stage(Entries(0, 5));
        Assert.Equal(LedgerFault.Inconsistent, Vectors.FaultOf(() => log.Publish((batch.Checkpoint("example.org/log") with { Root = TreeHasher.Empty }).Sign(s_signer))));
        Assert.Equal(0, log.Size);
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Stage([]));
        Assert.Throws<ArgumentException>(() => log.Stage([new byte[65536]]));
    }

    /// <summary>Files of a log that was written in these steps without any mishap.</summary>
    static Dictionary<string, string> Fresh(params int[] sizes)
    {
        using var folder = new TemporaryFolder();
        var log = TileLog.Open(folder.Path, 0, TreeHasher.Empty);
        foreach (var size in sizes)
            Append(log, Entries(log.Size, size));
        return Visible(folder.Path);
    }

    Dictionary<string, string> Visible() => Visible(Folder);

    static Dictionary<string, string> Visible(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains(".staging", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    static void Append(TileLog log, IReadOnlyList<ReadOnlyMemory<byte>> entries) =>
        log.Publish(log.Stage(entries).Checkpoint("example.org/log").Sign(s_signer));

    static ReadOnlyMemory<byte>[] Entries(long from, long to)
    {
        var entries = new ReadOnlyMemory<byte>[to - from];
        for (var i = from; i < to; i++)
            entries[i - from] = Encoding.ASCII.GetBytes($"entry {i}");
        return entries;
    }

    static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
