using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Muniment.Hub.Disclosures.Counting;

/// <summary>A table as JSON and CSV (RFC 4180). Same table, same bytes. Pure; safe on any thread.</summary>
public static class StatisticsText
{
    static readonly string[] s_numbers =
        ["events", "questions", "disclosed", "nothing_to_disclose", "pending", "refused", "people_at_least", "people_at_most", "fields", "reviews", "outcomes_returned", "wrong", "return_rate", "wrong_rate", "cells_not_told"];

    /// <summary>The table as JSON.</summary>
    /// <param name="table">The table.</param>
    /// <param name="withOverdue">Also what is overdue now; without it the same months give the same bytes for ever.</param>
    public static byte[] Json(StatisticsTable table, bool withOverdue = true)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("from", table.From);
            json.WriteString("to", table.To);
            json.WriteString("by", NameOf(table.By));
            Texts(json, "months", table.Months);
            json.WriteStartArray("rows");
            foreach (var row in table.Rows)
                Row(json, row);
            json.WriteEndArray();
            json.WritePropertyName("total");
            Row(json, table.Total);
            if (withOverdue)
            {
                json.WriteStartObject("overdue");
                Texts(json, "agreements", table.Overdue.Agreements);
                Texts(json, "pauses", table.Overdue.Pauses);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The rows and the total as CSV, one header line, lines ending in CR LF. An empty value is one that is not told.</summary>
    public static string Csv(StatisticsTable table)
    {
        var text = new StringBuilder("from,to,by,key,name,sandbox,").AppendJoin(',', s_numbers).Append("\r\n");
        foreach (var row in table.Rows.Append(table.Total))
        {
            text.Append(CultureInfo.InvariantCulture, $"{table.From},{table.To},{NameOf(table.By)},{Quoted(row.Key)},{Quoted(row.Name)},{(row.IsSandbox ? "yes" : "no")},");
            text.AppendJoin(',', Numbers(row).Select(number => number?.ToString("0.####", CultureInfo.InvariantCulture))).Append("\r\n");
        }
        return text.ToString();
    }

    /// <summary>The grouping's name in addresses; null: there is none of that name.</summary>
    public static StatisticsGrouping? Grouping(string? name) => name switch
    {
        null or "agreement" => StatisticsGrouping.Agreement,
        "partner" => StatisticsGrouping.Partner,
        "source" => StatisticsGrouping.Source,
        _ => null,
    };

    static string NameOf(StatisticsGrouping by) => by switch
    {
        StatisticsGrouping.Partner => "partner",
        StatisticsGrouping.Source => "source",
        _ => "agreement",
    };

    static double?[] Numbers(StatisticsRow row) =>
        [row.Events, row.Questions, row.Disclosed, row.Nothing, row.Pending, row.Refused, row.PeopleAtLeast, row.PeopleAtMost, row.Fields, row.Reviews, row.OutcomesReturned, row.Wrong, row.ReturnRate, row.WrongRate, row.CellsNotTold];

    static void Row(Utf8JsonWriter json, StatisticsRow row)
    {
        json.WriteStartObject();
        json.WriteString("key", row.Key);
        json.WriteString("name", row.Name);
        json.WriteBoolean("sandbox", row.IsSandbox);
        foreach (var (index, number) in Numbers(row).Index())
        {
            if (number is { } known)
                json.WriteNumber(s_numbers[index], (decimal)known);
            else
                json.WriteNull(s_numbers[index]);
        }
        json.WriteEndObject();
    }

    static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    // A name that begins like a formula is told apart by a spreadsheet only if it does not begin so.
    static string Quoted(string text)
    {
        if (text.Length > 1 && text[0] is '=' or '+' or '-' or '@')
            text = $"'{text}";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
