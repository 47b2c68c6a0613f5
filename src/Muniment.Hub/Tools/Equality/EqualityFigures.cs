using System.Collections.Immutable;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;
using NodaTime;

namespace Muniment.Hub.Tools.Equality;

/// <summary>Counts, for each tool and agreement, what happened to the people of each group, in whole months that have ended.</summary>
/// <remarks>A tool's groups are those at the time of the run; an agreement's are by the person's records now. Counted at most every ten minutes. Safe on any thread.</remarks>
public sealed class EqualityFigures(Database database, HubOptions options, RuleBook book, PersonDirectory directory) : IDisposable
{
    static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(10);

    readonly SemaphoreSlim _turn = new(1);
    (DateTimeOffset At, ImmutableArray<EqualitySubject> Subjects) _latest;

    /// <summary>The figures of every tool and agreement, tools first. Exact: not for publishing as they are.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ImmutableArray<EqualitySubject>> ReadAsync(CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var age = options.Clock.GetUtcNow() - _latest.At;
            if (_latest.Subjects.IsDefault || age < TimeSpan.Zero || age >= s_lasts)
                _latest = (options.Clock.GetUtcNow(), await CountAsync(cancellation).ConfigureAwait(false));
            return _latest.Subjects;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Counts anew.</summary>
    internal async Task<ImmutableArray<EqualitySubject>> CountAsync(CancellationToken cancellation)
    {
        var moment = Moment.Now(options.Clock);
        var monthBegan = Moment.Noon(new LocalDate(moment.Date.Year, moment.Date.Month, 1)).Instant.Minus(Duration.FromHours(12)).ToDateTimeOffset().ToMicroseconds();
        var (runs, checks, tools, rules) = await database.ReadAsync(async session => (
            await session.ListAsync<RunRow>("""
                SELECT tool, month, age_band, sex, nationality_group, ethnicity, COUNT(*) AS scored, SUM(CASE WHEN flagged = 1 THEN 1 ELSE 0 END) AS flagged, SUM(CASE WHEN decided_at IS NULL THEN 0 ELSE 1 END) AS reviewed,
                  SUM(CASE WHEN overridden = 1 THEN 1 ELSE 0 END) AS overturned, SUM(CASE WHEN contested_at IS NULL THEN 0 ELSE 1 END) AS contested, SUM(CASE WHEN wrong_at IS NULL THEN 0 ELSE 1 END) AS wrong
                FROM tool_run WHERE month < @month GROUP BY tool, month, age_band, sex, nationality_group, ethnicity
                """, new { month = LedgerEntries.MonthOf(moment.Date) }).ConfigureAwait(false),
            await CheckedPersons.ListAsync(session, monthBegan).ConfigureAwait(false),
            await ToolRegister.ListAsync(session).ConfigureAwait(false),
            await book.ReadAsync(session).ConfigureAwait(false)), cancellation).ConfigureAwait(false);
        var byTool = runs.ToLookup(row => row.Tool, StringComparer.Ordinal);
        var byAgreement = checks.ToLookup(row => row.Agreement, StringComparer.Ordinal);
        var groups = new Dictionary<string, PersonGroups>(StringComparer.Ordinal);
        using var reading = directory.Read(SnapshotPartition.Main);
        return
        [
            .. tools.Select(tool => new EqualitySubject("tool", tool.Id, tool.Name, tool.Owner, string.Join(' ', ToolState.Of(tool, moment).Words), Cells(byTool[tool.Id].Select(row => (row.Groups, row.Month, row.Counts))))),
            .. rules.Agreements.Keys.Order(StringComparer.Ordinal).Select(id => rules.Find(id, moment)!).Where(agreement => !agreement.IsSandbox).Select(agreement => new EqualitySubject(
                "agreement", agreement.Id, agreement.Name, agreement.Contact, Exchange.Words.State(agreement, rules.Pauses, moment), Cells(byAgreement[agreement.Id].Select(row => (GroupsOf(row.Person), MonthOf(row.MadeAt), CountsOf(row)))))),
        ];

        PersonGroups GroupsOf(string person)
        {
            if (!groups.TryGetValue(person, out var known))
                groups.Add(person, known = PersonGroups.Of(reading?.RecordsOf(person) ?? [], moment));
            return known;
        }
    }

    static EqualityCounts CountsOf(CheckedPersons.Row row) => new(1, row.IsFlagged ? 1 : 0, row.IsReviewed ? 1 : 0, row.IsOverturned ? 1 : 0, row.Contested, row.IsWrong ? 1 : 0);

    static string MonthOf(long microseconds) => LedgerEntries.MonthOf(Moment.At(Instant.FromDateTimeOffset(microseconds.ToInstant())).Date);

    static ImmutableArray<EqualityCell> Cells(IEnumerable<(PersonGroups Groups, string Month, EqualityCounts Counts)> rows)
    {
        var cells = new SortedDictionary<(int Characteristic, string Group, string Month), EqualityCounts>();
        foreach (var (groups, month, counts) in rows)
        {
            for (var characteristic = 0; characteristic < PersonGroups.Characteristics.Count; characteristic++)
            {
                var key = (characteristic, groups[PersonGroups.Characteristics[characteristic]], month);
                cells[key] = cells.GetValueOrDefault(key) + counts;
            }
        }
        return [.. cells.Select(cell => new EqualityCell(PersonGroups.Characteristics[cell.Key.Characteristic], cell.Key.Group, cell.Key.Month, cell.Value))];
    }

    sealed class RunRow
    {
        public string Tool { get; init; } = "";

        public string Month { get; init; } = "";

        public string AgeBand { get; init; } = "";

        public string Sex { get; init; } = "";

        public string NationalityGroup { get; init; } = "";

        public string Ethnicity { get; init; } = "";

        public long Scored { get; init; }

        public long Flagged { get; init; }

        public long Reviewed { get; init; }

        public long Overturned { get; init; }

        public long Contested { get; init; }

        public long Wrong { get; init; }

        public PersonGroups Groups => new(AgeBand, Sex, NationalityGroup, Ethnicity);

        public EqualityCounts Counts => new(Scored, Flagged, Reviewed, Overturned, Contested, Wrong);
    }
}
