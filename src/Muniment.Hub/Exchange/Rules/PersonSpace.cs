using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using NodaTime;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>The people and moments that an agreement and its pauses can tell apart: at least one of each class.</summary>
/// <remarks>
/// Birth date and day of disclosure make a plane. Fixed lines cut it upright, named days level, and moving ages aslant; each region touches a crossing of two
/// lines or runs along one, so the crossings and their neighbours by a day on either side meet every region. Nationalities, flags and sources each fall into
/// those named, another, and unknown.
/// </remarks>
sealed class PersonSpace
{
    /// <summary>Most flags whose combinations are tried.</summary>
    public const int MostFlags = 12;

    readonly Agreement _agreement;
    readonly ImmutableArray<Pause> _pauses;
    readonly SortedSet<int> _ages = [ChildRule.AdultAge];
    readonly SortedSet<LocalDate> _lines = [];
    readonly ImmutableArray<ImmutableArray<string>> _nationalities;
    readonly ImmutableArray<ImmutableArray<string>> _flags;
    readonly ImmutableArray<ImmutableArray<string>> _sources;

    public PersonSpace(Agreement agreement, ImmutableArray<Pause> pauses)
    {
        (_agreement, _pauses) = (agreement, pauses);
        var tests = agreement.Conditions.SelectMany(condition => condition.Tests).Concat(pauses.SelectMany(pause => pause.About)).ToList();
        foreach (var test in tests)
        {
            if (test is AgeTest age)
                _ages.UnionWith(new[] { age.From, age.Below }.OfType<int>());
            else if (test is BirthDateTest line)
                _lines.UnionWith(new[] { line.From, line.Before }.OfType<LocalDate>());
        }
        _nationalities = Classes(tests.OfType<NationalityTest>().SelectMany(test => test.Codes), another: "another");
        _sources = Classes(tests.OfType<SourceTest>().SelectMany(test => test.Sources).Concat(agreement.Sources), another: "another");
        _flags = FlagClasses([.. tests.OfType<FlagTest>().SelectMany(test => test.Flags).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>Every moment at which something can change, the one before and one after, in order.</summary>
    public IEnumerable<Moment> Moments()
    {
        var days = new SortedSet<LocalDate> { _agreement.StartDate, _agreement.ReviewDate };
        days.UnionWith(new[] { _agreement.EndDate, _agreement.Dpia?.Date, _agreement.Dpia?.Expiry, _agreement.EqualityAssessment?.Date, _agreement.EqualityAssessment?.Expiry }.OfType<LocalDate>());
        days.UnionWith(_lines.SelectMany(line => _ages.Select(age => line.PlusYears(age)))); // where a moving age overtakes a fixed line
        var instants = new SortedSet<Instant>(_agreement.SignOffs.Select(signOff => signOff.At).Concat(_pauses.Select(pause => pause.MadeAt))
            .Concat(new[] { _agreement.NoticePublishedAt, _agreement.End?.At }.Concat(_pauses.Select(pause => pause.Restart?.At)).OfType<Instant>()));
        days.UnionWith([.. instants.Select(instant => Moment.At(instant).Date)]);
        return days.SelectMany(day => Enumerable.Range(-1, 3).Select(day.PlusDays)).Select(Moment.Noon)
            .Concat(instants.SelectMany(instant => new[] { Moment.At(instant - Duration.Epsilon), Moment.At(instant) }))
            .Distinct().OrderBy(moment => moment.Instant);
    }

    /// <summary>Somebody of every class at a moment: sure, agreeing, not contesting.</summary>
    public IEnumerable<PersonFacts> People(Moment moment) =>
        from births in Births(moment)
        from nationalities in _nationalities
        from flags in _flags
        from sources in _sources
        select new PersonFacts
        {
            BirthDates = births,
            Nationalities = nationalities,
            Flags = flags,
            Sources = sources,
            MatchProbability = 1,
            AgreeingFields = _agreement.Matching.MustAgree,
            IsMadeUp = _agreement.IsSandbox,
        };

    List<ImmutableArray<BirthDate>> Births(Moment moment)
    {
        var days = _ages.Select(age => moment.Date.PlusYears(-age)).Concat(_lines).SelectMany(day => Enumerable.Range(-1, 3).Select(day.PlusDays))
            .Concat([moment.Date, moment.Date.PlusYears(-120)]).Where(day => day <= moment.Date && day.Year >= 1).Distinct();
        return [[], [BirthDate.Partial(1990)], .. days.Select(day => ImmutableArray.Create(BirthDate.Of(day)))];
    }

    /// <summary>Each name by itself, another, and unknown (the empty list).</summary>
    static ImmutableArray<ImmutableArray<string>> Classes(IEnumerable<string> named, string another) =>
        [[], [another], .. named.Distinct().Order(StringComparer.Ordinal).Select(name => ImmutableArray.Create(name))];

    /// <summary>Every combination, for a permit may ask for some and a forbid for others; and unknown (the default array).</summary>
    static ImmutableArray<ImmutableArray<string>> FlagClasses(ImmutableArray<string> named)
    {
        if (named.Length > MostFlags)
            throw new ArgumentException($"The conditions name {named.Length} flags, and the combinations of at most {MostFlags} are tried.", nameof(named));
        return [default, .. Enumerable.Range(0, 1 << named.Length).Select(bits => named.Where((_, place) => (bits >> place & 1) != 0).ToImmutableArray())];
    }
}
