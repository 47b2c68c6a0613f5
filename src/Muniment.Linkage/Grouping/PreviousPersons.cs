using Muniment.Linkage.Columns;

namespace Muniment.Linkage.Grouping;

/// <summary>The persons of an earlier run, as far as today's records were in it.</summary>
/// <param name="Run">Number of that run, from 0.</param>
/// <param name="Ids">The earlier person ids; code 0 = none.</param>
/// <param name="OfRecord">[records of today] code of the earlier person in <paramref name="Ids"/>, 0 = the record is new.</param>
/// <param name="Changes">What was written of persons' lives up to that run; a person not told of began in run 0.</param>
/// <remarks>Immutable; safe on any thread.</remarks>
public sealed record PreviousPersons(int Run, ValueDictionary Ids, int[] OfRecord, IReadOnlyList<PersonChange> Changes);
