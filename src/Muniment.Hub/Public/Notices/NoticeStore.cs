using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Public.Notices;

/// <summary>What was posted, for everybody to read.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed partial class NoticeStore(Database database, HubOptions options)
{
    const string Columns = "id, slug, title, summary, body, agreement, agreement_version, changed_at, published_at, month, withdrawn_at, withdrawn_because";

    /// <summary>Those posted, newest first.</summary>
    /// <param name="month">Only of a month, YYYY-MM; null: of all.</param>
    /// <param name="category">Only of a category; null: of all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="skip">How many are passed over.</param>
    public Task<IReadOnlyList<Notice>> ListAsync(string? month = null, string? category = null, int most = int.MaxValue, int skip = 0) => database.ReadAsync(async session =>
    {
        var notices = await session.ListAsync<Notice>($"""
            SELECT {Columns} FROM notice WHERE published_at IS NOT NULL{(month is null ? "" : " AND month = @month")}{(category is null ? "" : " AND id IN (SELECT notice FROM notice_category WHERE category = @category)")}
            ORDER BY published_at DESC, id DESC LIMIT @most OFFSET @skip
            """, new { month, category, most, skip }).ConfigureAwait(false);
        return await WithCategoriesAsync(session, notices).ConfigureAwait(false);
    });

    /// <summary>How many are posted.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public Task<long> CountAsync(string? month = null, string? category = null) => database.ReadAsync(session => session.ValueAsync<long>(
        $"SELECT COUNT(*) FROM notice WHERE published_at IS NOT NULL{(month is null ? "" : " AND month = @month")}{(category is null ? "" : " AND id IN (SELECT notice FROM notice_category WHERE category = @category)")}", new { month, category }));

    /// <summary>The months anything was posted in, newest first, with how many.</summary>
    public Task<IReadOnlyList<(string Month, long Notices)>> MonthsAsync() => database.ReadAsync(session => session.ListAsync<(string, long)>(
        "SELECT month, COUNT(*) FROM notice WHERE month IS NOT NULL GROUP BY month ORDER BY month DESC"));

    /// <summary>The categories of what was posted, in order, with how many.</summary>
    public Task<IReadOnlyList<(string Category, long Notices)>> CategoriesAsync() => database.ReadAsync(session => session.ListAsync<(string, long)>(
        "SELECT category, COUNT(*) FROM notice_category WHERE notice IN (SELECT id FROM notice WHERE published_at IS NOT NULL) GROUP BY category ORDER BY category"));

    /// <summary>One that was posted; null: there is none at that address.</summary>
    public async Task<Notice?> FindPublishedAsync(string slug) => await FindAsync("slug = @slug AND published_at IS NOT NULL", new { slug }).ConfigureAwait(false);

    /// <summary>One, posted or not; null: there is none of that id.</summary>
    public async Task<Notice?> FindByIdAsync(string id) => await FindAsync("id = @id", new { id }).ConfigureAwait(false);

    /// <summary>The notices of an agreement, newest first.</summary>
    public async Task<IReadOnlyList<Notice>> OfAgreementAsync(string agreement) => [.. (await ListAsync().ConfigureAwait(false)).Where(notice => notice.Agreement == agreement)];

    /// <summary>What it said before each correction, the newest correction first.</summary>
    public Task<IReadOnlyList<Correction>> CorrectionsAsync(string id) => database.ReadAsync(session => session.ListAsync<Correction>(
        "SELECT number, made_at, note, title_before, body_before FROM notice_correction WHERE notice = @id ORDER BY number DESC", new { id }));

    /// <summary>Drafts, the one changed last first.</summary>
    public Task<IReadOnlyList<Notice>> DraftsAsync() => database.ReadAsync(async session =>
        await WithCategoriesAsync(session, await session.ListAsync<Notice>($"SELECT {Columns} FROM notice WHERE published_at IS NULL ORDER BY changed_at DESC").ConfigureAwait(false)).ConfigureAwait(false));

    /// <summary>Counts every change of what the public reads of notices.</summary>
    public static Task<long> RevisionAsync(Session session) => session.ValueAsync<long>("SELECT revision FROM notice_revision WHERE id = 1");

    Task<Notice?> FindAsync(string where, object parameters) => database.ReadAsync(async session =>
        await session.FindAsync<Notice>($"SELECT {Columns} FROM notice WHERE {where}", parameters).ConfigureAwait(false) is { } notice ? (await WithCategoriesAsync(session, [notice]).ConfigureAwait(false))[0] : null);

    static async Task<IReadOnlyList<Notice>> WithCategoriesAsync(Session session, IReadOnlyList<Notice> notices)
    {
        if (notices.Count == 0)
            return notices;
        var ids = notices.Select(notice => notice.Id).ToArray();
        var categories = (await session.ListAsync<(string Notice, string Category)>("SELECT notice, category FROM notice_category WHERE notice IN @ids ORDER BY category", new { ids }).ConfigureAwait(false)).ToLookup(row => row.Notice, row => row.Category);
        return [.. notices.Select(notice => notice with { Categories = [.. categories[notice.Id]] })];
    }
}
