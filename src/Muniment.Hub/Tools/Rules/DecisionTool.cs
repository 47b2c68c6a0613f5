using System.Collections.Immutable;
using NodaTime;

namespace Muniment.Hub.Tools.Rules;

/// <summary>A published rule table that recommends; a named human decides (docs/formats/tool.md).</summary>
/// <remarks>Never trained on people. Immutable; safe on any thread. A tool read by <see cref="ToolYaml"/> has the right form; <see cref="ToolCheck"/> says whether it may be used.</remarks>
public sealed record DecisionTool
{
    /// <summary>The key, the same for every version.</summary>
    public required string Id { get; init; }

    /// <summary>1, 2, 3, …</summary>
    public required int Version { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The question it answers.</summary>
    public required string Question { get; init; }

    /// <summary>The first day, in London, on which this version may run.</summary>
    public required LocalDate From { get; init; }

    /// <summary>Who answers for it: a post, not a person's name.</summary>
    public required string Owner { get; init; }

    /// <summary>Where to write about it.</summary>
    public required string Contact { get; init; }

    /// <summary>What the reasons cite.</summary>
    public required ImmutableArray<ToolLaw> Laws { get; init; }

    /// <summary>The equality assessment the file came with.</summary>
    public required ToolAssessment EqualityAssessment { get; init; }

    /// <summary>The data protection impact assessment.</summary>
    public required ToolAssessment Dpia { get; init; }

    /// <summary>When its test cases were reviewed, and until when that counts.</summary>
    public required ToolAssessment CasesReview { get; init; }

    /// <summary>True: every row that holds adds its output. False: the first that holds decides.</summary>
    public required bool Collects { get; init; }

    /// <summary>What is asked, at most 12.</summary>
    public required ImmutableArray<ToolInput> Inputs { get; init; }

    /// <summary>What may be recommended, the one that protects most first.</summary>
    public required ImmutableArray<ToolOutput> Outputs { get; init; }

    /// <summary>The rows, at most 60, in order.</summary>
    public required ImmutableArray<ToolRow> Rows { get; init; }

    /// <summary>What is recommended where no row holds; null: every case has a row.</summary>
    public required ToolRow? Default { get; init; }

    /// <summary>What is never recommended; proved by trying every case.</summary>
    public required ImmutableArray<ToolNever> Never { get; init; }

    /// <summary>Made-up cases with the answer they must get.</summary>
    public required ImmutableArray<ToolCase> Cases { get; init; }

    /// <summary>What the public record (ATRS) says that the table itself does not, by the standard's names.</summary>
    public required ImmutableSortedDictionary<string, string> Record { get; init; }
}

/// <summary>A law or judgment that reasons cite.</summary>
/// <param name="Id">How rows name it.</param>
/// <param name="Words">Its title and place, as it is cited.</param>
public sealed record ToolLaw(string Id, string Words);

/// <summary>An assessment, valid on both dates and between.</summary>
/// <param name="Date">From.</param>
/// <param name="Expiry">Until.</param>
/// <param name="Link">Where it can be read; null: it is not on the web.</param>
public sealed record ToolAssessment(LocalDate Date, LocalDate Expiry, string? Link);

/// <summary>The kinds of input.</summary>
public enum ToolInputKind
{
    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of a few.</summary>
    Choice,

    /// <summary>A whole number with a unit.</summary>
    Number,

    /// <summary>A date, looked at as the whole years completed since.</summary>
    YearsSince,

    /// <summary>A date, looked at as the days since.</summary>
    DaysSince,
}

/// <summary>Where the hub itself knows an input from. What somebody types may not contradict it.</summary>
public enum KnownFrom
{
    /// <summary>Nowhere: it is asked.</summary>
    Nowhere,

    /// <summary>The birth date that all of the person's records agree on; otherwise unknown.</summary>
    BirthDate,

    /// <summary>Whether every message of the case is known to have arrived: yes, or no; unknown where none was sent.</summary>
    Told,

    /// <summary>Whether anything about her is contested, objected to or may be several people's.</summary>
    UnderReview,
}

/// <summary>One input. Every input may be unknown.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Words">The question put to the caseworker.</param>
/// <param name="Unit">Of a number; otherwise empty.</param>
/// <param name="Least">The least value; a value outside counts as unknown.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Options">Of a choice: key and words.</param>
/// <param name="Known">Where the hub knows it from.</param>
public sealed record ToolInput(string Id, ToolInputKind Kind, string Words, string Unit, long Least, long Most, ImmutableArray<(string Id, string Words)> Options, KnownFrom Known)
{
    /// <summary>True of a date.</summary>
    public bool IsDate => Kind is ToolInputKind.YearsSince or ToolInputKind.DaysSince;

    /// <summary>True of what has few values, each named.</summary>
    public bool IsNamed => Kind is ToolInputKind.YesNo or ToolInputKind.Choice;
}

/// <summary>What may be recommended.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Words">The recommendation as a sentence.</param>
/// <param name="IsCertain">True: recommended only where all that it rests on is known. False: recommended also where it may hold.</param>
/// <param name="IsAdverse">It goes against the person: paused until she has been told; takes certainty.</param>
/// <param name="IsFlagged">Equality figures count it as flagged; whatever is adverse is.</param>
public sealed record ToolOutput(string Id, string Words, bool IsCertain, bool IsAdverse, bool IsFlagged);

/// <summary>One row.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Tests">All must hold.</param>
/// <param name="Output">Index of what it recommends.</param>
/// <param name="Because">The reason, for the person herself.</param>
/// <param name="Laws">Keys of what it cites, at least one.</param>
public sealed record ToolRow(string Id, ImmutableArray<ToolTest> Tests, int Output, string Because, ImmutableArray<string> Laws);

/// <summary>What is never recommended where something may be so.</summary>
/// <param name="Tests">All must be possible.</param>
/// <param name="Outputs">Indices of what is never recommended then.</param>
/// <param name="Because">Why.</param>
/// <param name="Laws">Keys of what it cites.</param>
public sealed record ToolNever(ImmutableArray<ToolTest> Tests, ImmutableArray<int> Outputs, string Because, ImmutableArray<string> Laws);

/// <summary>A made-up case.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="On">The date it is put on.</param>
/// <param name="Given">[given] input's index and the text entered; what is absent is unknown.</param>
/// <param name="Then">Indices of what must be recommended, in the outputs' order.</param>
/// <param name="Line">Where it stands in the file, from 1.</param>
public sealed record ToolCase(string Name, LocalDate On, ImmutableArray<(int Input, string Text)> Given, ImmutableArray<int> Then, long Line);

/// <summary>A test on one input. What is unknown may pass every test and surely passes none but "unknown".</summary>
/// <param name="Input">Index.</param>
/// <param name="IsUnknown">True: passes only where the input is unknown, and the rest is not looked at.</param>
/// <param name="Options">Of yes/no and choices: a bit for each value that passes, the first option (or "no") the lowest.</param>
/// <param name="AtLeast">Of numbers and dates: the least that passes.</param>
/// <param name="Under">Of numbers and dates: the least that passes no more.</param>
public readonly record struct ToolTest(int Input, bool IsUnknown, ulong Options, long AtLeast, long Under)
{
    /// <summary>Whether it may hold.</summary>
    /// <param name="value">The input's value; null: unknown.</param>
    public bool MayHold(long? value) => value is null || Holds(value.Value);

    /// <summary>Whether it surely holds.</summary>
    /// <param name="value">The input's value; null: unknown.</param>
    public bool SurelyHolds(long? value) => value is { } known ? Holds(known) : IsUnknown;

    bool Holds(long value) => !IsUnknown && (Options != 0 ? (Options >> (int)value & 1) != 0 : value >= AtLeast && value < Under);
}
