using System.Text.Json;

namespace Muniment.Tables;

/// <summary>Reads JSON lines: one object a line, its members the columns.</summary>
/// <remarks>
/// Text is taken as it is; a number or true/false as it is written; null, [] and {} are missing; an array of plain values becomes its
/// values joined by a blank; anything nested deeper rejects the row. The columns are the members met in the whole file, in order of first appearance:
/// the file is read once for them and once for the values.
/// </remarks>
sealed class JsonLinesRowSource : RowSource
{
    static readonly JsonReaderOptions s_options = new() { AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 8 };

    readonly Extract _extract;
    readonly int _maxLineBytes;
    readonly List<string> _names = [];
    readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    LineReader _lines;
    int[]? _place;
    byte[] _text = new byte[256];

    /// <summary>Opens the file and reads the names of its members.</summary>
    public JsonLinesRowSource(Extract extract, int maxFieldBytes)
    {
        _extract = extract;
        _maxLineBytes = (int)Math.Clamp(maxFieldBytes * 4L, 1 << 24, 1 << 30);
        using (_lines = new LineReader(extract, _maxLineBytes))
        {
            while (_lines.Read())
                CollectNames();
        }
        if (_names.Count == 0)
            throw new BadInputException($"'{extract.Path}' holds no JSON object. Each line must hold one, such as {{\"id\": \"1\", \"name\": \"...\"}}.");
        _lines = new LineReader(extract, _maxLineBytes);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ColumnNames => _names;

    /// <inheritdoc/>
    public override long BytesRead => _lines.BytesRead;

    /// <inheritdoc/>
    public override bool Read(RowBatch batch, CancellationToken cancel)
    {
        _place ??= Places(batch);
        cancel.ThrowIfCancellationRequested();
        var any = false;
        while (!batch.IsFull && _lines.Read())
        {
            any = true;
            if (_lines.IsTooLong)
                batch.Reject(_lines.LineNumber, $"The line is {_lines.Length} bytes long; at most {_maxLineBytes} are accepted.", _lines.Line);
            else if (!_lines.IsBlank)
                AddLine(batch);
        }
        return any;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _lines.Dispose();

    int[] Places(RowBatch batch)
    {
        var places = new int[_names.Count];
        Array.Fill(places, -1);
        for (var column = 0; column < batch.Wanted.Length; column++)
            places[batch.Wanted[column]] = column;
        return places;
    }

    // A line that is not an object is reported when the rows are read.
    void CollectNames()
    {
        if (_lines.IsTooLong || _lines.IsBlank)
            return;
        var reader = new Utf8JsonReader(_lines.Line, s_options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!.Trim();
                if (name.Length > 0 && _byName.TryAdd(name, _names.Count))
                    _names.Add(name);
                reader.Read();
                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
        }
    }

    void AddLine(RowBatch batch)
    {
        var row = batch.AddRow(_lines.LineNumber);
        var reader = new Utf8JsonReader(_lines.Line, s_options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                batch.Drop(row, "The line is not a JSON object.", _lines.Line);
                return;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var column = _byName.TryGetValue(reader.GetString()!.Trim(), out var member) ? _place![member] : -1;
                reader.Read();
                if (column < 0)
                    reader.Skip();
                else if (!SetValue(batch, row, column, ref reader))
                    return;
            }
            reader.Read(); // Fails if something follows the object.
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            batch.Drop(row, "The line is not valid JSON in UTF-8.", _lines.Line);
        }
    }

    bool SetValue(RowBatch batch, int row, int column, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                var joined = new List<byte>();
                var isArray = reader.TokenType == JsonTokenType.StartArray;
                while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
                {
                    if (!isArray || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    {
                        batch.Drop(row, $"The column '{batch.Names[column]}' holds a nested value. Write it as plain columns.", _lines.Line);
                        return false;
                    }
                    if (reader.TokenType == JsonTokenType.Null)
                        continue;
                    if (joined.Count > 0)
                        joined.Add((byte)' ');
                    joined.AddRange(Plain(ref reader));
                }
                batch.Set(row, column, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(joined));
                return true;
            default:
                batch.Set(row, column, Plain(ref reader));
                return true;
        }
    }

    ReadOnlySpan<byte> Plain(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.ValueIsEscaped)
            return reader.ValueSpan;
        if (_text.Length < reader.ValueSpan.Length)
            _text = new byte[reader.ValueSpan.Length * 2];
        return _text.AsSpan(0, reader.CopyString(_text));
    }
}
