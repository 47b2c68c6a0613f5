namespace Muniment.Hub.Sources;

/// <summary>Why a provider's name is not public for now.</summary>
/// <param name="Reason">Why; public.</param>
/// <param name="Owner">Who answers for it; public.</param>
/// <param name="Until">From then on the name is public, or the source is not used.</param>
/// <param name="ProposedBy">Account that asked for it.</param>
/// <param name="ConfirmedBy">Another account; null: nobody has yet, and the source is not used.</param>
/// <param name="ConfirmedAt">When.</param>
/// <param name="PublishedAt">When the name was made public after all; null: it has not been.</param>
public sealed record Withholding(string Reason, string Owner, DateTimeOffset Until, string ProposedBy, string? ConfirmedBy, DateTimeOffset? ConfirmedAt, DateTimeOffset? PublishedAt)
{
    /// <summary>The longest time, in calendar months from the day it is asked for.</summary>
    public const int MostMonths = 6;
}

/// <summary>What may be done with a source.</summary>
public enum SourceState
{
    /// <summary>Its provider's name is to be withheld, and no second person has agreed yet: it is not in the register and nothing is loaded.</summary>
    Waiting,

    /// <summary>It may be loaded and used.</summary>
    InUse,

    /// <summary>The time for withholding its provider's name is over and the name is not public: nothing is loaded, and its records are passed over.</summary>
    Stopped,

    /// <summary>It is no longer held. The entry stays.</summary>
    Ended,
}

/// <summary>A source in the register.</summary>
/// <param name="Entry">The entry in force.</param>
/// <param name="Version">1 for the first, then one more for each change.</param>
/// <param name="RegisteredAt">When the first version was made.</param>
/// <param name="Withholding">Null: its provider's name was never withheld.</param>
/// <param name="EndedAt">Null: it has not ended.</param>
/// <param name="Records">How many records it holds now.</param>
/// <param name="People">How many people those records are about, as last linked; null: not linked yet.</param>
/// <param name="CountedAt">When people were counted.</param>
/// <param name="LastLoadedAt">Null: nothing was loaded yet.</param>
public sealed record RegisteredSource(
    Source Entry,
    int Version,
    DateTimeOffset RegisteredAt,
    Withholding? Withholding,
    DateTimeOffset? EndedAt,
    long Records,
    long? People,
    DateTimeOffset? CountedAt,
    DateTimeOffset? LastLoadedAt)
{
    /// <summary>What may be done with it at an instant: computed, never stored.</summary>
    public SourceState StateAt(DateTimeOffset now) => EndedAt is not null ? SourceState.Ended
        : Withholding is { PublishedAt: null } withheld ? withheld.ConfirmedAt is null ? SourceState.Waiting : now >= withheld.Until ? SourceState.Stopped : SourceState.InUse
        : SourceState.InUse;

    /// <summary>The instant from which it may not be used; null: none is known.</summary>
    public DateTimeOffset? UsableUntil => EndedAt is { } ended ? ended
        : Withholding is { PublishedAt: null } withheld ? withheld.ConfirmedAt is null ? DateTimeOffset.MinValue : withheld.Until : null;

    /// <summary>Whether the public may not read the provider's name.</summary>
    public bool IsNameWithheld => Withholding is { PublishedAt: null };
}
