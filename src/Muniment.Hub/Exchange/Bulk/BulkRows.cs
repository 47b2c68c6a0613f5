using System.Collections.Concurrent;
using System.Collections.Immutable;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Checks;
using Muniment.Hub.Exchange.Rules;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Looking;
using Muniment.Tables;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>The rows of a partner's list, looked up. Decides nothing.</summary>
sealed class BulkRows : IDisposable
{
    readonly LoadResult _loaded;
    readonly Column[] _columns;
    readonly ConcurrentDictionary<BulkGroup, long> _groups = new();
    readonly ConcurrentDictionary<int, Found> _found = new();
    int _done;

    /// <summary>Reads a list.</summary>
    /// <exception cref="BadInputException">It cannot be read; the sentence names no path.</exception>
    public BulkRows(string path)
    {
        try
        {
            _loaded = ExtractLoader.Load([new Extract(path, "list")], new LoadOptions { MaxFieldBytes = 4000 });
        }
        catch (BadInputException exception)
        {
            throw new BadInputException(exception.Message.Replace(path, "list", StringComparison.Ordinal), exception);
        }
        _columns = [.. _loaded.Table.Columns];
    }

    public int Count => _loaded.Table.Count;

    public int Rejected => _loaded.Rejects.Count;

    /// <summary>Rows looked up so far.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>The fields it gives.</summary>
    public ImmutableArray<string> Fields => [.. _columns.Select(column => column.Name)];

    /// <summary>[row, 0-based] who was found; rows for which nobody was are absent.</summary>
    public IReadOnlyDictionary<int, Found> Found => _found;

    /// <summary>How many rows are in each group.</summary>
    public IReadOnlyDictionary<BulkGroup, long> Groups => _groups;

    /// <summary>What the partner calls a row.</summary>
    public string ReferenceOf(int row) => _loaded.Table.IdOf(row);

    /// <summary>What the partner sent about the person of a row; missing values are left out.</summary>
    public Dictionary<string, string> AskedOf(int row)
    {
        var asked = new Dictionary<string, string>(_columns.Length, StringComparer.Ordinal);
        foreach (var column in _columns)
        {
            if (PersonSnapshot.ValueOf(column, row) is { } value)
                asked.Add(column.Name, value);
        }
        return asked;
    }

    /// <summary>Looks all rows up, on all processors but one, so that single questions go on being answered.</summary>
    public void LookUp(PersonLookUp persons, Agreement agreement, Moment moment, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount - 1), CancellationToken = cancellation };
        Parallel.ForEach(Partitioner.Create(0, Count, 1024), options, range =>
        {
            var groups = new Dictionary<BulkGroup, long>();
            for (var row = range.Item1; row < range.Item2; row++)
            {
                var asked = AskedOf(row);
                // A row without all that must agree is a row about nobody: its reason would be told of a single question, and here would tell rows apart.
                var found = agreement.Matching.MustAgree.All(asked.ContainsKey) ? persons.Find(agreement, asked) : null;
                if (found is not null)
                    _found[row] = found;
                var group = BulkGroups.Of(asked, found, moment);
                groups[group] = groups.GetValueOrDefault(group) + 1;
            }
            foreach (var (group, n) in groups)
                _groups.AddOrUpdate(group, n, (_, before) => before + n);
            Interlocked.Add(ref _done, range.Item2 - range.Item1);
            cancellation.ThrowIfCancellationRequested();
        });
    }

    public void Dispose() => _loaded.Dispose();
}
