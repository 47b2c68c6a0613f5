using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Reference;

/// <summary>Random agreements, pauses, people, questions and moments, from few values, so that lines are met and missed by a day. Seeded.</summary>
sealed class RandomExchange(int seed)
{
    static readonly LocalDate s_today = new(2026, 2, 28);
    static readonly string[] s_fields = ["match", "address", "birth_date", "nationality", "school", "status"];
    static readonly string[] s_given = ["forename", "surname", "birth_date", "document_number"];
    static readonly string[] s_codes = ["FRA", "IND", "NGA", "POL"];
    static readonly string[] s_flags = ["victim_of_trafficking", "protected_address", "witness"];
    static readonly string[] s_sources = ["visas", "licences", "pupils", "police-list"];
    static readonly int[] s_ages = [0, 16, 18, 30, 65];

    readonly Random _random = new(seed);

    public Moment Moment() => Hub.Exchange.Rules.Moment.At(s_today.PlusDays(_random.Next(-2, 3)).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Europe/London"]).ToInstant()
        + Duration.FromMilliseconds(_random.Next(0, 6) switch { 0 => -1, 1 => 0, _ => _random.Next(0, 86_400_000) })); // acts are at midnight: a moment before, at it, after

    public Agreement Agreement()
    {
        var minimum = Math.Round(_random.NextDouble(), 2);
        return new Agreement
        {
            Id = One("alpha", "beta"),
            Version = _random.Next(1, 4),
            Name = One("Checks", "Proposed \"checks\", or – what?", "=1+1"),
            OurSide = new Organisation("government-organisation:EX01", "Department of Records"),
            Partner = new Organisation(One("government-organisation:EX02", "company:EX03"), "Partner"),
            Purpose = new Purpose("dpv:IdentityVerification", "To verify."),
            LegalPower = "Records Act 2001, section 4",
            LawfulBasis = ["eu-gdpr:A6-1-e"],
            Benefits = "Fewer letters.",
            Directions = Some([Direction.Check, Direction.BulkCheck, Direction.Push], least: 1, mostly: true),
            IsAdverse = Chance(.3),
            NeedsApproval = Chance(.2),
            FieldsAsked = Some(s_given, least: 1, mostly: true),
            FieldsReturned = Some(s_fields, least: 1),
            Conditions = [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Condition())],
            Children = Chance(.4) ? new ChildRule(true, "They are at school.") : new ChildRule(false, null),
            Matching = new Matching(minimum, Chance(.3) ? Math.Round(minimum * _random.NextDouble(), 2) : null, Some(s_given, least: 0, share: .06), Chance(.5), Chance(.5)),
            Caps = new Caps(Cap(), Cap(), Cap()),
            StartDate = Chance(.9) ? s_today.PlusDays(-100) : Near(),
            EndDate = Chance(.7) ? null : Chance(.7) ? s_today.PlusDays(100) : Near(),
            ReviewDate = Chance(.9) ? s_today.PlusDays(50) : Near(),
            Dpia = Assessment(),
            EqualityAssessment = Assessment(),
            OutcomeReturnDays = Chance(.5) ? _random.Next(1, 60) : null,
            WordsToThePerson = "You may ask who looked.",
            Processors = Chance(.5) ? [] : [new Organisation("company:EX09", "Hosting Ltd")],
            Retention = "Six months.",
            Contact = "sharing@records.example",
            Areas = [new Organisation("territory:EX", "Exland")],
            IsSandbox = Chance(.05),
            Sources = Some(s_sources, least: 1, mostly: true),
            SignOffs = Chance(.93) ? [SignOff("ada"), SignOff("Bea")] : [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => SignOff(One("ada", "Ada", "bea")))],
            NoticePublishedAt = Chance(.95) ? At(s_today.PlusDays(-101)) : Chance(.5) ? null : At(Near()),
            End = Chance(.95) ? null : new EndOfAgreement(At(Near()), "Ada", "It was of no use."),
        };
    }

    public ImmutableArray<Pause> Pauses() => [.. Enumerable.Range(0, Chance(.5) ? 0 : _random.Next(1, 4)).Select(Pause)];

    public Pause Pause(int number)
    {
        var reach = (PauseReach)_random.Next(0, 3);
        var made = At(Chance(.2) ? Near() : s_today.PlusDays(-_random.Next(1, 200))); // also by a clock that is ahead
        return new Pause
        {
            Id = $"pause-{number}",
            Reach = reach,
            Target = reach switch { PauseReach.All => null, PauseReach.Partner => One("government-organisation:EX02", "company:EX03"), _ => One("alpha", "beta") },
            About = Chance(.1) ? [] : [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Test())],
            Owner = "Cass",
            Reason = "Too many were wrong.",
            ReviewDate = Near().PlusDays(210),
            MadeBy = "Dan",
            MadeAt = made,
            Restart = Chance(.6) ? null : new Restart("Eve", "Mended.", At(Near())),
        };
    }

    public PersonFacts Person() => new()
    {
        BirthDates = [.. Enumerable.Range(0, Chance(.75) ? 1 : _random.Next(0, 4)).Select(_ => Birth())],
        Nationalities = [.. Enumerable.Range(0, Chance(.75) ? 1 : _random.Next(0, 3)).Select(_ => One([.. s_codes, "ZZA"])).Distinct()],
        Flags = Chance(.1) ? default : Some(s_flags, least: 0, share: .2),
        ContestedFields = Some(s_fields, least: 0, share: .04),
        Sources = Chance(.05) ? [] : Some(s_sources, least: 1),
        MatchProbability = Chance(.02) ? double.NaN : Chance(.5) ? 1 : Math.Round(_random.NextDouble(), 2),
        AgreeingFields = Some(s_given, least: 0, mostly: true),
        HasObjection = Chance(.02),
        HasOpenMergedIdentity = Chance(.02),
        IsMadeUp = Chance(.05),
    };

    public Question Question()
    {
        var agreement = Agreement();
        var fields = Chance(.5) ? default : Chance(.9) ? [.. agreement.FieldsReturned.Where(_ => Chance(.6))] : Some(s_fields, least: 0);
        var given = Chance(.05) ? default : Chance(.9) ? agreement.FieldsAsked : Some(s_given, least: 0);
        return new Question(agreement, Pauses(), new Request(One([.. agreement.Directions, .. agreement.Directions, .. agreement.Directions, Direction.Check]), given, fields),
            new Used(_random.Next(0, 8), _random.Next(0, 8), _random.Next(0, 4)), Moment(), Chance(.3));
    }

    public PersonTest Test() => _random.Next(0, 6) switch
    {
        0 => Age(),
        1 => Born(),
        2 => new NationalityTest(Some(s_codes, least: 1), Chance(.5)),
        3 => new FlagTest(Some(s_flags, least: 1)),
        4 => new SourceTest(Some(s_sources, least: 1, share: .3)),
        _ => Age(),
    };

    public bool Chance(double share) => _random.NextDouble() < share;

    Condition Condition() => new(Chance(.7) ? Effect.Forbid : Effect.Permit, [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Test())],
        Chance(.6) ? [] : Some(s_fields, least: 1, share: .3), "It was agreed.");

    AgeTest Age()
    {
        var (a, b) = (One(s_ages), One(s_ages));
        return a < b && Chance(.5) ? new AgeTest(a, b) : Chance(.5) ? new AgeTest(a, null) : new AgeTest(null, Math.Max(1, a));
    }

    BirthDateTest Born()
    {
        var (from, length) = (Line(), _random.Next(1, 4000));
        return Chance(.2) ? new BirthDateTest(from, from.PlusDays(length)) : Chance(.5) ? new BirthDateTest(from, null) : new BirthDateTest(null, from);
    }

    LocalDate Line() => One(new LocalDate(1989, 1, 1), new LocalDate(2008, 2, 29), new LocalDate(1996, 2, 29), new LocalDate(2010, 3, 1));

    /// <summary>Birth dates about lines: a birthday of today's, a fixed line, a leap day, or a part, or a day to come.</summary>
    BirthDate Birth() => _random.Next(0, 16) switch
    {
        0 => BirthDate.Unknown,
        1 => Chance(.5) ? BirthDate.Partial(1990) : BirthDate.Partial(2012, 4),
        2 => BirthDate.Of(s_today.PlusDays(_random.Next(0, 5))),
        3 or 4 or 5 => BirthDate.Of(s_today.PlusYears(-One(s_ages)).PlusDays(_random.Next(-3, 4))),
        >= 6 and <= 10 => BirthDate.Of(Line().PlusDays(_random.Next(-1, 2))),
        _ => BirthDate.Of(new LocalDate(1950, 1, 1).PlusDays(_random.Next(0, 27_000))),
    };

    Assessment? Assessment() => Chance(.03) ? null : Chance(.95) ? new Assessment(s_today.PlusDays(-90), s_today.PlusDays(90), Chance(.5) ? "https://records.example/dpia" : null)
        : new Assessment(Near(), Near().PlusDays(3), null);

    int? Cap() => Chance(.8) ? null : _random.Next(0, 12);

    SignOff SignOff(string by) => new(by, "Head of sharing", Chance(.97) ? At(s_today.PlusDays(-102)) : At(Near()));

    LocalDate Near() => s_today.PlusDays(_random.Next(-3, 4));

    static Instant At(LocalDate date) => date.AtMidnight().InUtc().ToInstant();

    T One<T>(params T[] items) => items[_random.Next(items.Length)];

    ImmutableArray<T> Some<T>(T[] items, int least, bool mostly = false, double share = .5)
    {
        var some = items.Where(_ => Chance(mostly ? .85 : share)).ToList();
        while (some.Count < least)
        {
            some.Clear();
            some.Add(One(items));
        }
        return [.. some];
    }
}
