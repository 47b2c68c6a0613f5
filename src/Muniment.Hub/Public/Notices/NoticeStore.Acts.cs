using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Public.Notices;

public sealed partial class NoticeStore
{
    /// <summary>Keeps a draft, new or changed.</summary>
    /// <param name="id">The draft's id; null: a new one.</param>
    /// <param name="text">What was written; it need not be ready to be posted.</param>
    /// <param name="by">Whose account.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="ProblemException">There is no such draft, or it has been posted.</exception>
    public Task<string> SaveDraftAsync(string? id, NoticeText text, string by) => database.WriteAsync(async session =>
    {
        var now = options.Clock.GetUtcNow().ToMicroseconds();
        if (id is null)
        {
            id = Ids.New("not");
            await InsertAsync(session, id, text, null, now, by).ConfigureAwait(false);
            return id;
        }
        if (await session.RunAsync("UPDATE notice SET title = @Title, summary = @Summary, body = @Body, changed_at = @now WHERE id = @id AND published_at IS NULL", new { text.Title, text.Summary, text.Body, now, id }).ConfigureAwait(false) != 1)
            throw NoDraft(id);
        await SetCategoriesAsync(session, id, text.Categories).ConfigureAwait(false);
        return id;
    });

    /// <summary>Throws a draft away: nobody but publishers ever saw it.</summary>
    /// <exception cref="ProblemException">There is no such draft, or it has been posted.</exception>
    public Task DiscardDraftAsync(string id) => database.WriteAsync(async session =>
    {
        await session.RunAsync("DELETE FROM notice_category WHERE notice = (SELECT id FROM notice WHERE id = @id AND published_at IS NULL)", new { id }).ConfigureAwait(false);
        if (await session.RunAsync("DELETE FROM notice WHERE id = @id AND published_at IS NULL", new { id }).ConfigureAwait(false) != 1)
            throw NoDraft(id);
    });

    /// <summary>Posts a draft.</summary>
    /// <returns>The notice.</returns>
    /// <exception cref="ProblemException">There is no such draft, or something in it must be mended first (<see cref="NoticeCheck"/>).</exception>
    public async Task<Notice> PublishAsync(string id, string by)
    {
        await database.WriteAsync(async session =>
        {
            var draft = await session.FindAsync<Notice>($"SELECT {Columns} FROM notice WHERE id = @id AND published_at IS NULL", new { id }).ConfigureAwait(false) ?? throw NoDraft(id);
            draft = (await WithCategoriesAsync(session, [draft]).ConfigureAwait(false))[0];
            await PostAsync(session, draft, by, Moment.Now(options.Clock)).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return (await FindByIdAsync(id).ConfigureAwait(false))!;
    }

    /// <summary>Writes and posts a notice at once, within an act that it tells of.</summary>
    /// <param name="session">A write.</param>
    /// <param name="text">What it says.</param>
    /// <param name="agreement">The agreement and version it is the notice of; null: of none.</param>
    /// <param name="by">Whose account.</param>
    /// <param name="moment">Now.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="ProblemException">Something in it must be mended first.</exception>
    public static async Task<string> PostAsync(Session session, NoticeText text, (string Id, int Version)? agreement, string by, Moment moment)
    {
        var id = Ids.New("not");
        await InsertAsync(session, id, text, agreement, moment.Instant.ToDateTimeOffset().ToMicroseconds(), by).ConfigureAwait(false);
        await PostAsync(session, new Notice { Id = id, Title = text.Title, Summary = text.Summary, Body = text.Body, Categories = text.Categories }, by, moment).ConfigureAwait(false);
        return id;
    }

    /// <summary>Changes what a posted notice says; what it said before stays readable beneath it.</summary>
    /// <param name="id">The notice.</param>
    /// <param name="text">What it says from now on.</param>
    /// <param name="note">What was wrong: everybody reads it.</param>
    /// <param name="by">Whose account.</param>
    /// <exception cref="ProblemException">There is no such notice, or something must be mended first.</exception>
    public Task CorrectAsync(string id, NoticeText text, string note, string by) => database.WriteAsync(async session =>
    {
        Refuse([.. NoticeCheck.Faults(text), .. NoticeCheck.OfNote(note) is { } fault ? new[] { fault } : []]);
        var before = await FindPostedAsync(session, id).ConfigureAwait(false);
        var moment = Moment.Now(options.Clock);
        var now = moment.Instant.ToDateTimeOffset().ToMicroseconds();
        await session.RunAsync("""
            INSERT INTO notice_correction (notice, number, made_at, made_by, note, title_before, body_before)
            VALUES (@id, (SELECT COUNT(*) + 1 FROM notice_correction WHERE notice = @id), @now, @by, @note, @Title, @Body)
            """, new { id, now, by, note, before.Title, before.Body }).ConfigureAwait(false);
        await session.RunAsync("UPDATE notice SET title = @Title, summary = @Summary, body = @Body, changed_at = @now WHERE id = @id", new { text.Title, text.Summary, text.Body, now, id }).ConfigureAwait(false);
        await SetCategoriesAsync(session, id, text.Categories).ConfigureAwait(false);
        await RecordAsync(session, id, "corrected", text.Title, text.Body, by, moment).ConfigureAwait(false);
    });

    /// <summary>Says of a posted notice that it no longer holds. It stays readable.</summary>
    /// <exception cref="ProblemException">There is no such notice, it is withdrawn already, or the reason must be mended first.</exception>
    public Task WithdrawAsync(string id, string because, string by) => database.WriteAsync(async session =>
    {
        Refuse(NoticeCheck.OfNote(because) is { } fault ? [fault] : []);
        var notice = await FindPostedAsync(session, id).ConfigureAwait(false);
        if (notice.WithdrawnAt is not null)
            throw new ProblemException(StatusCodes.Status409Conflict, "notice-withdrawn", "The notice was withdrawn before.");
        var moment = Moment.Now(options.Clock);
        await session.RunAsync("UPDATE notice SET withdrawn_at = @now, withdrawn_because = @because, changed_at = @now WHERE id = @id", new { id, because, now = moment.Instant.ToDateTimeOffset().ToMicroseconds() }).ConfigureAwait(false);
        await RecordAsync(session, id, "withdrawn", notice.Title, notice.Body, by, moment).ConfigureAwait(false);
    });

    static async Task PostAsync(Session session, Notice draft, string by, Moment moment)
    {
        Refuse(NoticeCheck.Faults(new NoticeText(draft.Title, draft.Summary, draft.Body, draft.Categories)));
        var slug = await FreeSlugAsync(session, draft.Title, draft.Id).ConfigureAwait(false);
        await session.RunAsync("UPDATE notice SET slug = @slug, published_at = @now, changed_at = @now, published_by = @by, month = @month WHERE id = @Id",
            new { slug, now = moment.Instant.ToDateTimeOffset().ToMicroseconds(), by, month = LedgerEntries.MonthOf(moment.Date), draft.Id }).ConfigureAwait(false);
        await RecordAsync(session, draft.Id, "posted", draft.Title, draft.Body, by, moment).ConfigureAwait(false);
    }

    static async Task<Notice> FindPostedAsync(Session session, string id) =>
        await session.FindAsync<Notice>($"SELECT {Columns} FROM notice WHERE id = @id AND published_at IS NOT NULL", new { id }).ConfigureAwait(false)
        ?? throw new ProblemException(StatusCodes.Status404NotFound, "notice-unknown", "There is no posted notice of this id.");

    static async Task InsertAsync(Session session, string id, NoticeText text, (string Id, int Version)? agreement, long now, string by)
    {
        // A draft's address is its id: only what is posted takes a place among the titles.
        await session.RunAsync("""
            INSERT INTO notice (id, slug, title, summary, body, agreement, agreement_version, made_at, made_by, changed_at)
            VALUES (@id, @id, @Title, @Summary, @Body, @agreement, @version, @now, @by, @now)
            """, new { id, text.Title, text.Summary, text.Body, agreement = agreement?.Id, version = (long?)agreement?.Version, now, by }).ConfigureAwait(false);
        await SetCategoriesAsync(session, id, text.Categories).ConfigureAwait(false);
    }

    static async Task SetCategoriesAsync(Session session, string id, IReadOnlyList<string> categories)
    {
        await session.RunAsync("DELETE FROM notice_category WHERE notice = @id", new { id }).ConfigureAwait(false);
        await session.RunManyAsync("INSERT INTO notice_category (notice, category) VALUES (@notice, @category)", ["notice", "category"], [.. categories.Distinct(StringComparer.Ordinal).Select(category => new object?[] { id, category })]).ConfigureAwait(false);
    }

    static async Task<string> FreeSlugAsync(Session session, string title, string id)
    {
        var slug = NoticeCheck.Slug(title);
        if (slug.Length == 0 || slug == "category")
            slug = $"notice-{slug}".TrimEnd('-');
        var taken = (await session.ListAsync<string>("SELECT slug FROM notice WHERE id <> @id AND slug LIKE @like", new { id, like = $"{slug}%" }).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        var free = slug;
        for (var number = 2; taken.Contains(free); number++)
            free = $"{slug}-{number}";
        return free;
    }

    /// <summary>The ledger holds what the text was, as a hash: nothing disappears unseen.</summary>
    static async Task RecordAsync(Session session, string id, string act, string title, string body, string by, Moment moment)
    {
        await session.RunAsync("UPDATE notice_revision SET revision = revision + 1 WHERE id = 1").ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, moment, new NewEntry
        {
            Kind = EntryKinds.Notice,
            WriteOpening = json =>
            {
                json.WriteString("act", act);
                json.WriteString("notice", id);
                json.WriteString("by", by);
                json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n\n{body}"))));
            },
        }).ConfigureAwait(false);
    }

    static void Refuse(IReadOnlyList<NoticeFault> faults)
    {
        if (faults.Count > 0)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "notice-not-ready", $"The notice cannot be posted as it stands: {string.Join(", ", faults.Select(fault => fault.Field).Distinct())} must be mended first.");
    }

    static ProblemException NoDraft(string id) => new(StatusCodes.Status404NotFound, "draft-unknown", $"There is no draft '{id}': it may have been posted or thrown away meanwhile.");
}
