using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Pushes;

/// <summary>Runs each push once a day, on one of the hubs, and delivers what is due. A demo plays its own year, so there only deliveries are made.</summary>
sealed partial class PushSchedule(Database database, RuleBook book, PushRun run, PushDelivery delivery, HubOptions options, ILogger<PushSchedule> log) : BackgroundService
{
    static readonly TimeSpan s_delivery = TimeSpan.FromSeconds(5);
    const int DeliveriesBetweenLooks = 12;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var turn = 1; !stoppingToken.IsCancellationRequested; turn++)
        {
            await Task.Delay(s_delivery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
                return;
            try
            {
                if (turn % DeliveriesBetweenLooks == 0 && !options.Demo)
                    await RunDayAsync(stoppingToken).ConfigureAwait(false);
                await delivery.SendDueAsync(Moment.Now(options.Clock), stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // What could not be sent stays due, and is tried again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(log, exception is ProblemException known ? known.Code : exception.GetType().Name);
            }
        }
    }

    async Task RunDayAsync(CancellationToken cancellation)
    {
        var moment = Moment.Now(options.Clock);
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        var day = moment.Date.ToString("uuuu-MM-dd", null);
        foreach (var id in rules.Agreements.Keys.Order(StringComparer.Ordinal))
        {
            if (rules.Find(id, moment) is not { } agreement || !agreement.Directions.Contains(Direction.Push) || AgreementStates.Read(agreement, rules.Pauses, moment).State is not (AgreementState.Active or AgreementState.Restricted)
                || await database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM push_day WHERE agreement = @id AND day = @day", new { id, day }), cancellation).ConfigureAwait(false) > 0)
                continue;
            var isOurs = await database.WriteAsync(session => session.RunAsync("INSERT INTO push_day (agreement, day) VALUES (@id, @day) ON CONFLICT (agreement, day) DO NOTHING", new { id, day }), cancellation).ConfigureAwait(false) == 1;
            if (isOurs)
                await run.RunAsync(id, moment, cancellation).ConfigureAwait(false);
        }
    }

    [LoggerMessage(4201, LogLevel.Error, "A push could not be run or delivered ({Failure}); it will be tried again")]
    static partial void LogFailed(ILogger log, string failure);
}
