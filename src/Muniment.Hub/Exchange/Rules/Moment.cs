using NodaTime;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>An instant, with the date it is in London: the law's ages, reviews and months go by that date.</summary>
/// <remarks>Time zone data: NodaTime's own copy of the IANA database, not the machine's. Immutable; safe on any thread.</remarks>
public readonly record struct Moment
{
    static readonly DateTimeZone s_london = DateTimeZoneProviders.Tzdb["Europe/London"];

    Moment(Instant instant, LocalDate date) => (Instant, Date, PackedDate) = (instant, date, BirthDate.Pack(date));

    /// <summary>The instant.</summary>
    public Instant Instant { get; }

    /// <summary>The date in London at that instant.</summary>
    public LocalDate Date { get; }

    /// <summary>The date as yyyymmdd.</summary>
    internal int PackedDate { get; }

    /// <summary>The moment of an instant.</summary>
    public static Moment At(Instant instant) => new(instant, instant.InZone(s_london).Date);

    /// <summary>Noon in London on a date: for questions about a day as a whole.</summary>
    public static Moment Noon(LocalDate date) => At(date.At(new LocalTime(12, 0)).InZoneLeniently(s_london).ToInstant());

    /// <summary>Now, by the clock that is given.</summary>
    public static Moment Now(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return At(Instant.FromDateTimeOffset(clock.GetUtcNow()));
    }
}
