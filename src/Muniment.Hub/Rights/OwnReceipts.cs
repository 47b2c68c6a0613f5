using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Rights.Records;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;

namespace Muniment.Hub.Rights;

/// <summary>Receipts of what a person is shown of the ledger: proof that an entry is in it, to be kept and verified without this body.</summary>
sealed class OwnReceipts(Database database, HubOptions options, UsageBook usage)
{
    /// <summary>The receipt of an entry.</summary>
    /// <param name="self">Who asks.</param>
    /// <param name="entry">An entry she is shown.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ProblemException">She is shown no such entry, or it is not published yet.</exception>
    public async Task<byte[]> ReadAsync(Self self, string entry, CancellationToken cancellation)
    {
        var (leaf, state) = await database.ReadAsync(async session => (
            await usage.IsShownAsync(session, self.Person, entry).ConfigureAwait(false)
                ? await session.FindAsync<Leaf>("SELECT leaf AS bytes, leaf_index FROM entry WHERE id = @entry", new { entry }).ConfigureAwait(false) : null,
            await LedgerState.ReadAsync(session).ConfigureAwait(false)), cancellation).ConfigureAwait(false);
        if (leaf is null)
            throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such entry among those you are shown.");
        if (leaf.LeafIndex is not { } index || state?.Checkpoint is not { } checkpoint || index >= state.PublishedSize)
            throw new ProblemException(StatusCodes.Status409Conflict, "not-published", "The entry is recorded and will be in the ledger's next checkpoint. Ask again in a second.");
        return (await new LogReader(new DirectoryLogSource(LedgerFiles.Folder(options))).MakeReceiptAsync(index, SignedNote.Parse(checkpoint), leaf.Bytes, cancellation).ConfigureAwait(false)).ToBytes();
    }

    sealed class Leaf
    {
        public byte[] Bytes { get; init; } = [];

        public long? LeafIndex { get; init; }
    }
}

/// <summary>What a person downloads: receipts, and a copy of her records.</summary>
static class OwnFiles
{
    static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapOwnFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me/usage/{entry}/receipt", ReceiptAsync).RequireRole(Role.Person).ExcludeFromDescription();
        routes.MapGet("/me/copy.json", CopyAsync).RequireRole(Role.Person).ExcludeFromDescription();
    }

    static async Task<IResult> ReceiptAsync(string entry, HttpContext context, Database database, OwnReceipts receipts, TimeProvider clock)
    {
        var receipt = await receipts.ReadAsync(await SelfAsync(context, database, clock).ConfigureAwait(false), entry, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(receipt, "text/plain; charset=utf-8", "receipt.tlog-proof");
    }

    static async Task<IResult> CopyAsync(HttpContext context, Database database, OwnRecords records, TimeProvider clock)
    {
        var view = await records.ReadAsync(await SelfAsync(context, database, clock).ConfigureAwait(false), "own-copy").ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes([.. JsonSerializer.SerializeToUtf8Bytes(new
        {
            made_at = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
            checked_by_a_human_first = view.MayBeSeveral,
            held_back = view.HeldBack,
            records = view.Records.Select(record => new
            {
                source = record.SourceName,
                record = record.RecordId,
                left_out_because = record.Exemption,
                values = record.Values.Select(value => new { value.Field, value.Value, contested = value.IsContested, left_out_because = value.Exemption }),
            }),
        }, s_json), (byte)'\n'], "application/json", "my-records.json");
    }

    static async Task<Self> SelfAsync(HttpContext context, Database database, TimeProvider clock) =>
        await database.ReadAsync(session => Self.FindAsync(session, context.Actor(), clock.GetUtcNow()), context.RequestAborted).ConfigureAwait(false)
            ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "Nobody has checked yet whose records your account may see.");
}
