using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Outcomes;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Pushes;
using Muniment.Hub.Exchange.Reviews;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using NodaTime;
using NodaTime.Text;

namespace Muniment.Hub.Demonstration;

/// <summary>Plays a made-up year through the real rules: partners ask week after week, pauses come, and the ledger is written and published as it would have been.</summary>
/// <remarks>Only in a demonstration. Same people and seed, same questions; ids, salts and keys are new each time. The hub must not be started meanwhile.</remarks>
public sealed class DemonstrationYear(IServiceProvider services, DemonstrationClock clock, int seed)
{
    const int LargestBatch = 256;
    const double ApprovedShare = 0.88;
    const int OldEnough = 30;
    const int MostDraws = 40;
    static readonly FrozenSet<Role> s_reviewer = new[] { Role.Reviewer }.ToFrozenSet();

    readonly Database _database = services.GetRequiredService<Database>();
    readonly RuleBook _book = services.GetRequiredService<RuleBook>();
    readonly PersonDirectory _directory = services.GetRequiredService<PersonDirectory>();
    readonly PersonLookUp _lookUp = services.GetRequiredService<PersonLookUp>();
    readonly LedgerWriter _ledger = services.GetServices<IHostedService>().OfType<LedgerWriter>().Single();
    readonly Random _random = new(seed);
    long _number;

    /// <summary>Plays one week at the clock's time: each plan's questions, then the ledger is published.</summary>
    /// <param name="plans">What is asked.</param>
    /// <returns>How many questions were put.</returns>
    public async Task<int> PlayWeekAsync(IEnumerable<DemonstrationPlan> plans)
    {
        var rules = await _book.ReadAsync().ConfigureAwait(false);
        var asked = new List<CheckAsked>();
        foreach (var plan in plans)
            asked.AddRange(Questions(plan, rules));
        foreach (var batch in asked.Chunk(LargestBatch))
        {
            await _database.WriteAsync(async session =>
                await new CheckTransaction(session, await _book.ReadAsync(session).ConfigureAwait(false), Moment.Now(clock)).RunAsync(batch).ConfigureAwait(false)).ConfigureAwait(false);
        }
        await PublishAsync().ConfigureAwait(false);
        return asked.Count;
    }

    /// <summary>Runs an agreement's push at the clock's time, and publishes the ledger.</summary>
    /// <param name="agreement">Its id.</param>
    public async Task<PushResult> PushAsync(string agreement)
    {
        var result = await services.GetRequiredService<PushRun>().RunAsync(agreement, Moment.Now(clock)).ConfigureAwait(false);
        await PublishAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>Sends what is due of all pushes to the partners' endpoints, and waits for their answers.</summary>
    /// <returns>How many were delivered.</returns>
    public Task<int> DeliverAsync() => services.GetRequiredService<PushDelivery>().SendDueAsync(Moment.Now(clock));

    /// <summary>How many people an agreement's push may name, were it in force and nothing paused.</summary>
    /// <param name="agreement">Signed off, its notice published.</param>
    /// <param name="at">A time within its dates.</param>
    public int Permitted(Agreement agreement, Moment at) =>
        _lookUp.All(agreement).Count(found => Ruling.Decide(new Question(agreement, [], PushTransaction.Request, default, at), found.Facts).Outcome != Outcome.Refused);

    /// <summary>Reviewers decide on what has waited for some days, and partners return what came of what they got.</summary>
    /// <param name="returns">How diligent partners are.</param>
    /// <returns>How many answers were decided on.</returns>
    public async Task<int> CatchUpAsync(IEnumerable<DemonstrationReturns> returns)
    {
        var reviews = services.GetRequiredService<PendingReviews>();
        var decided = 0;
        foreach (var review in (await reviews.QueueAsync().ConfigureAwait(false)).Where(review => clock.GetUtcNow() - review.AskedAt > TimeSpan.FromDays(3)))
        {
            var reviewer = Reviewer(1 + _random.Next(2));
            var evidence = await reviews.OpenAsync(review.Check, reviewer).ConfigureAwait(false);
            var approve = evidence.Stands is null && _random.NextDouble() < ApprovedShare;
            await reviews.DecideAsync(review.Check, approve, approve ? "Name, birth date and document are those of the record" : "The records do not show beyond doubt that this is the same person", reviewer).ConfigureAwait(false);
            decided++;
        }
        foreach (var partner in returns)
            await ReturnAsync(partner).ConfigureAwait(false);
        await PublishAsync().ConfigureAwait(false);
        return decided;
    }

    async Task ReturnAsync(DemonstrationReturns partner)
    {
        var before = clock.GetUtcNow().AddDays(-14).ToMicroseconds();
        var after = clock.GetUtcNow().AddDays(-21).ToMicroseconds();
        var checks = await _database.ReadAsync(session => session.ListAsync<DisclosedCheck>(
            "SELECT id, partner FROM partner_check WHERE agreement = @Agreement AND returned_at IS NULL AND (outcome = 2 OR decision = 'approved') AND COALESCE(decided_at, made_at) > @after AND COALESCE(decided_at, made_at) <= @before ORDER BY made_at, id",
            new { partner.Agreement, after, before })).ConfigureAwait(false);
        var answered = checks.Where(_ => _random.NextDouble() < partner.ReturnShare).Select(check => (check, Outcome: _random.NextDouble() < partner.WrongShare ? ReturnedOutcome.WrongPerson : ReturnedOutcome.Used)).ToList();
        await _database.WriteAsync(async session =>
        {
            foreach (var (check, outcome) in answered)
            {
                var token = new PartnerToken(check.Partner, partner.KeyId, "", clock.GetUtcNow(), "official-1", "case-outcome");
                await OutcomeReturns.ReturnAsync(session, token, check.Id, new ReturnedOutcome(outcome, null), Moment.Now(clock)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    Actor Reviewer(int number) => new($"demo-reviewer-{number}", $"Reviewer {number}", s_reviewer, clock.GetUtcNow());

    /// <summary>Publishes what was written.</summary>
    public async Task PublishAsync()
    {
        while (await _ledger.WorkAsync().ConfigureAwait(false))
        {
            // More than one batch.
        }
    }

    /// <summary>Lets the next hub write the ledger at once.</summary>
    public Task EndAsync() => _ledger.ReleaseAsync();

    sealed class DisclosedCheck
    {
        public string Id { get; init; } = "";

        public string Partner { get; init; } = "";
    }

    IEnumerable<CheckAsked> Questions(DemonstrationPlan plan, RulesInForce rules)
    {
        var moment = Moment.Now(clock);
        if (rules.Find(plan.Agreement, moment) is not { } agreement)
            yield break;
        using var reading = _directory.Read(PersonLookUp.PartitionOf(agreement));
        if (reading is null)
            yield break;
        for (var i = 0; i < plan.PerWeek; i++)
        {
            var known = _random.NextDouble() < plan.KnownShare;
            var person = Given(Draw(reading, plan, moment), agreement, known);
            if (person.Count == 0)
                continue;
            var request = new Request(Direction.Check, [.. person.Keys], []);
            var before = Ruling.BeforeLookUp(new Question(agreement, rules.Pauses, request, default, moment));
            var number = ++_number;
            yield return new CheckAsked
            {
                Token = new PartnerToken(agreement.Partner.Id, plan.KeyId, string.Create(CultureInfo.InvariantCulture, $"demo-{number}"), clock.GetUtcNow().AddMinutes(5),
                    string.Create(CultureInfo.InvariantCulture, $"official-{1 + _random.Next(12)}"), string.Create(CultureInfo.InvariantCulture, $"case-{number}")),
                IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"demo-{number}"),
                Sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', person.Select(field => $"{field.Key}={field.Value}")))),
                Agreement = agreement,
                Request = request,
                Asked = person,
                BeforeLookUp = before,
                Found = before == RulingReason.None ? _lookUp.Find(agreement, person) : null,
            };
        }
    }

    /// <summary>A record of the plan's source, as often of somebody of 30 or more as the plan says.</summary>
    IReadOnlyDictionary<string, string> Draw(SnapshotReading reading, DemonstrationPlan plan, Moment moment)
    {
        var isOlder = _random.NextDouble() < plan.OlderShare;
        var record = reading.SampleOf(plan.Source, _random.Next());
        for (var draws = 1; plan.OlderShare is not null && draws < MostDraws && IsOlder(record, moment) != isOlder; draws++)
            record = reading.SampleOf(plan.Source, _random.Next());
        return record;
    }

    static bool IsOlder(IReadOnlyDictionary<string, string> record, Moment moment) =>
        record.TryGetValue("birth_date", out var born) && LocalDatePattern.Iso.Parse(born) is { Success: true, Value: var date } && date.PlusYears(OldEnough) <= moment.Date;

    /// <summary>What a partner knows of somebody: the fields the agreement lets it send; of somebody unknown here, with another name and birth date.</summary>
    Dictionary<string, string> Given(IReadOnlyDictionary<string, string> record, Agreement agreement, bool isKnown)
    {
        if (record.TryGetValue("full_name", out var name) && name.LastIndexOf(' ') is > 0 and var gap)
            record = new Dictionary<string, string>(record) { ["forename"] = name[..gap], ["surname"] = name[(gap + 1)..] };
        var given = record.Where(field => agreement.FieldsAsked.Contains(field.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
        if (!isKnown && given.Count > 0)
        {
            given.Remove("document_number");
            given["surname"] = "Ohnesorg" + (char)('a' + _random.Next(26));
            given["birth_date"] = new LocalDate(1950 + _random.Next(50), 1 + _random.Next(12), 1 + _random.Next(28)).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        }
        return given;
    }
}

/// <summary>How a partner keeps its duty to return outcomes.</summary>
/// <param name="Agreement">Under which agreement.</param>
/// <param name="KeyId">The partner's key.</param>
/// <param name="ReturnShare">Share of disclosures it returns an outcome of, 0 to 1.</param>
/// <param name="WrongShare">Share of those that were about somebody else, 0 to 1.</param>
public sealed record DemonstrationReturns(string Agreement, string KeyId, double ReturnShare, double WrongShare);

/// <summary>What a partner asks week after week.</summary>
/// <param name="Agreement">Under which agreement.</param>
/// <param name="Source">From whose records the people are drawn.</param>
/// <param name="KeyId">The partner's key.</param>
/// <param name="PerWeek">How many questions.</param>
/// <param name="KnownShare">Share of them about somebody who is known here, 0 to 1.</param>
/// <param name="OlderShare">Share of them about somebody of 30 or more, 0 to 1; null: as the source has them.</param>
public sealed record DemonstrationPlan(string Agreement, string Source, string KeyId, int PerWeek, double KnownShare, double? OlderShare);
