using System.Globalization;
using Muniment.Linkage.Columns;

namespace Muniment.Tables;

/// <summary>One load from its first file to the finished table.</summary>
sealed class TableLoad : IDisposable
{
    static readonly string[] s_idNames = ["unique_id", "record_id", "rec_id", "id"];

    readonly IReadOnlyList<Extract> _extracts;
    readonly LoadOptions _options;
    readonly IProgress<LoadProgress>? _progress;
    readonly CancellationToken _cancel;
    readonly List<string> _notices = [];
    readonly List<RecordSource> _sources = [];
    readonly Dictionary<string, ColumnBuilder> _columns = new(StringComparer.Ordinal);
    readonly List<ColumnBuilder> _inOrder = [];
    readonly IdBuilder _ids = new();
    readonly long _bytesTotal;
    long _bytesBefore;
    RejectList? _rejects = new();

    public TableLoad(IReadOnlyList<Extract> extracts, LoadOptions options, IProgress<LoadProgress>? progress, CancellationToken cancel)
    {
        (_options, _progress, _cancel) = (options, progress, cancel);
        _extracts = BySource(extracts);
        _bytesTotal = _extracts.Sum(ExtractFile.Length);
    }

    public LoadResult Run()
    {
        foreach (var extract in _extracts)
        {
            if (_sources.Count == 0 || _sources[^1].Name != extract.Source)
            {
                _sources.Add(new(extract.Source, _ids.Count, 0));
                _ids.StartSource();
            }
            using (var rows = ExtractLoader.Open(extract, _options))
                LoadExtract(extract, rows);
            _sources[^1] = _sources[^1] with { RowCount = _ids.Count - _sources[^1].FirstRow };
            _bytesBefore += ExtractFile.Length(extract);
        }
        RefuseEmpty();
        foreach (var column in _inOrder)
            column.AddMissing(_ids.Count - column.Count);
        var table = new RecordTable([.. _sources], _ids.Build(), [.. _inOrder.Select(column => column.Build())]);
        var rejects = _rejects!;
        _rejects = null;
        return new(table, rejects, _notices);
    }

    public void Dispose()
    {
        _rejects?.Dispose();
        _ids.Dispose();
        foreach (var column in _inOrder)
            column.Dispose();
    }

    static IReadOnlyList<Extract> BySource(IReadOnlyList<Extract> extracts)
    {
        foreach (var same in extracts.GroupBy(extract => extract.Source, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            if (same.Any(extract => extract.SourceName is null))
                throw new BadInputException($"'{same.First().Path}' and '{same.Last().Path}' would both be the source '{same.Key}'. Give each file its source's name with --source.");
        }
        return [.. extracts.GroupBy(extract => extract.Source, StringComparer.Ordinal).SelectMany(group => group)];
    }

    void LoadExtract(Extract extract, RowSource rows)
    {
        var plan = ColumnPlan.For(extract, rows.ColumnNames, _options, s_idNames);
        if (plan.Id < 0)
            _notices.Add($"'{extract.Path}' has no column {string.Join(", ", s_idNames)}: the record ids of source '{extract.Source}' are row numbers, counted from 1 with rejected rows. Name the id column with --id if there is one.");
        var builders = plan.Fields.Select(Builder).ToArray();
        using (var pipeline = new ExtractPipeline(rows, plan, _ids, builders, _options))
        {
            pipeline.Run(
                batch =>
                {
                    foreach (var (line, reason, raw) in batch.TakeRejects())
                        _rejects!.Add(new(extract.Source, line, reason, raw));
                    _progress?.Report(new(extract.FileName, _bytesBefore + rows.BytesRead, _bytesTotal, _ids.Count));
                },
                _cancel);
        }
        foreach (var column in _inOrder)
            column.AddMissing(_ids.Count - column.Count);
    }

    ColumnBuilder Builder(string name)
    {
        if (_columns.TryGetValue(name, out var builder))
            return builder;
        builder = new(name);
        builder.AddMissing(_ids.Count);
        _columns.Add(name, builder);
        _inOrder.Add(builder);
        return builder;
    }

    void RefuseEmpty()
    {
        if (_ids.Count > 0)
            return;
        var path = _extracts[0].Path;
        throw new BadInputException(_rejects!.First is { } first
            ? $"None of the {_rejects.Count.ToString(CultureInfo.InvariantCulture)} rows could be used; the first: source '{first.Source}', line {first.LineNumber}: {first.Reason}"
            : _extracts.Count == 1 ? $"'{path}' has a header but no records." : $"None of the {_extracts.Count} files, '{path}' first, has a record.");
    }
}
