using System.Runtime.ExceptionServices;
using Muniment.Linkage.Columns;

namespace Muniment.Tables;

/// <summary>Takes an extract's rows from its file into columns, on one thread or several, always with the same result.</summary>
/// <remarks>
/// Three batches are under way: in each step one is read from the file, the one before gets its ids checked, and the one before that
/// is encoded, column by column. Every task of a step works on a batch, and a column, of its own, so nothing is shared and
/// no dictionary is merged; threads take the tasks of a step as they come. Batches pass in file order, so codes do too.
/// <code>
/// step      1       2       3       4
/// read      A       B       C       ..
/// ids               A       B       C
/// columns                   A       B
/// </code>
/// </remarks>
sealed class ExtractPipeline : IDisposable
{
    readonly RowSource _rows;
    readonly ColumnPlan _plan;
    readonly IdBuilder _ids;
    readonly ColumnBuilder[] _columns;
    readonly RowBatch[] _batches;
    readonly Exception?[] _failures;
    readonly int _threads;
    RowBatch? _reading;
    RowBatch? _identifying;
    RowBatch? _encoding;
    int _nextTask;
    bool _ended;

    public ExtractPipeline(RowSource rows, ColumnPlan plan, IdBuilder ids, ColumnBuilder[] columns, LoadOptions options)
    {
        (_rows, _plan, _ids, _columns) = (rows, plan, ids, columns);
        _threads = Math.Min(options.Threads, columns.Length + 2);
        _batches = [.. Enumerable.Range(0, _threads == 1 ? 1 : 3).Select(_ => new RowBatch(plan.Wanted, plan.WantedNames, options.MaxFieldBytes))];
        _failures = new Exception?[columns.Length + 2];
    }

    /// <summary>Runs to the end of the file.</summary>
    /// <param name="finished">Told of each batch, in order, when it is in the columns.</param>
    /// <param name="cancel">Stops.</param>
    public void Run(Action<RowBatch> finished, CancellationToken cancel)
    {
        if (_threads == 1)
            RunAlone(finished, cancel);
        else
            RunTogether(finished, cancel);
    }

    public void Dispose()
    {
        foreach (var batch in _batches)
            batch.Dispose();
    }

    // One batch passes all stages while it is in the cache.
    void RunAlone(Action<RowBatch> finished, CancellationToken cancel)
    {
        var batch = _batches[0];
        while (_rows.Read(batch, cancel))
        {
            Identify(batch);
            for (var column = 0; column < _columns.Length; column++)
                Encode(batch, column);
            finished(batch);
            batch.Clear();
        }
    }

    void RunTogether(Action<RowBatch> finished, CancellationToken cancel)
    {
        var free = new Queue<RowBatch>(_batches);
        while (true)
        {
            _reading = _ended ? null : free.Dequeue();
            if (_reading is null && _identifying is null && _encoding is null)
                return;
            _nextTask = 0;
            Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, _ => TakeTasks(cancel));
            // The first in order of tasks, so that the message does not depend on timing.
            if (_failures.FirstOrDefault(failure => failure is not null) is { } failed)
                ExceptionDispatchInfo.Throw(failed);
            if (_encoding is not null)
            {
                finished(_encoding);
                _encoding.Clear();
                free.Enqueue(_encoding);
            }
            (_encoding, _identifying) = (_identifying, _ended ? null : _reading);
        }
    }

    void TakeTasks(CancellationToken cancel)
    {
        for (int task; (task = Interlocked.Increment(ref _nextTask) - 1) < _columns.Length + 2;)
        {
            try
            {
                if (task == 0 && _reading is not null)
                    _ended = !_rows.Read(_reading, cancel);
                else if (task == 1 && _identifying is not null)
                    Identify(_identifying);
                else if (task > 1 && _encoding is not null)
                    Encode(_encoding, task - 2);
            }
#pragma warning disable CA1031 // Kept, and thrown again on the caller's thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failures[task] = exception;
            }
        }
    }

    void Identify(RowBatch batch)
    {
        batch.DropInvalid();
        if (_plan.Id >= 0)
            _ids.Add(batch);
        else
            _ids.AddNumbers(batch);
    }

    unsafe void Encode(RowBatch batch, int column) =>
        _columns[column].AddCells(batch.Bytes, batch.Cells(_plan.Id < 0 ? column : column + 1));
}
