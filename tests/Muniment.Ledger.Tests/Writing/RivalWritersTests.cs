using System.Text;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;
using Muniment.Ledger.Trees;
using Muniment.Ledger.Verifying;
using Muniment.Ledger.Writing;

namespace Muniment.Ledger.Tests.Writing;

/// <summary>Several writers on one folder that die at any step, and one database that decides: what is decided is what the log holds.</summary>
public sealed class RivalWritersTests : IDisposable
{
    static readonly NoteSigner s_signer = new("example.org/log", SignatureKind.Ed25519, new byte[32]);
    readonly TemporaryFolder _folder = new();
    readonly Lock _database = new();
    readonly List<ReadOnlyMemory<byte>> _decided = [];
    (long Size, TreeHash Root) _state = (0, TreeHasher.Empty);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Writers_DyingAtAnyStep_NeverDamageWhatIsDecided(int seed)
    {
        var threads = Enumerable.Range(0, 3).Select(writer => new Thread(() => Write(new Random((seed * 10) + writer), writer))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        var log = OpenDecided();
        log.Publish(new Checkpoint("example.org/log", log.Size, log.Root).Sign(s_signer));

        var source = new DirectoryLogSource(_folder.Path);
        var report = await LogVerifier.VerifyAsync(source, new VerifyOptions { Keys = [s_signer.Key] }, TestContext.Current.CancellationToken);
        Assert.True(report.IsGood, report.Finding?.Sentence);
        Assert.Equal((_state.Size, (long)_decided.Count), (report.EntriesVerified, report.Checkpoint!.Size));
        Assert.True(_decided.Count > 600, $"{_decided.Count} entries");
        for (var bundle = 0; bundle * 256 < _decided.Count; bundle++)
        {
            var path = TilePath.Of(TilePath.Entries, bundle, _decided.Count);
            var entries = EntryBundle.Parse(await source.ReadAsync(path.ToString(), EntryBundle.MostBytes, TestContext.Current.CancellationToken), path.Width);
            Assert.All(entries, (entry, i) => Assert.True(entry.Span.SequenceEqual(_decided[(bundle * 256) + i].Span)));
        }
    }

    void Write(Random random, int writer)
    {
        for (var round = 0; round < 40; round++)
        {
            (long Size, TreeHash Root) state;
            lock (_database)
                state = _state;
            try
            {
                var log = TileLog.Open(_folder.Path, state.Size, state.Root);
                for (var more = random.Next(1, 4); more > 0; more--)
                {
                    var before = (log.Size, log.Root);
                    var entries = Enumerable.Range(0, random.Next(1, 90)).Select(i => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes($"{writer} {round} {more} {i}")).ToArray();
                    var batch = log.Stage(entries);
                    if (random.Next(5) == 0)
                        break; // Dies after staging.
                    if (!Decide(before, batch, entries))
                        break; // Somebody else went on.
                    if (random.Next(5) == 0)
                        break; // Dies after the decision.
                    Thread.Sleep(random.Next(3)); // Is stopped, and goes on.
                    log.Publish(batch.Checkpoint("example.org/log").Sign(s_signer));
                }
            }
            catch (Exception exception) when (exception is LedgerException { Fault: LedgerFault.Inconsistent or LedgerFault.Missing } or IOException)
            {
                // It read the database before somebody else published, or its unfinished files were cleaned away: it begins anew.
            }
        }
    }

    bool Decide((long Size, TreeHash Root) before, StagedBatch batch, ReadOnlyMemory<byte>[] entries)
    {
        lock (_database)
        {
            if (_state != before)
                return false;
            _state = (batch.Size, batch.Root);
            _decided.AddRange(entries);
            return true;
        }
    }

    TileLog OpenDecided() => TileLog.Open(_folder.Path, _state.Size, _state.Root);
}
