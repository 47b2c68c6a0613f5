using System.Net;
using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Witnessing;
using Muniment.Ledger.Writing;

namespace Muniment.Ledger.Tests.Witnessing;

public sealed class WitnessTests : IDisposable
{
    const long Now = 1_790_000_000;
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_SigsumTranscript_AnswersAsStated()
    {
        var transcript = Vectors.Json("witness/add-checkpoint-sigsum.json");
        var log = new VerifierKey(transcript.GetProperty("log").Text("origin"), SignatureKind.Ed25519, Convert.FromHexString(transcript.GetProperty("log").Text("ed25519PublicKeyHex")));
        var signer = NoteSigner.Generate(transcript.Text("witnessName"), SignatureKind.Cosignature);
        var steps = transcript.Each("steps").ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var witness = new Witness(signer, _folder.Path, log); // Anew each time: what it knows is on disk.
            var answer = witness.Add(steps[i].Base64("bodyB64"), Now + i);
            Assert.Equal(steps[i].TryGetProperty("specStatus", out var status) ? status.GetInt32() : steps[i].GetProperty("wantStatus").GetInt32(), answer.Status);
            var assert = steps[i].Text("assert");
            if (assert.StartsWith("body contains", StringComparison.Ordinal))
                Assert.Contains(assert.Split('"')[1], answer.Body, StringComparison.Ordinal);
            else
                Assert.Equal((assert.Split('"')[1].Replace("\\n", "\n", StringComparison.Ordinal), WitnessAnswer.SizeType), (answer.Body, answer.ContentType));
            if (answer.Status == 200)
            {
                var latest = witness.Latest(log.Name)!;
                Assert.Equal(2, latest.Verify(log, witness.Key).Count);
                Assert.Equal(Now + i, latest.Signatures[1].Time);
            }
        }
        Assert.Equal(9, steps.Count);
    }

    [Fact]
    public void Add_Monkeys_CosignsFiveThenEight()
    {
        var monkeys = Vectors.Json("witness/monkeys.json");
        var witness = new Witness(NoteSigner.Parse(monkeys.Text("witnessSigner")).AsCosigner(), _folder.Path, VerifierKey.Parse(monkeys.Text("logVerifier")));
        var proof = monkeys.Each("consistencyProofHex").Select(hash => Vectors.FromHex(hash.GetString()!)).ToArray();
        var (init, next) = (SignedNote.Parse(monkeys.Base64("init")), SignedNote.Parse(monkeys.Base64("next")));

        Assert.Equal(400, witness.Add("old\n"u8, Now).Status);
        Assert.Equal(422, witness.Add(new AddCheckpoint(0, proof, init).ToBytes(), Now).Status);
        Assert.Equal(200, witness.Add(new AddCheckpoint(0, [], init).ToBytes(), Now).Status);
        Assert.Equal(400, witness.Add(new AddCheckpoint(9, [], next).ToBytes(), Now).Status);
        Assert.Equal(422, witness.Add(new AddCheckpoint(5, [.. proof[..3], TreeHasher.Empty], next).ToBytes(), Now).Status);
        Assert.Equal(200, witness.Add(new AddCheckpoint(5, proof, next).ToBytes(), Now).Status);
        Assert.Equal(200, witness.Add(new AddCheckpoint(8, [], next).ToBytes(), Now).Status);
        Assert.Equal(422, witness.Add(new AddCheckpoint(8, proof, next).ToBytes(), Now).Status);
        Assert.Equal("8\n", witness.Add(new AddCheckpoint(5, proof, next).ToBytes(), Now).Body);
        Assert.Equal(400, witness.Add(new AddCheckpoint(8, [], init).ToBytes(), Now).Status);
    }

    [Fact]
    public void Add_EmptyTreeWithARootOrAnotherRootOfTheSameSize_Is422()
    {
        var signer = NoteSigner.Generate("example.org/log", SignatureKind.Ed25519);
        var witness = new Witness(NoteSigner.Generate("w", SignatureKind.Cosignature), _folder.Path, signer.Key);
        SignedNote Note(long size, byte root) => new Checkpoint("example.org/log", size, TreeHasher.Leaf([root])).Sign(signer);

        Assert.Equal(422, witness.Add(new AddCheckpoint(0, [], Note(0, 1)).ToBytes(), Now).Status);
        Assert.Equal(200, witness.Add(new AddCheckpoint(0, [], Note(3, 1)).ToBytes(), Now).Status);
        Assert.Equal(422, witness.Add(new AddCheckpoint(3, [], Note(3, 2)).ToBytes(), Now).Status);
        Assert.Equal(200, witness.Add(new AddCheckpoint(3, [], Note(3, 1)).ToBytes(), Now).Status);
        Assert.Equal(LedgerFault.Malformed, Vectors.FaultOf(() => AddCheckpoint.Parse([.. "old 0\n"u8, .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"{TreeHasher.Empty}\n", 64))), .. "\n"u8, .. Note(1, 1).ToBytes()])));
        Assert.Null(witness.LatestByHash("../../etc/passwd"));
    }

    [Fact]
    public void Add_ManyThreads_NeverRollsBack()
    {
        var signer = NoteSigner.Generate("example.org/log", SignatureKind.Ed25519);
        var witness = new Witness(NoteSigner.Generate("w", SignatureKind.Cosignature), _folder.Path, signer.Key);
        var log = TileLog.Open(Path.Combine(_folder.Path, "log"), 0, TreeHasher.Empty);
        var notes = new List<SignedNote>();
        for (var i = 0; i < 12; i++)
        {
            notes.Add(log.Stage([new[] { (byte)i }]).Checkpoint("example.org/log").Sign(signer));
            log.Publish(notes[^1]);
        }
        var reader = new LogReader(new DirectoryLogSource(Path.Combine(_folder.Path, "log")));
        var best = 0L;
        Parallel.For(0, 200, i =>
        {
            var random = new Random(i);
            var (old, to) = (random.Next(0, 12), random.Next(1, 13));
            if (old > to)
                return;
            var proof = old == 0 || old == to ? [] : reader.ProveConsistencyAsync(old, to).GetAwaiter().GetResult();
            if (witness.Add(new AddCheckpoint(old, proof, notes[to - 1]).ToBytes(), Now).Status == 200)
                InterlockedMax(ref best, to);
        });
        Assert.Equal(best, Checkpoint.Of(witness.Latest("example.org/log")!).Size);

        static void InterlockedMax(ref long target, long value)
        {
            for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
                Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    [Fact]
    public async Task CosignAsync_OverLoopback_GivesTheWitnessesCosignature()
    {
        var cancel = TestContext.Current.CancellationToken;
        var signer = NoteSigner.Generate("example.org/log", SignatureKind.Ed25519);
        var witness = new Witness(NoteSigner.Generate("witness.example/w1", SignatureKind.Cosignature), Path.Combine(_folder.Path, "witness"), signer.Key);
        using var server = new LoopbackServer(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body, cancel);
            Assert.Equal("/w/add-checkpoint", context.Request.Url!.AbsolutePath);
            var answer = witness.Add(body.ToArray(), Now);
            (context.Response.StatusCode, context.Response.ContentType) = (answer.Status, answer.ContentType);
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body), cancel);
        });
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var client = new WitnessClient(http, new Uri(server.Address, "w/"), witness.Key);
        var folder = Path.Combine(_folder.Path, "log");
        var log = TileLog.Open(folder, 0, TreeHasher.Empty);
        var reader = new LogReader(new DirectoryLogSource(folder));
        foreach (var size in new[] { 3, 300, 700 })
        {
            var note = log.Stage([.. Enumerable.Range((int)log.Size, size - (int)log.Size).Select(i => (ReadOnlyMemory<byte>)BitConverter.GetBytes(i))]).Checkpoint("example.org/log").Sign(signer);
            log.Publish(note);
            if (size == 700) // A client that has forgotten, as after a restart: asks, is told the size, asks again.
                client = new WitnessClient(http, new Uri(server.Address, "w/"), witness.Key);
            var cosigned = note.With(await client.CosignAsync(note, reader, cancel));
            Assert.Equal(2, cosigned.Verify(signer.Key, witness.Key).Count);
            log.Publish(cosigned);
        }
        var other = new WitnessClient(http, server.Address, NoteSigner.Generate("witness.example/w1", SignatureKind.Cosignature).Key);
        await Assert.ThrowsAsync<LedgerException>(() => other.CosignAsync(log.Size > 0 ? TileLog.ReadPublished(folder)! : null!, reader, cancel));
    }
}

/// <summary>A small HTTP server on loopback.</summary>
sealed class LoopbackServer : IDisposable
{
    readonly HttpListener _listener = new();

    public LoopbackServer(Func<HttpListenerContext, Task> answer)
    {
        for (var attempt = 0; ; attempt++)
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            }
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Address.AbsoluteUri);
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else took the port meanwhile.
            }
        }
        _ = Task.Run(() => ServeAsync(answer));
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Close();

    async Task ServeAsync(Func<HttpListenerContext, Task> answer)
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                try
                {
                    await answer(context);
                }
                catch (Exception exception) when (exception is not HttpListenerException)
                {
                    context.Response.StatusCode = 500;
                }
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
