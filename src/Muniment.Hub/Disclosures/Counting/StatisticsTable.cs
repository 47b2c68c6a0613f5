namespace Muniment.Hub.Disclosures.Counting;

/// <summary>What the rows of a table stand for.</summary>
public enum StatisticsGrouping
{
    /// <summary>A row an agreement. The default.</summary>
    Agreement,

    /// <summary>A row a partner.</summary>
    Partner,

    /// <summary>A row a source: all agreements that may draw on it, so one event may be in several rows.</summary>
    Source,
}

/// <summary>Which table.</summary>
/// <param name="From">First month, YYYY-MM; null: the first there is.</param>
/// <param name="To">Last month, included, YYYY-MM; null: the last that has ended.</param>
/// <param name="By">What the rows stand for.</param>
public readonly record struct StatisticsQuery(string? From, string? To, StatisticsGrouping By);

/// <summary>A published table: sums of <see cref="PublishedCell"/>s.</summary>
/// <param name="From">First month; null: no month has ended yet.</param>
/// <param name="To">Last month.</param>
/// <param name="By">What the rows stand for.</param>
/// <param name="Months">The months in it, ascending.</param>
/// <param name="Rows">By key.</param>
/// <param name="Total">Over all agreements, sandboxes left out.</param>
/// <param name="Overdue">What is overdue now, whatever the months.</param>
public sealed record StatisticsTable(string? From, string? To, StatisticsGrouping By, IReadOnlyList<string> Months, IReadOnlyList<StatisticsRow> Rows, StatisticsRow Total, OverdueReviews Overdue);

/// <summary>One row of a table. Numbers but <paramref name="Events"/>, <paramref name="Questions"/>, <paramref name="Reviews"/> and <paramref name="OutcomesReturned"/> are sums of rounded ones.</summary>
/// <param name="Key">Id of the agreement, partner or source; "total" in the total.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsSandbox">An agreement on made-up people.</param>
/// <param name="Events">Checks, bulk checks, pushes and urgent disclosures: exact, and the same as in the ledger.</param>
/// <param name="Questions">Persons asked about or pushed: exact.</param>
/// <param name="Disclosed">Answers that let data out, at once or after a review.</param>
/// <param name="Nothing">Nothing to disclose.</param>
/// <param name="Pending">Waited for a reviewer.</param>
/// <param name="Refused">Refused before anybody was looked up.</param>
/// <param name="PeopleAtLeast">Distinct people about whom something was disclosed: no fewer than this.</param>
/// <param name="PeopleAtMost">No more than this: somebody in two months or agreements is counted twice.</param>
/// <param name="Fields">Fields disclosed.</param>
/// <param name="Reviews">Reviewers' decisions: exact.</param>
/// <param name="OutcomesReturned">Outcomes that partners returned: exact.</param>
/// <param name="Wrong">Of these, those that say the answer was wrong.</param>
/// <param name="ReturnRate">Returned ÷ disclosed; null: nothing was disclosed.</param>
/// <param name="WrongRate">Wrong ÷ returned, over the cells whose wrong ones are told; null: none is.</param>
/// <param name="CellsNotTold">Cells (a month of an agreement) with too few questions, reviews or outcomes to tell more than their number; they count as 0 above.</param>
public sealed record StatisticsRow(string Key, string Name, bool IsSandbox, long Events, long Questions, long Disclosed, long Nothing, long Pending, long Refused, long PeopleAtLeast, long PeopleAtMost,
    long Fields, long Reviews, long OutcomesReturned, long Wrong, double? ReturnRate, double? WrongRate, int CellsNotTold)
{
    /// <summary>Adds cells up.</summary>
    internal static StatisticsRow Sum(string key, string name, bool isSandbox, IReadOnlyCollection<PublishedCell> cells)
    {
        var told = cells.Select(cell => cell.Answers).OfType<PublishedAnswers>().ToList();
        var disclosed = told.Sum(answers => answers.Disclosed) + cells.Sum(cell => cell.Approved ?? 0);
        var returned = cells.Sum(cell => cell.OutcomesReturned);
        var judged = cells.Where(cell => cell.Wrong is not null).ToList();
        var wrong = judged.Sum(cell => cell.Wrong!.Value);
        return new StatisticsRow(key, name, isSandbox, cells.Sum(cell => cell.Events), cells.Sum(cell => cell.Questions), disclosed, told.Sum(answers => answers.Nothing), told.Sum(answers => answers.Pending),
            told.Sum(answers => answers.Refused), told.Select(answers => answers.People).DefaultIfEmpty().Max(), told.Sum(answers => answers.People), told.Sum(answers => answers.Fields),
            cells.Sum(cell => cell.Reviews), returned, wrong, disclosed == 0 ? null : Math.Round((double)returned / disclosed, 4),
            judged.Count == 0 ? null : Math.Round((double)wrong / judged.Sum(cell => cell.OutcomesReturned), 4),
            cells.Count(cell => (cell.Answers is null && cell.Questions > 0) || (cell.Approved is null && cell.Reviews > 0) || (cell.Wrong is null && cell.OutcomesReturned > 0)));
    }
}

/// <summary>What somebody should have decided by now.</summary>
/// <param name="Agreements">Ids of agreements that have not ended and whose review date is over.</param>
/// <param name="Pauses">Ids of pauses that go on and whose review date is over.</param>
public sealed record OverdueReviews(IReadOnlyList<string> Agreements, IReadOnlyList<string> Pauses);
