using System.Text;

namespace Muniment.Tables;

/// <summary>Writes rejects.csv: source, line, reason, raw.</summary>
public static class RejectsCsv
{
    static readonly string[] s_columns = ["source", "line", "reason", "raw"];

    /// <summary>Writes all rejects, in order.</summary>
    /// <param name="stream">Where to; closed.</param>
    /// <param name="rejects">What to write.</param>
    /// <param name="showValues">False: in the raw text every letter is an x and every digit a 0, so that its shape shows and nobody's data does.</param>
    public static void Write(Stream stream, RejectList rejects, bool showValues)
    {
        using var csv = new CsvOutput(stream, s_columns);
        foreach (var reject in rejects.All())
        {
            csv.Write(reject.Source);
            csv.Write(reject.LineNumber);
            csv.Write(reject.Reason);
            var raw = Encoding.UTF8.GetString(reject.Raw.Span);
            csv.Write(showValues ? raw : Masked(raw));
            csv.EndRow();
        }
    }

    /// <summary>The text's shape: x for what is not a digit (0), ASCII punctuation or a blank.</summary>
    static string Masked(string text) => string.Create(text.Length, text, static (masked, text) =>
    {
        for (var i = 0; i < text.Length; i++)
            masked[i] = char.IsAsciiDigit(text[i]) ? '0' : char.IsAscii(text[i]) && !char.IsAsciiLetter(text[i]) ? text[i] : 'x';
    });
}
