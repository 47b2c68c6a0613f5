namespace Muniment.Hub.Disclosures.Counting;

/// <summary>What the public is told of one agreement in one month. Every published table is computed from these cells and from nothing else.</summary>
/// <param name="Month">YYYY-MM.</param>
/// <param name="Agreement">The agreement's id; "-": outside any agreement.</param>
/// <param name="Events">Exact: anybody can count them in the ledger.</param>
/// <param name="Reviews">Exact, likewise.</param>
/// <param name="OutcomesReturned">Exact, likewise.</param>
/// <param name="Questions">Exact: one an event, but for bulk checks.</param>
/// <param name="Answers">Rounded; null: too few questions to be told.</param>
/// <param name="Approved">Reviews that let an answer out, rounded; null: too few reviews to be told.</param>
/// <param name="Wrong">Outcomes that say the answer was wrong, rounded; null: too few were returned to be told.</param>
/// <remarks>Immutable.</remarks>
public sealed record PublishedCell(string Month, string Agreement, long Events, long Reviews, long OutcomesReturned, long Questions, PublishedAnswers? Answers, long? Approved, long? Wrong);

/// <summary>What came of the questions of a cell, each number rounded at random to one of the two next multiples of the base.</summary>
/// <param name="Base">The base: 5, or more where 5 would tell a number.</param>
/// <param name="Disclosed">Disclosed at once.</param>
/// <param name="Nothing">Nothing to disclose.</param>
/// <param name="Pending">Waited for a reviewer.</param>
/// <param name="Refused">Refused before anybody was looked up, or since erased.</param>
/// <param name="People">Distinct people about whom something was disclosed, after reviews too.</param>
/// <param name="Fields">Fields disclosed, after reviews too; a multiple of the base and the number of fields the agreement returns.</param>
public sealed record PublishedAnswers(long Base, long Disclosed, long Nothing, long Pending, long Refused, long People, long Fields);
