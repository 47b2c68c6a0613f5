using System.Globalization;
using System.Text.Json;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Ledger.Verifying;

namespace Muniment.Cli.Ledgers;

/// <summary>Says in text or JSON what was counted.</summary>
static class LedgerCountText
{
    static readonly (string Name, Func<MonthCounts, long> Of)[] s_opened =
    [
        ("questions", counts => counts.Questions),
        ("disclosed", counts => counts.Disclosed),
        ("nothing_to_disclose", counts => counts.Nothing),
        ("pending", counts => counts.Pending),
        ("refused", counts => counts.Refused),
        ("people", counts => counts.People),
        ("fields", counts => counts.Fields),
        ("reviews", counts => counts.Reviews),
        ("outcomes_returned", counts => counts.OutcomesReturned),
        ("wrong", counts => counts.Wrong),
    ];

    /// <summary>For people: a line for each month and agreement.</summary>
    public static void Write(TextWriter output, LedgerCounts counts, OpeningsFile? openings, LogReport? report)
    {
        if (report is not null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Checkpoint!.Origin}: {report.Checkpoint.Size} entries, every hash leads to the root. {Signed(report)}"));
        if (report?.EntriesWithheld > 0 && openings is null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.EntriesWithheld} entries are not given out yet and are not counted."));
        if (openings is not null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{openings.Opened} openings are what their entries commit to; {openings.Erased} were erased.{(report is null ? " Not compared with a ledger." : "")}"));
        output.WriteLine();
        output.WriteLine(openings is null ? "month    agreement  events" : $"month    agreement  events  {string.Join("  ", s_opened.Select(column => column.Name))}");
        foreach (var (month, agreement, events) in counts.Events)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{month}  {agreement}  {events}"));
            if (openings is not null)
                output.Write("  " + string.Join("  ", s_opened.Select(column => column.Of(counts.Openings.Counts[(month, agreement)]).ToString(CultureInfo.InvariantCulture))));
            output.WriteLine();
        }
        if (openings is not null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Distinct people over all of it: {counts.Openings.People}"));
    }

    /// <summary>For programs.</summary>
    public static void WriteJson(Stream output, LedgerCounts counts, OpeningsFile? openings, LogReport? report)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            if (report is not null)
            {
                json.WriteString("origin", report.Checkpoint!.Origin);
                json.WriteNumber("size", report.Checkpoint.Size);
                json.WriteNumber("entries_not_given_out", report.EntriesWithheld);
            }
            if (openings is not null)
            {
                json.WriteNumber("openings", openings.Opened);
                json.WriteNumber("erased", openings.Erased);
                json.WriteNumber("people", counts.Openings.People);
            }
            json.WriteStartArray("events");
            foreach (var (month, agreement, events) in counts.Events)
            {
                json.WriteStartObject();
                json.WriteString("month", month);
                json.WriteString("agreement", agreement);
                json.WriteNumber("events", events);
                foreach (var (name, of) in openings is null ? [] : s_opened)
                    json.WriteNumber(name, of(counts.Openings.Counts[(month, agreement)]));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("entries");
            foreach (var ((month, agreement, kind), number) in counts.Entries)
            {
                json.WriteStartObject();
                json.WriteString("month", month);
                json.WriteString("agreement", agreement);
                json.WriteString("kind", kind);
                json.WriteNumber("entries", number);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    static string Signed(LogReport report) => report.Signatures.Count > 0 ? $"Signed by {report.Signatures[0].Key}." : "Signature not checked: give the ledger's public key as --key.";
}
