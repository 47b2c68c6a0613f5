using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Ledger.Trees;

namespace Muniment.Hub.Disclosures;

/// <summary>The row that says how far the ledger is numbered and published, and who may go on numbering.</summary>
sealed class LedgerState
{
    /// <summary>Nothing is disclosed once an entry has waited so long for its checkpoint.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    const string Columns = "epoch, holder, lease_until, size, root, published_size, published_at, checkpoint";

    /// <summary>Counts up with every new writer.</summary>
    public long Epoch { get; init; }

    public string Holder { get; init; } = "";

    public long LeaseUntil { get; init; }

    /// <summary>Leaves numbered.</summary>
    public long Size { get; init; }

    /// <summary>[32] root of the tree of that size.</summary>
    public byte[] Root { get; init; } = [];

    /// <summary>Leaves that the published checkpoint covers.</summary>
    public long PublishedSize { get; init; }

    public long PublishedAt { get; init; }

    /// <summary>The published checkpoint; null: none yet.</summary>
    public string? Checkpoint { get; init; }

    public static Task<LedgerState?> ReadAsync(Session session) => session.FindAsync<LedgerState>($"SELECT {Columns} FROM ledger_state WHERE id = 1");

    /// <summary>Why nothing may be disclosed now, whoever asks: an entry has waited longer than <see cref="LongestDelay"/> for its checkpoint, or the ledger was found damaged.</summary>
    /// <returns>null: disclosures may go on.</returns>
    public static async Task<ProblemException?> RefusalAsync(Session session, Moment moment)
    {
        // Two questions, each answered by an index: asked as one, a database looks at every entry there is.
        var unnumbered = await session.ValueAsync<long?>("SELECT made_at FROM entry WHERE leaf_index IS NULL ORDER BY seq LIMIT 1").ConfigureAwait(false);
        var unpublished = await session.ValueAsync<long?>("SELECT made_at FROM entry WHERE leaf_index >= (SELECT published_size FROM ledger_state WHERE id = 1) ORDER BY leaf_index LIMIT 1").ConfigureAwait(false);
        var since = (moment.Instant.ToDateTimeOffset() - LongestDelay).ToMicroseconds();
        if (unnumbered < since || unpublished < since)
            return new(StatusCodes.Status503ServiceUnavailable, "ledger-late", "The ledger has not been published for 60 seconds, so nothing is disclosed. Try again later.");
        return await session.ValueAsync<long>("SELECT COUNT(*) FROM ledger_damage").ConfigureAwait(false) == 0 ? null
            : new(StatusCodes.Status503ServiceUnavailable, "ledger-damaged", "The ledger was found damaged, so nothing is disclosed until it has been mended. Try again later.");
    }

    /// <summary>Takes the lease, or keeps it.</summary>
    /// <returns>The state; its holder is somebody else where the lease was not to be had.</returns>
    public static async Task<LedgerState> LeaseAsync(Session session, string holder, DateTimeOffset now, TimeSpan length)
    {
        var state = await ReadAsync(session).ConfigureAwait(false);
        var until = (now + length).ToMicroseconds();
        if (state is null)
        {
            await session.RunAsync("INSERT INTO ledger_state (id, epoch, holder, lease_until, size, root, published_size, published_at) VALUES (1, 1, @holder, @until, 0, @root, 0, 0)",
                new { holder, until, root = TreeHasher.Empty.ToArray() }).ConfigureAwait(false);
        }
        else if (state.Holder == holder)
            await session.RunAsync("UPDATE ledger_state SET lease_until = @until WHERE id = 1", new { until }).ConfigureAwait(false);
        else if (state.LeaseUntil < now.ToMicroseconds() || state.LeaseUntil > until + (length.Ticks / TimeSpan.TicksPerMicrosecond)) // a lease far in the future was taken before the clock was put back
            await session.RunAsync("UPDATE ledger_state SET epoch = epoch + 1, holder = @holder, lease_until = @until WHERE id = 1", new { holder, until }).ConfigureAwait(false);
        else
            return state;
        return (await ReadAsync(session).ConfigureAwait(false))!;
    }

    /// <summary>Numbers leaves, if the tree is still as it was and nobody has taken over.</summary>
    /// <returns>False: somebody else has; nothing was changed.</returns>
    public async Task<bool> AdvanceAsync(Session session, long size, TreeHash root, IReadOnlyList<long> entries)
    {
        var changed = await session.RunAsync("UPDATE ledger_state SET size = @size, root = @root WHERE id = 1 AND epoch = @epoch AND holder = @holder AND size = @before AND root = @rootBefore",
            new { size, root = root.ToArray(), epoch = Epoch, holder = Holder, before = Size, rootBefore = Root }).ConfigureAwait(false);
        if (changed != 1)
            return false;
        var rows = new object?[entries.Count][];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = [entries[i], Size + i];
        await session.RunManyAsync("UPDATE entry SET leaf_index = @index WHERE seq = @seq", ["seq", "index"], rows).ConfigureAwait(false);
        return true;
    }

    /// <summary>Gives the lease back, if it is still this writer's.</summary>
    public Task ReleaseAsync(Session session) =>
        session.RunAsync("UPDATE ledger_state SET lease_until = 0 WHERE id = 1 AND epoch = @Epoch AND holder = @Holder", new { Epoch, Holder });

    /// <summary>The state after <see cref="AdvanceAsync"/>.</summary>
    public LedgerState At(long size, TreeHash root) => new()
    {
        Epoch = Epoch,
        Holder = Holder,
        LeaseUntil = LeaseUntil,
        Size = size,
        Root = root.ToArray(),
        PublishedSize = PublishedSize,
        PublishedAt = PublishedAt,
        Checkpoint = Checkpoint,
    };

    /// <summary>Records that a checkpoint was published; one of an older writer, or a smaller one, changes nothing.</summary>
    public Task PublishedAsync(Session session, long size, string checkpoint, DateTimeOffset now) => session.RunAsync(
        "UPDATE ledger_state SET published_size = @size, published_at = @at, checkpoint = @checkpoint WHERE id = 1 AND epoch = @epoch AND published_size <= @size",
        new { size, at = now.ToMicroseconds(), checkpoint, epoch = Epoch });
}
