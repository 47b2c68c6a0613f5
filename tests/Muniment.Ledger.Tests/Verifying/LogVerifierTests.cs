using System.Globalization;
using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tests.Witnessing;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Verifying;
using Muniment.Ledger.Writing;

namespace Muniment.Ledger.Tests.Verifying;

public sealed class LogVerifierTests : IDisposable
{
    static readonly NoteSigner s_signer = new("example.org/log", SignatureKind.Ed25519, new byte[32]);
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task VerifyAsync_TestLog_IsGoodAndContinuesEachOfItsCheckpoints()
    {
        var key = VerifierKey.Parse(Vectors.Json("tlog-tiles-log/keys.json").Text("verifierKey"));
        for (var size = 0; size <= 15; size++)
        {
            var options = new VerifyOptions { Keys = [key], Since = SignedNote.Parse(Vectors.Bytes($"tlog-tiles-log/checkpoint.{size}")) };
            var report = await LogVerifier.VerifyAsync(new DirectoryLogSource(Vectors.PathOf("tlog-tiles-log")), options, TestContext.Current.CancellationToken);
            Assert.True(report.IsGood, report.Finding?.Sentence);
            Assert.Equal((15L, 0L, (long?)size), (report.EntriesVerified, report.EntriesWithheld, report.ContinuesSize));
            Assert.False(report.IsWitnessed);
        }
    }

    /// <summary>Every byte of a small log; bytes drawn at random of one with two full tiles and partial ones on two levels, and of one with three levels.</summary>
    [Theory]
    [InlineData(2, 3, 0)]
    [InlineData(600, 700, 150)]
    [InlineData(65_900, 66_000, 1)]
    public async Task VerifyAsync_OneByteAltered_NamesTheFileAndTheByte(int first, int size, int draws)
    {
        Write(first, size);
        Assert.True((await VerifyAsync()).IsGood);
        var random = new Random(size);
        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        if (draws > 0) // Of each folder as many, or bundles and leaves would be all.
            files = [.. files.GroupBy(Path.GetDirectoryName).SelectMany(folder => folder.OrderBy(_ => random.Next()).Take(Math.Max(1, draws / 10)))];
        foreach (var file in files)
        {
            var (path, bytes) = (Path.GetRelativePath(_folder.Path, file).Replace('\\', '/'), File.ReadAllBytes(file));
            foreach (var at in draws == 0 ? [.. Enumerable.Range(0, bytes.Length)] : Enumerable.Range(0, draws < 100 ? 1 : 8).Select(_ => random.Next(bytes.Length)).ToArray())
            {
                var changed = (byte[])bytes.Clone();
                changed[at] ^= 0x10;
                File.WriteAllBytes(file, changed);
                var finding = (await VerifyAsync()).Finding;
                Assert.True(finding?.File == path, $"{path} altered at {at}, but: {finding?.Sentence}");
                if (path.StartsWith("tile/entries", StringComparison.Ordinal))
                    Assert.InRange(finding!.Offset!.Value, at - 12, at); // The beginning of the entry.
                else if (path.StartsWith("tile", StringComparison.Ordinal))
                    Assert.Equal(at, finding!.Offset);
            }
            File.WriteAllBytes(file, bytes);
        }
    }

    [Fact]
    public async Task VerifyAsync_FileCutLengthenedOrGone_NamesIt()
    {
        Write(600, 700);
        foreach (var (path, isBundle) in new[] { ("tile/0/001", false), ("tile/0/002.p/188", false), ("tile/1/000.p/2", false), ("tile/entries/002.p/188", true), ("tile/entries/000", true) })
        {
            var file = Path.Combine(_folder.Path, path);
            var bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(file, bytes[..^1]);
            Assert.Equal(path, (await VerifyAsync()).Finding?.File);
            File.WriteAllBytes(file, [.. bytes, 0]);
            Assert.Equal((path, (long?)bytes.Length), ((await VerifyAsync()).Finding?.File, (await VerifyAsync()).Finding?.Offset));
            File.Delete(file);
            var report = await VerifyAsync();
            Assert.Equal(isBundle, report.IsGood); // Bundles may be withheld; tiles may not.
            Assert.Equal(isBundle ? (path.Contains('2', StringComparison.Ordinal) ? 188 : 256) : 0, report.EntriesWithheld);
            Assert.Equal(isBundle ? null : path, report.Finding?.File);
            File.WriteAllBytes(file, bytes);
        }
    }

    [Fact]
    public async Task VerifyAsync_RewrittenWholly_IsRefusedByRootOrSince()
    {
        Write(600, 700);
        var kept = SignedNote.Parse(File.ReadAllBytes(Path.Combine(_folder.Path, "checkpoint")));
        // Everything is computed again over other entries, and signed with the log's own key.
        Directory.Delete(_folder.Path, recursive: true);
        Write(400, 900, "other");
        Assert.True((await VerifyAsync()).IsGood);
        Assert.Contains("rewritten", (await VerifyAsync(new VerifyOptions { Keys = [s_signer.Key], Since = kept })).Finding?.Sentence, StringComparison.Ordinal);
        // The same files under a checkpoint that states another root.
        File.WriteAllBytes(Path.Combine(_folder.Path, "checkpoint"), new Checkpoint("example.org/log", 900, TreeHasher.Empty).Sign(s_signer).ToBytes());
        var finding = (await VerifyAsync()).Finding;
        Assert.Equal(("checkpoint", 20L), (finding?.File, finding?.Offset ?? -1));
        // A log that has shrunk.
        Directory.Delete(_folder.Path, recursive: true);
        Write(400, 500);
        Assert.Contains("shrunk", (await VerifyAsync(new VerifyOptions { Keys = [s_signer.Key], Since = kept })).Finding?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_Policy_SaysWhetherWitnessed()
    {
        Write(3, 5);
        var witness = NoteSigner.Generate("w", SignatureKind.Cosignature);
        var options = new VerifyOptions { Policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes($"log {s_signer.Key}\nwitness w {witness.Key}\nquorum w\n")) };
        var report = await VerifyAsync(options);
        Assert.Contains("not independently witnessed", report.Finding?.Sentence, StringComparison.Ordinal);
        var file = Path.Combine(_folder.Path, "checkpoint");
        var note = SignedNote.Parse(File.ReadAllBytes(file));
        File.WriteAllBytes(file, note.With(witness.Cosign(note.Text, 7)).ToBytes());
        Assert.True((await VerifyAsync(options)).IsWitnessed);
        Assert.Equal("checkpoint", (await VerifyAsync(new VerifyOptions { Keys = [witness.Key] })).Finding?.File);
    }

    [Fact]
    public async Task VerifyAsync_OverLoopback_SameAsFromTheFolder()
    {
        Write(600, 700);
        var withhold = false;
        using var server = new LoopbackServer(async context =>
        {
            var path = context.Request.Url!.AbsolutePath["/log/".Length..];
            var file = Path.Combine(_folder.Path, path);
            if (!File.Exists(file) || (withhold && path.StartsWith("tile/entries", StringComparison.Ordinal)))
                context.Response.StatusCode = File.Exists(file) ? 403 : 404;
            else
                await context.Response.OutputStream.WriteAsync(File.ReadAllBytes(file));
        });
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var source = new HttpLogSource(client, new Uri(server.Address, "log"));
        var options = new VerifyOptions { Keys = [s_signer.Key] };
        var report = await LogVerifier.VerifyAsync(source, options, TestContext.Current.CancellationToken);
        Assert.True(report.IsGood, report.Finding?.Sentence);
        Assert.Equal(700, report.EntriesVerified);
        withhold = true;
        Assert.Equal(700, (await LogVerifier.VerifyAsync(source, options, TestContext.Current.CancellationToken)).EntriesWithheld);
        Assert.Equal(LedgerFault.Malformed, (await Assert.ThrowsAsync<LedgerException>(() => source.ReadAsync("tile/0/000", 8191, TestContext.Current.CancellationToken))).Fault);
        var nowhere = new HttpLogSource(client, new Uri("http://127.0.0.1:1/"));
        Assert.Equal(LedgerFault.Missing, (await Assert.ThrowsAsync<LedgerException>(() => LogVerifier.VerifyAsync(nowhere, options, TestContext.Current.CancellationToken))).Fault);
    }

    void Write(int first, int size, string word = "entry")
    {
        var log = TileLog.Open(_folder.Path, 0, TreeHasher.Empty);
        foreach (var to in new[] { first, size })
        {
            if (to > log.Size)
                log.Publish(log.Stage([.. Enumerable.Range((int)log.Size, to - (int)log.Size).Select(i => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{word} {i}")))]).Checkpoint("example.org/log").Sign(s_signer));
        }
    }

    Task<LogReport> VerifyAsync(VerifyOptions? options = null) => LogVerifier.VerifyAsync(new DirectoryLogSource(_folder.Path), options ?? new VerifyOptions { Keys = [s_signer.Key] }, TestContext.Current.CancellationToken);
}
