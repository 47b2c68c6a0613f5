using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/sessions: the browsers one is signed in on; each can be ended.</summary>
[RequireSignIn]
sealed class SessionsModel(SessionStore sessions) : PageModel
{
    public IReadOnlyList<SessionStore.Listed> Sessions { get; private set; } = [];

    public string Current { get; private set; } = "";

    public async Task OnGetAsync()
    {
        Current = HttpContext.SessionId();
        Sessions = await sessions.ListAsync(HttpContext.Actor().AccountId);
    }

    public async Task<IActionResult> OnPostAsync(string? id)
    {
        await sessions.EndAsync(HttpContext.Actor().AccountId, id ?? "");
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostOthersAsync()
    {
        await sessions.EndOthersAsync(HttpContext.Actor().AccountId, HttpContext.SessionId());
        return RedirectToPage();
    }
}

/// <summary>The session of a request.</summary>
static class SessionOfRequest
{
    public static string SessionId(this HttpContext context) => context.User.FindFirstValue(AccountClaims.Session) ?? "";
}
