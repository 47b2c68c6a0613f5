using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Tools.Equality;

/// <summary>An alarm: something happens to a group so much more, or less, often than to others that chance does not explain it.</summary>
/// <param name="Id">"alm_…".</param>
/// <param name="Kind">"tool" or "agreement".</param>
/// <param name="Subject">Its key.</param>
/// <param name="Characteristic">By what people were grouped.</param>
/// <param name="Group">The group.</param>
/// <param name="Measure">What happens.</param>
/// <param name="Ratio">The rate ratio, with its 99 % interval, when it was raised.</param>
/// <param name="Owner">Who has to answer.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="DueOn">The last day for an answer, in London.</param>
/// <param name="AnsweredAt">Null: not answered.</param>
/// <param name="Answer">The public answer; null: none yet.</param>
public sealed record EqualityAlarm(string Id, string Kind, string Subject, string Characteristic, string Group, string Measure, RateRatio Ratio, string Owner, DateTimeOffset RaisedAt, LocalDate DueOn, DateTimeOffset? AnsweredAt, string? Answer)
{
    /// <summary>Whether it should have been answered.</summary>
    public bool IsOverdueOn(LocalDate today) => AnsweredAt is null && today > DueOn;
}

/// <summary>Raises alarms once a day and takes their answers, which are public.</summary>
/// <remarks>
/// An alarm is raised where the 99 % interval does not hold 1 and the ratio is at least 1.25 or at most 0.8: the four-fifths rule of thumb of the United States' Uniform Guidelines on Employee Selection
/// Procedures (1978), 29 CFR 1607.4(D). The same is not raised again while one is open or within 180 days of its answer. Safe on any thread.
/// </remarks>
public sealed partial class EqualityAlarms(Database database, HubOptions options, EqualityFigures figures, ILogger<EqualityAlarms> logger) : BackgroundService
{
    /// <summary>Ratios from this on are looked at.</summary>
    public const double HighRatio = 1.25;

    /// <summary>Ratios down to this are looked at.</summary>
    public const double LowRatio = 0.8;

    const int DaysToAnswer = 28;
    const int QuietDays = 180;
    const string Columns = "id, kind, subject, characteristic, grp, measure, ratio, low, high, owner, raised_at, due_on, answered_at, answer";

    /// <summary>Every alarm, those not answered first, then the latest.</summary>
    public Task<ImmutableArray<EqualityAlarm>> ListAsync() => database.ReadAsync(ListAsync);

    /// <summary>Raises what is to be raised now.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>How many were raised.</returns>
    public async Task<int> RaiseAsync(CancellationToken cancellation = default)
    {
        var subjects = await figures.ReadAsync(cancellation).ConfigureAwait(false);
        return await database.WriteAsync(async session =>
        {
            var moment = Moment.Now(options.Clock);
            var now = moment.Instant.ToDateTimeOffset();
            var quiet = (await ListAsync(session).ConfigureAwait(false)).Where(alarm => alarm.AnsweredAt is null || alarm.AnsweredAt > now.AddDays(-QuietDays)).Select(alarm => (alarm.Kind, alarm.Subject, alarm.Characteristic, alarm.Group, alarm.Measure)).ToHashSet();
            var raised = 0;
            foreach (var (subject, characteristic, group, measure, ratio) in subjects.SelectMany(Found))
            {
                if (!quiet.Add((subject.Kind, subject.Id, characteristic, group, measure)))
                    continue;
                raised++;
                await session.RunAsync("""
                    INSERT INTO equality_alarm (id, kind, subject, characteristic, grp, measure, ratio, low, high, owner, raised_at, due_on)
                    VALUES (@id, @Kind, @subjectId, @characteristic, @group, @measure, @Ratio, @Low, @High, @Owner, @at, @due)
                    """, new
                {
                    id = Ids.New("alm"),
                    subject.Kind,
                    subjectId = subject.Id,
                    characteristic,
                    group,
                    measure,
                    ratio.Ratio,
                    ratio.Low,
                    ratio.High,
                    subject.Owner,
                    at = now.ToMicroseconds(),
                    due = LocalDatePattern.Iso.Format(moment.Date.PlusDays(DaysToAnswer)),
                }).ConfigureAwait(false);
            }
            return raised;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Answers an alarm, in public.</summary>
    /// <param name="id">The alarm.</param>
    /// <param name="answer">What was found and what will be done, in 50 to 4000 characters.</param>
    /// <param name="by">Who answers for the owner.</param>
    /// <exception cref="ProblemException">There is no such alarm that waits, or the answer says nothing.</exception>
    public Task AnswerAsync(string id, string answer, Actor by) => database.WriteAsync(async session =>
    {
        if (answer.Trim().Length is < 50 or > 4000 || RefusedWords.Find(answer) is not null)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "answer", "Say what was found and what will be done, in 50 to 4000 characters; it is published. No word that calls people what nobody is.");
        var changed = await session.RunAsync("UPDATE equality_alarm SET answered_at = @at, answered_by = @AccountId, answer = @answer WHERE id = @id AND answered_at IS NULL",
            new { at = options.Clock.GetUtcNow().ToMicroseconds(), by.AccountId, answer = answer.Trim(), id }).ConfigureAwait(false);
        if (changed == 0)
            throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "No alarm of this id waits for an answer.");
        await LedgerEntries.AddAsync(session, Moment.Now(options.Clock), new NewEntry
        {
            Kind = EntryKinds.Tool,
            WriteOpening = json =>
            {
                json.WriteString("act", "alarm-answered");
                json.WriteString("alarm", id);
                json.WriteString("by", by.AccountId);
            },
        }).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = TimeSpan.FromMinutes(1); !stoppingToken.IsCancellationRequested; wait = TimeSpan.FromDays(1))
        {
            await Task.Delay(wait, stoppingToken).ConfigureAwait(false);
            try
            {
                await RaiseAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (System.Data.Common.DbException exception)
            {
                NotCounted(logger, exception.GetType().Name);
            }
        }
    }

    static IEnumerable<(EqualitySubject, string, string, string, RateRatio)> Found(EqualitySubject subject)
    {
        foreach (var characteristic in PersonGroups.Characteristics)
        {
            var groups = subject.Groups(characteristic);
            foreach (var (group, _) in groups)
            {
                foreach (var measure in EqualityCounts.Measures)
                {
                    if (EqualitySubject.Ratio(groups, group, measure, RateRatio.Z99) is { } ratio && (ratio.Low > 1 && ratio.Ratio >= HighRatio || ratio.High < 1 && ratio.Ratio <= LowRatio))
                        yield return (subject, characteristic, group, measure, ratio);
                }
            }
        }
    }

    static async Task<ImmutableArray<EqualityAlarm>> ListAsync(Session session) =>
        [.. (await session.ListAsync<Row>($"SELECT {Columns} FROM equality_alarm ORDER BY CASE WHEN answered_at IS NULL THEN 0 ELSE 1 END, raised_at DESC, id").ConfigureAwait(false)).Select(row => row.AsAlarm())];

    [LoggerMessage(6002, LogLevel.Warning, "Equality figures could not be counted: {Kind}.")]
    static partial void NotCounted(ILogger logger, string kind);

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Characteristic { get; init; } = "";

        public string Grp { get; init; } = "";

        public string Measure { get; init; } = "";

        public double Ratio { get; init; }

        public double Low { get; init; }

        public double High { get; init; }

        public string Owner { get; init; } = "";

        public long RaisedAt { get; init; }

        public string DueOn { get; init; } = "";

        public long? AnsweredAt { get; init; }

        public string? Answer { get; init; }

        public EqualityAlarm AsAlarm() => new(Id, Kind, Subject, Characteristic, Grp, Measure, new(Ratio, Low, High), Owner, RaisedAt.ToInstant(), LocalDatePattern.Iso.Parse(DueOn).Value, AnsweredAt?.ToInstant(), Answer);
    }
}
