using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Ledger.Notes;
using Muniment.Ledger.Tiles;

namespace Muniment.Hub.Exchange.Checks;

/// <summary>GET /api/v1/checks/{id}/receipt: proof that the check is in the ledger (c2sp.org/tlog-proof), to be kept and verified without the hub.</summary>
static class ReceiptEndpoint
{
    public static void MapReceipts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/checks/{id}/receipt", ReadAsync).WithTags("Exchange").AllowPartners().WithName("receipt").WithSummary("Proof that the check is in the ledger.");

    static async Task<IResult> ReadAsync(string id, HttpContext context, RuleBook book, PartnerTokens tokens, Database database, HubOptions options)
    {
        var (token, _) = await tokens.ReadAsync(context.Request.Headers.Authorization, default, book, context.RequestAborted).ConfigureAwait(false);
        var (leaf, state) = await database.WriteAsync(async session =>
        {
            await UsedTokens.UseAsync(session, token, await book.ReadAsync(session).ConfigureAwait(false)).ConfigureAwait(false);
            return (await session.FindAsync<Leaf>("SELECT e.leaf AS bytes, e.leaf_index FROM partner_check c JOIN entry e ON e.id = c.entry WHERE c.id = @id AND c.partner = @Partner", new { id, token.Partner }).ConfigureAwait(false),
                await LedgerState.ReadAsync(session).ConfigureAwait(false));
        }, context.RequestAborted).ConfigureAwait(false);
        if (leaf is null)
            throw new ProblemException(StatusCodes.Status404NotFound, "check-unknown", "You have asked no check of this id.");
        if (leaf.LeafIndex is not { } index || state?.Checkpoint is not { } checkpoint || index >= state.PublishedSize)
        {
            context.Response.Headers.RetryAfter = "1";
            throw new ProblemException(StatusCodes.Status409Conflict, "not-published", "The entry is recorded and will be in the next checkpoint. Ask again in a second.");
        }
        // The entry itself goes along: its bundle opens only after the month's end.
        var receipt = await new LogReader(new DirectoryLogSource(LedgerFiles.Folder(options))).MakeReceiptAsync(index, SignedNote.Parse(checkpoint), leaf.Bytes, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Bytes(receipt.ToBytes(), "text/plain; charset=utf-8", $"{id}.tlog-proof");
    }

    sealed class Leaf
    {
        public byte[] Bytes { get; init; } = [];

        public long? LeafIndex { get; init; }
    }
}
