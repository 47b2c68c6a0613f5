using System.Collections.Immutable;

namespace Muniment.Hub.Tools.Equality;

/// <summary>The equality figures of one tool or agreement.</summary>
/// <param name="Kind">"tool" or "agreement".</param>
/// <param name="Id">Its key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="State">Whether it may run, as a sentence; a lapsed assessment blocks.</param>
/// <param name="Cells">Characteristic, group and month → exact counts. Not for publishing.</param>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed record EqualitySubject(string Kind, string Id, string Name, string Owner, string State, ImmutableArray<EqualityCell> Cells)
{
    /// <summary>The counts of each group of a characteristic, in order of their names, over some months.</summary>
    /// <param name="characteristic">From <see cref="PersonGroups.Characteristics"/>.</param>
    /// <param name="from">First month, YYYY-MM; null: from the beginning.</param>
    /// <param name="to">Last month; null: to the end.</param>
    public ImmutableArray<(string Group, EqualityCounts Counts)> Groups(string characteristic, string? from = null, string? to = null) =>
    [
        .. Cells.Where(cell => cell.Characteristic == characteristic && (from is null || string.CompareOrdinal(cell.Month, from) >= 0) && (to is null || string.CompareOrdinal(cell.Month, to) <= 0))
            .GroupBy(cell => cell.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Aggregate(default(EqualityCounts), (sum, cell) => sum + cell.Counts))),
    ];

    /// <summary>A group's rate ratio against all others of known group; null where it cannot be said.</summary>
    /// <param name="groups">All groups of the characteristic.</param>
    /// <param name="group">The group; of "unknown" nothing is said, and it is not among the others.</param>
    /// <param name="measure">From <see cref="EqualityCounts.Measures"/>.</param>
    /// <param name="z">Of the interval.</param>
    public static RateRatio? Ratio(ImmutableArray<(string Group, EqualityCounts Counts)> groups, string group, string measure, double z)
    {
        if (group == PersonGroups.Unknown)
            return null;
        var own = groups.First(one => one.Group == group).Counts.Rate(measure);
        var others = groups.Where(one => one.Group != group && one.Group != PersonGroups.Unknown).Aggregate(default(EqualityCounts), (sum, one) => sum + one.Counts).Rate(measure);
        return RateRatio.Of(own.Events, own.Of, others.Events, others.Of, z);
    }

    /// <summary>The groups as published: small ones left out, counts rounded.</summary>
    public static ImmutableArray<(string Group, EqualityCounts Counts)> Published(ImmutableArray<(string Group, EqualityCounts Counts)> groups) =>
        [.. groups.Select(one => (one.Group, Counts: one.Counts.Published())).Where(one => one.Counts is not null).Select(one => (one.Group, one.Counts!.Value))];
}

/// <summary>Exact counts of one group in one month. Not for publishing.</summary>
/// <param name="Characteristic">From <see cref="PersonGroups.Characteristics"/>.</param>
/// <param name="Group">The group.</param>
/// <param name="Month">YYYY-MM in London.</param>
/// <param name="Counts">The counts.</param>
public sealed record EqualityCell(string Characteristic, string Group, string Month, EqualityCounts Counts);
