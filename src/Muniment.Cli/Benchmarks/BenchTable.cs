using System.Globalization;
using System.Text.Json;

namespace Muniment.Cli.Benchmarks;

/// <summary>What a benchmark measured, as rows of figures.</summary>
/// <param name="Name">speed, pairs or lookup.</param>
/// <param name="Records">Records it was measured on.</param>
/// <param name="Columns">What stands in each column; the first names the row.</param>
sealed record BenchTable(string Name, int Records, string[] Columns)
{
    static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n" };
    readonly List<object[]> _rows = [];

    /// <summary>Adds a row: texts and numbers, one a column.</summary>
    public void Add(params object[] cells) => _rows.Add(cells);

    /// <summary>The table as Markdown, the machine above it.</summary>
    public void Write(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name}, {Records:N0} records, on: {Machine.Processor}, {Environment.ProcessorCount} cores, {Machine.Vectors}; load before: {Machine.Load}"));
        to.WriteLine();
        to.WriteLine($"| {string.Join(" | ", Columns)} |");
        to.WriteLine($"|{string.Concat(Columns.Select(_ => " --- |"))}");
        foreach (var row in _rows)
            to.WriteLine($"| {string.Join(" | ", row.Select(Text))} |");
    }

    /// <summary>The table as JSON, an object a row.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_indented))
        {
            json.WriteStartObject();
            json.WriteString("bench", Name);
            json.WriteNumber("records", Records);
            json.WriteString("processor", Machine.Processor);
            json.WriteNumber("cores", Environment.ProcessorCount);
            json.WriteString("vectors", Machine.Vectors);
            json.WriteString("load", Machine.Load);
            json.WriteStartArray("rows");
            foreach (var row in _rows)
            {
                json.WriteStartObject();
                for (var k = 0; k < row.Length; k++)
                {
                    if (row[k] is string text)
                        json.WriteString(Columns[k], text);
                    else
                        json.WriteNumber(Columns[k], Convert.ToDouble(row[k], CultureInfo.InvariantCulture));
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    static string Text(object cell) => cell switch
    {
        string text => text,
        double number when Math.Abs(number) < 1000 => number.ToString("0.####", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => "",
    };
}
