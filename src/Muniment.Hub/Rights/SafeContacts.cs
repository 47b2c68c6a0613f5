using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Rights;

/// <summary>How a person can be reached safely.</summary>
/// <param name="Channel">By letter, text or email.</param>
/// <param name="To">3 to 7 lines of an address, a telephone number, or an email address.</param>
/// <param name="Notes">What to mind, such as when; empty: nothing.</param>
sealed record SafeContact(MessageChannel Channel, string To, string Notes);

/// <summary>Safe ways to reach people: given by themselves alone, protected, kept apart. Never part of a record, never disclosed, never seen by staff: letters go there by themselves.</summary>
/// <remarks>That it was given or changed is an entry in the ledger; what it is, is not. Safe on any thread.</remarks>
sealed class SafeContacts(Database database, HubOptions options, IDataProtectionProvider protection)
{
    readonly IDataProtector _contacts = protection.CreateProtector("Muniment.Hub.Rights.SafeContact");

    /// <summary>Hers, for herself to see.</summary>
    public Task<SafeContact?> FindAsync(Self self) => database.ReadAsync(session => FindAsync(session, self.Person));

    /// <summary>A person's, for a letter to go to; null: she has given none.</summary>
    public async Task<SafeContact?> FindAsync(Session session, string person) =>
        await session.ValueAsync<string>("SELECT contact FROM safe_contact WHERE person = @person", new { person }).ConfigureAwait(false) is { } kept ? JsonSerializer.Deserialize<SafeContact>(_contacts.Unprotect(kept)) : null;

    /// <summary>Takes it, in the place of what was given before.</summary>
    /// <param name="self">Herself: nobody who acts for her may say where her letters go.</param>
    /// <param name="contact">null: forget it.</param>
    public Task SetAsync(Self self, SafeContact? contact)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(self.Authority is null, true, nameof(self));
        return database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var now = moment.Instant.ToDateTimeOffset();
            if (contact is null)
                await session.RunJournaledAsync("DELETE FROM safe_contact WHERE person = @Person", new { self.Person }, now).ConfigureAwait(false);
            else
            {
                await session.RunAsync("INSERT INTO safe_contact (person, contact, made_at) VALUES (@Person, @contact, @at) ON CONFLICT (person) DO UPDATE SET contact = excluded.contact, made_at = excluded.made_at",
                    new { self.Person, contact = _contacts.Protect(JsonSerializer.Serialize(contact)), at = now.ToMicroseconds() }).ConfigureAwait(false);
            }
            await LedgerEntries.AddAsync(session, moment, new NewEntry
            {
                Kind = EntryKinds.Case,
                Subject = self.Person,
                WriteOpening = json =>
                {
                    json.WriteString("act", contact is null ? "safe-contact-removed" : "safe-contact-given");
                    json.WriteString("by", self.AccountId);
                },
            }).ConfigureAwait(false);
        });
    }
}
