using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Ledger.Notes;

namespace Muniment.Hub.Public.Pages;

/// <summary>/ledger: the latest checkpoint, who signed it, and how anybody verifies it.</summary>
[AllowPublic, CachedForAll]
sealed class LedgerModel(Database database, NoteSigner key, HubOptions options) : PageModel
{
    /// <summary>The published checkpoint as it is signed; null: nothing was entered yet.</summary>
    public string? Note { get; private set; }

    public Checkpoint? Checkpoint { get; private set; }

    public DateTimeOffset PublishedAt { get; private set; }

    public VerifierKey Key => key.Key;

    /// <summary>Names of those besides the ledger itself whose signatures stand under the checkpoint; they are not checked here.</summary>
    public IReadOnlyList<string> Witnesses { get; private set; } = [];

    /// <summary>Where others verify it: as its name says, or as this page was asked for where that is only this machine.</summary>
    public string Address => options.LedgerOrigin.StartsWith("localhost", StringComparison.Ordinal) ? $"{Request.Scheme}://{Request.Host}/ledger" : $"https://{options.LedgerOrigin}";

    public async Task OnGetAsync()
    {
        if (await database.ReadAsync(LedgerState.ReadAsync, HttpContext.RequestAborted) is not { Checkpoint: { } text } state)
            return;
        (Note, PublishedAt) = (text, state.PublishedAt.ToInstant());
        var note = SignedNote.Parse(text);
        Checkpoint = Checkpoint.Of(note);
        Witnesses = [.. note.Signatures.Where(signature => signature.Time is not null && signature.Name != Key.Name).Select(signature => signature.Name).Distinct(StringComparer.Ordinal)];
    }
}
