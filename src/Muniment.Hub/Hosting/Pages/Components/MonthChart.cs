using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>A count by months, as bars, with marks where something began. One object is drawn on pages and published as a Vega-Lite specification, so neither can say something else.</summary>
/// <param name="Title">What it shows, as a sentence without its full stop.</param>
/// <param name="Measure">What is counted, such as "Disclosures"; names the vertical axis.</param>
/// <param name="Months">Ascending, each whole month once.</param>
/// <param name="Marks">What began in which month; those of other months are not drawn.</param>
/// <remarks>Beside each chart stands a table that says the same. Immutable; safe on any thread.</remarks>
public sealed record MonthChart(string Title, string Measure, IReadOnlyList<MonthValue> Months, IReadOnlyList<MonthMark> Marks)
{
    // Relaxed, since the file is no part of a page: names stay readable.
    static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The greatest count; 0 where there is none.</summary>
    public long Greatest => Months.Select(month => month.Value ?? 0).DefaultIfEmpty().Max();

    /// <summary>Those marks whose month is among the months, in order.</summary>
    public IReadOnlyList<MonthMark> MarksShown => [.. Marks.Where(mark => Months.Any(month => month.Month == mark.Month)).OrderBy(mark => mark.Month, StringComparer.Ordinal).ThenBy(mark => mark.Label, StringComparer.Ordinal)];

    /// <summary>The chart as a Vega-Lite 6 specification, data included. Same chart, same bytes.</summary>
    /// <remarks>Source: https://vega.github.io/schema/vega-lite/v6.json.</remarks>
    public byte[] Specification()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://vega.github.io/schema/vega-lite/v6.json");
            json.WriteString("title", Title);
            json.WriteString("width", "container");
            json.WriteNumber("height", 240);
            json.WriteStartArray("layer");
            Layer(json, "bar", null, Months.Select(month => (month.Month, (object?)month.Value)), withValue: true);
            Layer(json, "rule", [4, 4], MarksShown.Select(mark => (mark.Month, (object?)mark.Label)), withValue: false);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    void Layer(Utf8JsonWriter json, string mark, int[]? dashes, IEnumerable<(string Month, object? Value)> values, bool withValue)
    {
        var field = withValue ? "value" : "label";
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteStartArray("values");
        foreach (var (month, value) in values)
        {
            json.WriteStartObject();
            json.WriteString("month", month);
            json.WritePropertyName(field);
            JsonSerializer.Serialize(json, value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("mark");
        json.WriteString("type", mark);
        if (dashes is not null)
        {
            json.WriteStartArray("strokeDash");
            foreach (var dash in dashes)
                json.WriteNumberValue(dash);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteStartObject("encoding");
        Channel(json, "x", "month", "ordinal", null);
        if (withValue)
            Channel(json, "y", "value", "quantitative", Measure);
        else
            Channel(json, "tooltip", "label", "nominal", null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Channel(Utf8JsonWriter json, string channel, string field, string type, string? title)
    {
        json.WriteStartObject(channel);
        json.WriteString("field", field);
        json.WriteString("type", type);
        if (title is null)
            json.WriteNull("title");
        else
            json.WriteString("title", title);
        json.WriteEndObject();
    }
}

/// <summary>One bar.</summary>
/// <param name="Month">YYYY-MM.</param>
/// <param name="Value">0 or more; null: not told.</param>
public readonly record struct MonthValue(string Month, long? Value);

/// <summary>Something that began.</summary>
/// <param name="Month">YYYY-MM.</param>
/// <param name="Label">A word or two.</param>
public readonly record struct MonthMark(string Month, string Label);
