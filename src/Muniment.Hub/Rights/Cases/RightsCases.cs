using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Proof;
using Muniment.Hub.Tools.Messages;

namespace Muniment.Hub.Rights.Cases;

/// <summary>What people ask of this body about their data: opened by themselves, each with its legal clock, decided by named humans. While something is contested it is not disclosed.</summary>
/// <remarks>Every act is on the request's timeline, which she sees, and an entry in the ledger. Safe on any thread.</remarks>
sealed partial class RightsCases(Database database, HubOptions options, PersonDirectory directory, Casework casework, LinkActs linkActs, MessagesToPeople messages, SafeContacts contacts, Sources.SourceErasures erasures)
{
    /// <summary>The purpose of the staff's cases that go with requests: no source is registered for it, so nobody is looked up for one.</summary>
    public const string Purpose = "muniment:PersonsRights";

    /// <summary>The longest text, in letters.</summary>
    public const int LongestText = 2000;

    /// <summary>Requests of one person that may be undecided at a time.</summary>
    public const int MostOpen = 20;

    /// <summary>Opens a request. What it contests stops being disclosed with this transaction.</summary>
    /// <param name="self">Whose, and who sends it.</param>
    /// <param name="asked">The request.</param>
    /// <param name="by">The account that sends it.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="ProblemException">It lacks something, or names what is not hers.</exception>
    public Task<string> OpenAsync(Self self, NewRightsCase asked, Actor by)
    {
        Check(self, asked);
        return database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var now = moment.Instant.ToDateTimeOffset();
            if ((await RightsRows.OfPersonAsync(session, self.Person).ConfigureAwait(false)).Count(one => one.IsUndecided) >= MostOpen)
                throw new ProblemException(StatusCodes.Status409Conflict, "too-many", $"{MostOpen} of your requests wait for a decision already. Add to one of those, or wait.");
            var opened = await Casework.OpenAsync(session, $"A person's request: {asked.Kind}", Purpose, by, now).ConfigureAwait(false);
            var one = new RightsCase(opened.Id, self.Person, asked.Kind, asked.Words.Trim(), [.. asked.Fields.Distinct(StringComparer.Ordinal)], [.. asked.Records.Distinct()], now, self.AccountId, RightsStates.Open, null, null);
            await RightsRows.InsertAsync(session, one).ConfigureAwait(false);
            await ActAsync(session, one, RightsActs.Received, "", "", self.AccountId, moment).ConfigureAwait(false);
            foreach (var (kind, field) in one.Marks)
                await PersonMarks.SetAsync(session, self.Person, kind, field, self.AccountId, one.Id, now).ConfigureAwait(false);
            return one.Id;
        });
    }

    /// <summary>A person's requests, the latest first, each with its acts.</summary>
    public Task<IReadOnlyList<(RightsCase Case, IReadOnlyList<RightsAct> Acts)>> ListAsync(Self self) => database.ReadAsync(async session =>
    {
        var cases = await RightsRows.OfPersonAsync(session, self.Person).ConfigureAwait(false);
        return await WithActsAsync(session, cases).ConfigureAwait(false);
    });

    /// <summary>One of a person's requests; null: she has none of that id, whoever else may.</summary>
    public Task<(RightsCase Case, IReadOnlyList<RightsAct> Acts)?> FindAsync(Self self, string id) => database.ReadAsync<(RightsCase, IReadOnlyList<RightsAct>)?>(async session =>
        await RightsRows.FindAsync(session, id).ConfigureAwait(false) is { } one && one.Person == self.Person ? (one, await RightsRows.ActsAsync(session, id).ConfigureAwait(false)) : null);

    /// <summary>She adds something, or answers what she was asked: a clock that stood still runs again.</summary>
    public Task ReplyAsync(Self self, string id, string words) => database.WriteAsync(async session =>
    {
        var one = await OfAsync(session, self, id).ConfigureAwait(false);
        await ActAsync(session, one, RightsActs.Replied, Text(words), "", self.AccountId, Moment.Now(options.Clock)).ConfigureAwait(false);
    });

    /// <summary>She takes it back; what it contested may be disclosed again where nothing else stands against it.</summary>
    public Task WithdrawAsync(Self self, string id) => database.WriteAsync(async session =>
    {
        var moment = Moment.Now(options.Clock);
        var one = await OfAsync(session, self, id).ConfigureAwait(false);
        await ActAsync(session, one, RightsActs.Withdrawn, "", "", self.AccountId, moment).ConfigureAwait(false);
        await SettleAsync(session, one, RightsStates.Withdrawn, moment).ConfigureAwait(false);
    });

    /// <summary>The clock of a request: of now, or of when it was settled.</summary>
    public RightsClock ClockOf(RightsCase one, IReadOnlyList<RightsAct> acts) =>
        RightsClock.Read(one.Kind, one.ReceivedAt, acts, one.SettledAt is { } at ? Moment.At(NodaTime.Instant.FromDateTimeOffset(at)) : Moment.Now(options.Clock));

    static async Task<IReadOnlyList<(RightsCase, IReadOnlyList<RightsAct>)>> WithActsAsync(Session session, IReadOnlyList<RightsCase> cases)
    {
        var acts = await RightsRows.ActsAsync(session, [.. cases.Select(one => one.Id)]).ConfigureAwait(false);
        return [.. cases.Select(one => (one, (IReadOnlyList<RightsAct>)[.. acts[one.Id]]))];
    }

    static async Task<RightsCase> OfAsync(Session session, Self self, string id)
    {
        var one = await RightsRows.FindAsync(session, id).ConfigureAwait(false);
        if (one is null || one.Person != self.Person || !self.MayAct)
            throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such request.");
        return one.IsUndecided ? one : throw new ProblemException(StatusCodes.Status409Conflict, "decided", "This request has been decided. Send another.");
    }

    static async Task ActAsync(Session session, RightsCase one, string act, string words, string detail, string by, Moment moment)
    {
        await RightsRows.AddActAsync(session, one.Id, new RightsAct(moment.Instant.ToDateTimeOffset(), by, act, words, detail)).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = act == RightsActs.Looked ? EntryKinds.View : EntryKinds.Case,
            Subject = one.Person,
            WriteOpening = json =>
            {
                json.WriteString(act == RightsActs.Looked ? "what" : "act", act == RightsActs.Looked ? "rights-case" : act);
                json.WriteString("case", one.Id);
                json.WriteString("by", by);
                if (detail.Length > 0)
                    json.WriteString("detail", detail);
            },
        }).ConfigureAwait(false);
    }

    void Check(Self self, NewRightsCase asked)
    {
        if (!self.MayAct)
            throw new ProblemException(StatusCodes.Status403Forbidden, "see-only", "Your authority is to see, not to ask or contest.");
        if (!RightsKinds.All.Contains(asked.Kind))
            throw Bad($"The kind is one of {string.Join(", ", RightsKinds.All)}.");
        _ = asked.Kind == RightsKinds.Copy && string.IsNullOrWhiteSpace(asked.Words) ? "" : Text(asked.Words);
        if (asked.Kind == RightsKinds.Wrong && (asked.Fields.Count is 0 or > 40 || !asked.Fields.All(AgreementJson.IsField)))
            throw Bad("Say which fields are wrong.");
        if (asked.Kind == RightsKinds.NotMe && asked.Records.Count == 0)
            throw Bad("Say which records are not about you.");
        var own = directory.RecordsOf(SnapshotPartition.Main, self.Person).Select(record => new RecordKey(record.SourceId, record.RecordId)).ToHashSet();
        if (!asked.Records.All(own.Contains))
            throw Bad("A record is not one of yours.");
    }

    static string Text(string? words) => words?.Trim() is { Length: > 0 and <= LongestText } text ? text : throw Bad($"Write something, in at most {LongestText} letters.");

    static ProblemException Bad(string sentence) => new(StatusCodes.Status422UnprocessableEntity, "request", sentence);
}
