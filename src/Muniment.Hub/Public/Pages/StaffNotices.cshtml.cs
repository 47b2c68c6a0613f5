using Microsoft.AspNetCore.Mvc.RazorPages;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Public.Notices;

namespace Muniment.Hub.Public.Pages;

/// <summary>/staff/notices: what is being written, which agreements wait for their notice, and what was posted.</summary>
[RequireRole(Role.Publisher)]
sealed class StaffNoticesModel(NoticeStore store, AgreementNotices agreements) : PageModel
{
    public IReadOnlyList<Notice> Drafts { get; private set; } = [];

    public IReadOnlyList<Agreement> Waiting { get; private set; } = [];

    public IReadOnlyList<Notice> Posted { get; private set; } = [];

    public async Task OnGetAsync() => (Drafts, Waiting, Posted) = (await store.DraftsAsync(), await agreements.WaitingAsync(), await store.ListAsync());
}
