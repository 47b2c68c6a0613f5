using System.Collections.Immutable;
using NodaTime;

namespace Muniment.Hub.Exchange.Rules;

/// <summary>One question about a person, as a condition or a pause asks it.</summary>
/// <remarks>
/// It has two answers. <see cref="MayHold"/>: some record makes it true, or what it asks about is unknown; this is what forbids and pauses go by.
/// <see cref="SurelyHolds"/>: every record makes it true and nothing is unknown; this is what permits go by. Immutable; safe on any thread.
/// </remarks>
public abstract record PersonTest
{
    /// <summary>Whether it is true of any record, or unknown.</summary>
    public abstract bool MayHold(PersonFacts person, Moment moment);

    /// <summary>Whether it is known and true of every record.</summary>
    public abstract bool SurelyHolds(PersonFacts person, Moment moment);
}

/// <summary>Her age in whole years at the moment of disclosure, in [from, below): a line that moves with the calendar.</summary>
/// <param name="From">The lowest age meant; null: none. "Over 30" is 30 here, the reading that protects more.</param>
/// <param name="Below">The first age no longer meant; null: none.</param>
public sealed record AgeTest(int? From, int? Below) : PersonTest
{
    /// <inheritdoc/>
    public override bool MayHold(PersonFacts person, Moment moment)
    {
        if (person.BirthDateIsUnknownAt(moment))
            return true;
        foreach (var date in person.BirthDates)
        {
            if (Meant(date, moment))
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override bool SurelyHolds(PersonFacts person, Moment moment)
    {
        if (person.BirthDateIsUnknownAt(moment))
            return false;
        foreach (var date in person.BirthDates)
        {
            if (!Meant(date, moment))
                return false;
        }
        return true;
    }

    /// <summary>As dates packed yyyymmdd, whole years are the difference divided by 10,000: a birthday not yet reached leaves less.</summary>
    bool Meant(BirthDate date, Moment moment)
    {
        var difference = moment.PackedDate - date.Packed;
        return (From is not { } from || difference >= from * 10000) && (Below is not { } below || difference < below * 10000);
    }
}

/// <summary>Her birth date, in [from, before): a line that does not move.</summary>
/// <param name="From">Born on or after this day; null: no such line.</param>
/// <param name="Before">Born before this day; null: no such line.</param>
public sealed record BirthDateTest(LocalDate? From, LocalDate? Before) : PersonTest
{
    readonly int _from = From is { } from ? BirthDate.Pack(from) : 0;
    readonly int _before = Before is { } before ? BirthDate.Pack(before) : int.MaxValue;

    /// <inheritdoc/>
    public override bool MayHold(PersonFacts person, Moment moment)
    {
        if (person.BirthDateIsUnknownAt(moment))
            return true;
        foreach (var date in person.BirthDates)
        {
            if (date.Packed >= _from && date.Packed < _before)
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override bool SurelyHolds(PersonFacts person, Moment moment)
    {
        if (person.BirthDateIsUnknownAt(moment))
            return false;
        foreach (var date in person.BirthDates)
        {
            if (date.Packed < _from || date.Packed >= _before)
                return false;
        }
        return true;
    }
}

/// <summary>Her nationality is among those named, or not among them.</summary>
/// <param name="Codes">ISO 3166-1 alpha-3 codes in capitals; at least one.</param>
/// <param name="AmongThem">True: one of these; false: any other.</param>
public sealed record NationalityTest(ImmutableArray<string> Codes, bool AmongThem) : PersonTest
{
    /// <inheritdoc/>
    public override bool MayHold(PersonFacts person, Moment moment)
    {
        if (person.NationalityIsUnknown)
            return true;
        foreach (var nationality in person.Nationalities)
        {
            if (PersonFacts.Has(Codes, nationality) == AmongThem)
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override bool SurelyHolds(PersonFacts person, Moment moment)
    {
        if (person.NationalityIsUnknown)
            return false;
        foreach (var nationality in person.Nationalities)
        {
            if (PersonFacts.Has(Codes, nationality) != AmongThem)
                return false;
        }
        return true;
    }
}

/// <summary>One of the flags named is set on any of her records.</summary>
/// <param name="Flags">Names of flags, such as protected_address; at least one.</param>
public sealed record FlagTest(ImmutableArray<string> Flags) : PersonTest
{
    /// <inheritdoc/>
    public override bool MayHold(PersonFacts person, Moment moment) => person.Flags.IsDefault || AnyIsSet(person);

    /// <inheritdoc/>
    public override bool SurelyHolds(PersonFacts person, Moment moment) => !person.Flags.IsDefault && AnyIsSet(person);

    bool AnyIsSet(PersonFacts person)
    {
        foreach (var flag in Flags)
        {
            if (PersonFacts.Has(person.Flags, flag))
                return true;
        }
        return false;
    }
}

/// <summary>Her records come from one of the sources named.</summary>
/// <param name="Sources">Ids of sources; at least one.</param>
public sealed record SourceTest(ImmutableArray<string> Sources) : PersonTest
{
    /// <inheritdoc/>
    public override bool MayHold(PersonFacts person, Moment moment)
    {
        if (person.Sources.IsDefaultOrEmpty)
            return true;
        foreach (var source in person.Sources)
        {
            if (PersonFacts.Has(Sources, source))
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override bool SurelyHolds(PersonFacts person, Moment moment)
    {
        if (person.Sources.IsDefaultOrEmpty)
            return false;
        foreach (var source in person.Sources)
        {
            if (!PersonFacts.Has(Sources, source))
                return false;
        }
        return true;
    }
}
