using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Muniment.Linkage.Looking;
using Muniment.Tables;

namespace Muniment.Cli.Finding;

/// <summary>Queries as JSON lines in, what they found as JSON lines out, in the same order.</summary>
static class FindLines
{
    static readonly JsonReaderOptions s_strict = new() { MaxDepth = 4 };

    /// <summary>Answers every line.</summary>
    /// <param name="index">Where to look.</param>
    /// <param name="options">What to find.</param>
    /// <param name="from">One object a line: column → text, number or null.</param>
    /// <param name="to">Receives one object a line.</param>
    /// <param name="cancellation">Stops between two lines.</param>
    /// <returns>How many queries there were, and a sentence on how long they took.</returns>
    /// <exception cref="BadInputException">A line is no such object; the lines before it are answered.</exception>
    public static string Answer(FindIndex index, LookupOptions options, Stream from, Stream to, CancellationToken cancellation)
    {
        using var query = index.Index.NewQuery();
        using var reader = new StreamReader(from, new UTF8Encoding(false, true));
        using var buffered = new BufferedStream(to, 1 << 16);
        using var json = new Utf8JsonWriter(buffered);
        var (number, inside, begun) = (0, 0L, Stopwatch.GetTimestamp());
        while (ReadLine(reader, number) is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            if (string.IsNullOrWhiteSpace(line))
                throw new BadInputException($"Standard input, line {number}: an empty line is no query. Give one JSON object a line.");
            Read(index, query, Encoding.UTF8.GetBytes(line), number);
            var asked = Stopwatch.GetTimestamp();
            var found = query.Find(options);
            inside += Stopwatch.GetTimestamp() - asked;
            FindJson.Write(json, index, query, found, reasons: null);
            json.Flush();
            json.Reset();
            buffered.WriteByte((byte)'\n');
        }
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{number:N0} queries in {seconds:F2} s; looking up took {inside * 1e6 / Stopwatch.Frequency / Math.Max(1, number):F1} µs each.");
    }

    static string? ReadLine(StreamReader reader, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException exception)
        {
            throw new BadInputException($"Standard input, after line {number}: the bytes are not UTF-8. Save the queries as UTF-8.", exception);
        }
    }

    static void Read(FindIndex index, LookupQuery query, ReadOnlySpan<byte> line, int number)
    {
        query.Clear();
        try
        {
            var json = new Utf8JsonReader(line, s_strict);
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                throw new BadInputException($"Standard input, line {number}: a query is a JSON object such as {{\"surname\": \"Smith\"}}.");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var field = json.GetString()!;
                json.Read();
                index.Set(query, field, json.TokenType switch
                {
                    JsonTokenType.String => json.GetString(),
                    JsonTokenType.Number => Encoding.UTF8.GetString(json.ValueSpan),
                    JsonTokenType.Null => null,
                    _ => throw new BadInputException($"Standard input, line {number}: the value of '{field}' must be a text, a number or null."),
                });
            }
            json.Read(); // Something after the object is an error.
        }
        catch (JsonException exception)
        {
            throw new BadInputException($"Standard input, line {number}, byte {exception.BytePositionInLine + 1}: this is not JSON. Give one object a line.", exception);
        }
    }
}
