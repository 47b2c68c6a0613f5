using Muniment.Linkage.Columns;

namespace Muniment.Tables;

/// <summary>What a load gave. Disposing it disposes the table and the rejects.</summary>
/// <param name="Table">The accepted records of all extracts, in their order.</param>
/// <param name="Rejects">The rows that were not accepted, in the same order.</param>
/// <param name="Notices">Sentences for the summary: what was decided without being asked (row numbers as ids, unnamed columns); no personal data.</param>
public sealed record LoadResult(RecordTable Table, RejectList Rejects, IReadOnlyList<string> Notices) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Table.Dispose();
        Rejects.Dispose();
    }
}
