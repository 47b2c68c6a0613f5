using Microsoft.AspNetCore.Mvc;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Rights.Records;
using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/me/contact: how she can be reached safely. For herself alone: nobody who acts for her sees it or says where her letters go.</summary>
[RequireRole(Role.Person)]
sealed class MeContactModel(Database database, OwnRecords records, SafeContacts contacts, TimeProvider clock, PageWords words) : PersonPage(database, records, clock, words)
{
    [BindProperty]
    public string? Channel { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Notes { get; set; }

    public bool IsGiven { get; private set; }

    public bool IsDone => Request.Query["done"] == "1";

    public async Task OnGetAsync()
    {
        if (Self.Authority is not null || await contacts.FindAsync(Self) is not { } given)
            return;
        (IsGiven, Channel, To, Notes) = (true, given.Channel.ToString().ToLowerInvariant(), given.To, given.Notes);
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (Self.Authority is not null)
            return NotFound();
        var to = Needed(nameof(To), To, Words["me.contact.to.missing"]);
        if (Channel is not ("letter" or "sms" or "email"))
            ModelState.AddModelError(nameof(Channel), Words["me.contact.way.missing"]);
        var channel = Channel switch { "sms" => MessageChannel.Sms, "email" => MessageChannel.Email, _ => MessageChannel.Letter };
        if (ModelState.IsValid && !Fits(channel, to))
            ModelState.AddModelError(nameof(To), Words["me.contact.to.wrong"]);
        if (!ModelState.IsValid)
        {
            IsGiven = await contacts.FindAsync(Self) is not null;
            return Page();
        }
        var notes = (Notes ?? "").Trim();
        await contacts.SetAsync(Self, new SafeContact(channel, to, notes[..Math.Min(notes.Length, LongestText)]));
        return Redirect("/me/contact?done=1");
    }

    public async Task<IActionResult> OnPostForgetAsync()
    {
        if (Self.Authority is not null)
            return NotFound();
        await contacts.SetAsync(Self, null);
        return Redirect("/me/contact?done=1");
    }

    static bool Fits(MessageChannel channel, string to) => channel switch
    {
        MessageChannel.Sms => to.Length is >= 7 and <= 15 && to.All(letter => char.IsAsciiDigit(letter) || letter is '+' or ' '),
        MessageChannel.Email => to.Length is >= 5 and <= 250 && to.Contains('@', StringComparison.Ordinal) && !to.Any(char.IsWhiteSpace),
        _ => to.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Length is >= 3 and <= 7,
    };
}
