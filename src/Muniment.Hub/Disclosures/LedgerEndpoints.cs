using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;

namespace Muniment.Hub.Disclosures;

/// <summary>The ledger as C2SP's tlog-tiles want it: static files that any reader of transparency logs understands.</summary>
static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/ledger").WithTags("Ledger").AllowPublic().RequireRateLimiting(RateLimits.Partner);
        group.MapGet("/checkpoint", CheckpointAsync).WithSummary("The latest signed checkpoint (c2sp.org/tlog-checkpoint).");
        group.MapGet("/key", (NoteSigner key) => TypedResults.Text(key.Key + "\n")).WithSummary("The key that signs checkpoints, as a vkey (c2sp.org/signed-note).");
        group.MapGet("/tile/{**path}", TileAsync).WithSummary("Hashes at once, entry bundles after their month's end (c2sp.org/tlog-tiles).");
    }

    static async Task<IResult> CheckpointAsync(HttpContext context, Database database)
    {
        var state = await database.ReadAsync(LedgerState.ReadAsync, context.RequestAborted).ConfigureAwait(false);
        if (state?.Checkpoint is not { } checkpoint)
            throw new ProblemException(StatusCodes.Status404NotFound, "no-checkpoint", "The ledger is empty: nothing has been published yet.");
        context.Response.Headers.CacheControl = "public, max-age=1";
        return TypedResults.Text(checkpoint, "text/plain; charset=utf-8");
    }

    static async Task<IResult> TileAsync(string path, HttpContext context, Database database, HubOptions options)
    {
        if (!TilePath.TryParse($"tile/{path}", out var tile))
            throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "This is no path of a tile or an entry bundle (c2sp.org/tlog-tiles).");
        var open = await database.ReadAsync(session => IsOpenAsync(session, tile, Moment.Now(options.Clock)), context.RequestAborted).ConfigureAwait(false);
        if (open is not true)
        {
            throw open is null
                ? new ProblemException(StatusCodes.Status404NotFound, "not-found", "The ledger has no such tile yet.")
                : new ProblemException(StatusCodes.Status404NotFound, "bundle-not-open", "Entry bundles open once the month of their last entry has ended.");
        }
        if (await new DirectoryLogSource(LedgerFiles.Folder(options)).ReadAsync(tile.ToString(), EntryBundle.MostBytes, context.RequestAborted).ConfigureAwait(false) is not { } bytes)
            throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "The ledger has no such tile: a wider one has taken its place.");
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(bytes, "application/octet-stream");
    }

    /// <summary>Whether a tile may be read; null: the published ledger does not have it.</summary>
    static async Task<bool?> IsOpenAsync(Session session, TilePath tile, Moment moment)
    {
        if (await LedgerState.ReadAsync(session).ConfigureAwait(false) is not { } state || !tile.IsIn(state.PublishedSize))
            return null;
        if (!tile.IsBundle)
            return true;
        var young = await session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE leaf_index >= @first AND leaf_index < @end AND month >= @month",
            new { first = tile.FirstEntry, end = tile.FirstEntry + tile.Width, month = LedgerEntries.MonthOf(moment.Date) }).ConfigureAwait(false);
        return young == 0;
    }
}
