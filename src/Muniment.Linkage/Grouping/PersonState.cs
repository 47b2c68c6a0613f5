namespace Muniment.Linkage.Grouping;

/// <summary>Where a person is in its life.</summary>
public enum PersonState
{
    /// <summary>Has records.</summary>
    Active,

    /// <summary>All of its records are held by another person now.</summary>
    Merged,

    /// <summary>Has records, but some it had are held by another person now.</summary>
    Split,

    /// <summary>None of its records is left in any source.</summary>
    Retired,
}

/// <summary>One step in a person's life: what became of it in a run.</summary>
/// <param name="Run">Number of the run, counted from 0 through <c>--previous</c>.</param>
/// <param name="PersonId">The person.</param>
/// <param name="State">What it was from then on.</param>
/// <param name="Others">The persons that hold its records now, ordered; empty for active and retired.</param>
public sealed record PersonChange(int Run, string PersonId, PersonState State, IReadOnlyList<string> Others);
