using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>The result of a bulk check as CSV, row by row: the rules of now are asked for each as it leaves, so a pause made since, even during the download, holds.</summary>
/// <remarks>
/// Rows of whom nothing may leave are not there, whatever the reason. Between the check of some rows and the hand-over of their bytes to the network at
/// most a quarter of a second passes, or the rules are looked at again and the connection is cut where they have changed. Safe on any thread.
/// </remarks>
sealed class BulkResult(Database database, RuleBook book, PersonLookUp persons, HubOptions options)
{
    const int Chunk = 100;
    static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(250);

    /// <summary>Writes it.</summary>
    /// <param name="context">The request, whose token was used up.</param>
    /// <param name="job">A job that is done.</param>
    /// <param name="token">Whose key must go on being good.</param>
    public async Task WriteAsync(HttpContext context, BulkJob job, PartnerToken token)
    {
        var checks = await database.ReadAsync(session => session.ListAsync<string>("SELECT check_id FROM bulk_row WHERE job = @Id ORDER BY row_number", new { job.Id }), context.RequestAborted).ConfigureAwait(false);
        var agreement = (await book.ReadAsync(context.RequestAborted).ConfigureAwait(false)).Find(job.Agreement, Moment.Now(options.Clock))!;
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        context.Response.Headers.CacheControl = "no-store";
        var text = new StringBuilder().AppendJoin(',', ["record_id", "check", "outcome", .. agreement.FieldsReturned, "match_probability"]).Append("\r\n");
        for (var at = 0; at < checks.Count || text.Length > 0; at += Chunk)
        {
            var revision = at < checks.Count ? await AppendAsync(text, [.. checks.Skip(at).Take(Chunk)], agreement, token, context.RequestAborted).ConfigureAwait(false) : null;
            if (at < checks.Count && revision is null)
            {
                context.Abort();
                return;
            }
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), context.RequestAborted).ConfigureAwait(false);
            text.Clear();
            if (!await FlushAsync(context, revision).ConfigureAwait(false))
                return;
        }
    }

    /// <summary>Adds the rows that may leave now.</summary>
    /// <returns>The revision of the rules that were asked; null: the partner's key is no longer good.</returns>
    async Task<long?> AppendAsync(StringBuilder text, string[] checks, Agreement shown, PartnerToken token, CancellationToken cancellation)
    {
        var before = await database.ReadAsync(session => RowsAsync(session, checks), cancellation).ConfigureAwait(false);
        var found = before.Values.ToDictionary(row => row.Id, row => persons.Read(shown, row.Person!, row.Probability ?? 0, Names(row.Agreeing), Names(row.Absent)), StringComparer.Ordinal);
        return await database.ReadAsync(async session =>
        {
            var rules = await book.ReadAsync(session).ConfigureAwait(false);
            if (!rules.Keys.TryGetValue(token.KeyId, out var key) || key.Partner != token.Partner)
                return (long?)null;
            var rows = await RowsAsync(session, checks).ConfigureAwait(false);
            var marks = await PersonMarks.ReadAsync(session, [.. found.Values.OfType<Found>().Select(one => one.Person).Distinct(StringComparer.Ordinal)]).ConfigureAwait(false);
            var moment = Moment.Now(options.Clock);
            foreach (var check in checks)
            {
                if (rows.TryGetValue(check, out var row))
                    Append(text, row, CheckTransaction.Again(row, PersonMarks.On(found.GetValueOrDefault(check), marks), rules, moment), shown);
            }
            return rules.Revision;
        }, cancellation).ConfigureAwait(false);
    }

    static void Append(StringBuilder text, CheckRow row, CheckAnswer answer, Agreement shown)
    {
        if (answer.Ruling.Outcome == Outcome.Refused)
            return;
        var body = CheckBody.Of(answer);
        text.Append(Cell(row.Reference ?? "")).Append(',').Append(row.Id).Append(',').Append(body.Outcome);
        foreach (var field in shown.FieldsReturned)
            text.Append(',').Append(Cell(field == FieldNames.Match && body.Fields?.ContainsKey(field) == true ? "yes" : string.Join(';', body.Fields?.GetValueOrDefault(field) ?? [])));
        text.Append(',').Append(FormattableString.Invariant($"{body.Match?.Probability}")).Append("\r\n");
    }

    /// <summary>Hands over to the network; where that takes long, looks whether the bytes may still leave.</summary>
    async Task<bool> FlushAsync(HttpContext context, long? revision)
    {
        var flush = context.Response.Body.FlushAsync(context.RequestAborted);
        while (await Task.WhenAny(flush, Task.Delay(s_glance, context.RequestAborted)).ConfigureAwait(false) != flush)
        {
            if (revision is not null && (await book.ReadAsync(context.RequestAborted).ConfigureAwait(false)).Revision != revision)
            {
                context.Abort();
                return false;
            }
        }
        await flush.ConfigureAwait(false);
        return true;
    }

    static async Task<Dictionary<string, CheckRow>> RowsAsync(Session session, string[] checks) =>
        (await session.ListAsync<CheckRow>($"SELECT {CheckRow.Columns} FROM partner_check WHERE id IN @checks", new { checks }).ConfigureAwait(false)).ToDictionary(row => row.Id, StringComparer.Ordinal);

    static string[] Names(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    static string Cell(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
