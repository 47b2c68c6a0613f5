using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Exchange.Pushes;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Disclosures.Recalls;

/// <summary>Sends recalls to the endpoints of partners that have one, signed, and again with growing pauses until they are taken. Others fetch their list.</summary>
/// <remarks>What is sent holds ids of the partner's own checks and names of fields, nothing about anybody. Several hubs share the work: whoever moves the next try first makes it. Safe on any thread.</remarks>
sealed partial class RecallDelivery(Database database, PartnerPost post, HubOptions options, ILogger<RecallDelivery> log) : BackgroundService
{
    static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);
    static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Sends what is due.</summary>
    /// <returns>How many partners took theirs.</returns>
    public async Task<int> SendDueAsync(Moment moment, CancellationToken cancellation = default)
    {
        var due = await database.ReadAsync(session => session.ListAsync<Due>("""
            SELECT e.partner, e.url, COALESCE(d.attempts, 0) AS attempts FROM partner_endpoint e LEFT JOIN recall_delivery d ON d.partner = e.partner
            WHERE (d.next_at IS NULL OR d.next_at <= @now) AND EXISTS (SELECT 1 FROM recall_notice n WHERE n.partner = e.partner AND n.told_at IS NULL)
            """, new { now = moment.Instant.ToDateTimeOffset().ToMicroseconds() }), cancellation).ConfigureAwait(false);
        var taken = 0;
        foreach (var partner in due)
        {
            if (await TakeAsync(partner, moment, cancellation).ConfigureAwait(false) is { Count: > 0 } notices && await SendAsync(partner, notices, moment, cancellation).ConfigureAwait(false))
                taken++;
        }
        return taken;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(s_every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!stoppingToken.IsCancellationRequested)
                    await SendDueAsync(Moment.Now(options.Clock), stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // What could not be sent stays due, and is tried again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(log, exception.GetType().Name);
            }
        }
    }

    /// <summary>Takes a partner's notices for this hub by setting the next try.</summary>
    Task<IReadOnlyList<RecallNotice>> TakeAsync(Due partner, Moment moment, CancellationToken cancellation) => database.WriteAsync(async session =>
    {
        var now = moment.Instant.ToDateTimeOffset();
        var next = now + PushDelivery.Pauses[Math.Min(partner.Attempts, PushDelivery.Pauses.Length - 1)];
        var isOurs = await session.RunAsync("""
            INSERT INTO recall_delivery (partner, attempts, next_at) VALUES (@Partner, 1, @next)
            ON CONFLICT (partner) DO UPDATE SET attempts = recall_delivery.attempts + 1, next_at = excluded.next_at WHERE recall_delivery.next_at <= @at
            """, new { partner.Partner, next = next.ToMicroseconds(), at = now.ToMicroseconds() }).ConfigureAwait(false) == 1;
        return isOurs ? await RecallBook.UntoldAsync(session, partner.Partner).ConfigureAwait(false) : [];
    }, cancellation);

    async Task<bool> SendAsync(Due partner, IReadOnlyList<RecallNotice> notices, Moment moment, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { recalls = notices.Select(notice => new { notice.Recall, notice.Check, notice.Agreement, notice.Cause, notice.Fields, notice.Since }) }, s_json);
        if (!(await post.SendAsync(partner.Partner, partner.Url, Ids.New("rct"), body, cancellation).ConfigureAwait(false)).IsTaken)
            return false;
        await database.WriteAsync(async session =>
        {
            await RecallBook.ToldAsync(session, notices, moment).ConfigureAwait(false);
            await session.RunAsync("DELETE FROM recall_delivery WHERE partner = @Partner", new { partner.Partner }).ConfigureAwait(false);
        }, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    [LoggerMessage(5201, LogLevel.Error, "Recalls could not be sent ({Failure}); they will be tried again")]
    static partial void LogFailed(ILogger log, string failure);

    sealed class Due
    {
        public string Partner { get; init; } = "";

        public string Url { get; init; } = "";

        public long Attempts { get; init; }
    }
}
