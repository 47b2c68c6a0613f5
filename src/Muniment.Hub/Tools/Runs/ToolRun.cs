using System.Collections.Immutable;

namespace Muniment.Hub.Tools.Runs;

/// <summary>One run of a tool on a person of a case, and what a human made of it.</summary>
/// <param name="Id">"run_…".</param>
/// <param name="Tool">The tool's key.</param>
/// <param name="Version">Its version.</param>
/// <param name="CaseId">The case.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">Who ran it: an account.</param>
/// <param name="Inputs">Input → what it counted as: the text entered or known, "unknown" where not known.</param>
/// <param name="Recommended">Keys of what was recommended.</param>
/// <param name="Rows">Keys of the rows that made it; empty: the default did.</param>
/// <param name="IsFlagged">Equality figures count it as flagged.</param>
/// <param name="DecidedAt">Null: nobody has decided.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="Decision">Keys of what was decided; empty: nobody has.</param>
/// <param name="Reason">Why it was decided so.</param>
/// <param name="IsOverridden">It was decided otherwise than recommended.</param>
/// <param name="ContestedAt">Null: she has not contested it.</param>
/// <param name="WrongAt">Null: it was not found wrong.</param>
/// <remarks>Personal data. Immutable.</remarks>
public sealed record ToolRun(
    string Id, string Tool, int Version, string CaseId, DateTimeOffset MadeAt, string MadeBy, ImmutableSortedDictionary<string, string> Inputs, ImmutableArray<string> Recommended, ImmutableArray<string> Rows,
    bool IsFlagged, DateTimeOffset? DecidedAt, string? DecidedBy, ImmutableArray<string> Decision, string? Reason, bool IsOverridden, DateTimeOffset? ContestedAt, DateTimeOffset? WrongAt);

/// <summary>A run with everything its decision rests on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Question">What the tool answers.</param>
/// <param name="Recommendations">What is recommended, a sentence each.</param>
/// <param name="Reasons">Each row that held: what it looks at, why, and the law.</param>
/// <param name="Inputs">Each input: the question and what it counted as, in words.</param>
/// <param name="Missing">Inputs that are not known, and whether knowing one alone could change the recommendation.</param>
/// <param name="Choices">What may be decided: key and sentence. None is preselected.</param>
/// <param name="Holds">What stands in the way of a decision against the person, a sentence each; empty: nothing.</param>
public sealed record ToolEvidence(
    ToolRun Run, string Question, ImmutableArray<string> Recommendations, ImmutableArray<ToolReason> Reasons, ImmutableArray<(string Question, string Answer)> Inputs, ImmutableArray<ToolMissing> Missing,
    ImmutableArray<(string Id, string Words)> Choices, ImmutableArray<string> Holds);

/// <summary>Why something is recommended.</summary>
/// <param name="Row">The row in words.</param>
/// <param name="Because">The reason, as said to the person.</param>
/// <param name="Laws">The laws, as cited.</param>
public sealed record ToolReason(string Row, string Because, ImmutableArray<string> Laws);

/// <summary>An input that is not known.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Question">Its question.</param>
/// <param name="CouldChange">True: some answer to it alone would change the recommendation.</param>
public sealed record ToolMissing(string Id, string Question, bool CouldChange);
