using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Accounts.Pages;

/// <summary>/staff/accounts/{id}: one account; nobody changes their own.</summary>
[RequireRole(Role.Administrator), RequireFreshSignIn]
sealed class AccountDetailsModel(AccountStore store, PageWords words, ILogger<AccountDetailsModel> logger) : PageModel
{
    [BindProperty]
    public List<string> Roles { get; set; } = [];

    public RolesChosen Chosen => new(Roles);

    public Account Account { get; private set; } = new();

    public IReadOnlyList<AccountStore.Act> Acts { get; private set; } = [];

    public string? Code { get; private set; }

    public bool IsOwn => Account.Id == HttpContext.Actor().AccountId;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var found = await store.FindByIdAsync((string)RouteData.Values["id"]!, HttpContext.RequestAborted);
        if (found is null || found.RoleList.Contains(Role.Person))
        {
            context.Result = NotFound();
            return;
        }
        Account = found;
        if (context.HandlerMethod?.HttpMethod == "Post" && IsOwn)
            throw new ProblemException(StatusCodes.Status403Forbidden, "own-account", "Nobody changes their own account: ask another administrator.");
        await next();
    }

    public async Task OnGetAsync()
    {
        Roles = [.. Account.RoleList.Select(role => role.Name())];
        Acts = await store.ActsAsync(Account.Id);
    }

    public async Task<IActionResult> OnPostRolesAsync()
    {
        var roles = Chosen.Read(ModelState, words);
        if (!ModelState.IsValid)
        {
            Acts = await store.ActsAsync(Account.Id);
            return Page();
        }
        await store.SetRolesAsync(Account.Id, roles, By("roles"));
        return RedirectToPage(new { id = Account.Id });
    }

    public async Task<IActionResult> OnPostResetAsync()
    {
        Code = await store.ResetAsync(Account.Id, By("reset"));
        Account = (await store.FindByIdAsync(Account.Id, HttpContext.RequestAborted))!;
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostCloseAsync(bool closed)
    {
        await store.SetClosedAsync(Account.Id, closed, By(closed ? "closed" : "opened"));
        return RedirectToPage(new { id = Account.Id });
    }

    string By(string act)
    {
        var by = HttpContext.Actor().AccountId;
        AccountLog.Changed(logger, Account.Id, act, by);
        return by;
    }
}
