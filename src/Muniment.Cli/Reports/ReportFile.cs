using System.Security.Cryptography;
using System.Text;

namespace Muniment.Cli.Reports;

/// <summary>Writes report.html: one file that needs no other and loads nothing.</summary>
/// <remarks>
/// Its content security policy forbids every load, and every script but those it carries, by their SHA-256. Charts are drawn by vega,
/// vega-lite and vega-embed with the interpreter for expressions, which needs no eval; they are embedded when the program is built where
/// npm is. Without them, or without JavaScript, every number is in a table.
/// </remarks>
static class ReportFile
{
    /// <summary>The file in a run's folder.</summary>
    public const string Name = "report.html";

    static readonly string[] s_scripts = ["licences.js", "vega.min.js", "vega-lite.min.js", "vega-embed.min.js", "report.js"];

    /// <summary>True if this build carries the chart programs.</summary>
    public static bool HasCharts { get; } = s_scripts.All(name => typeof(ReportFile).Assembly.GetManifestResourceInfo(name) is not null);

    /// <summary>Writes the whole file; the same facts give the same bytes.</summary>
    /// <param name="to">Receives UTF-8; left open.</param>
    /// <param name="facts">What to report.</param>
    /// <param name="showValues">False: values of records are masked.</param>
    public static void Write(Stream to, RunFacts facts, bool showValues)
    {
        var scripts = HasCharts ? s_scripts.Select(Read).ToArray() : [];
        var hashes = string.Join(' ', scripts.Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(script))}'"));
        var html = new Html();
        html.Add($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {new Literal(hashes.Length == 0 ? "'none'" : hashes)}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{facts.Title} – Muniment</title>
            <style>
            """).AddSafe(Encoding.UTF8.GetString(Read("report.css"))).Add($"</style>\n</head>\n<body>\n");
        html.AddSafe(ReportPage.Build(facts, showValues, HasCharts));
        html.Add($"<footer>\n<p>Made by Muniment. This file loads nothing from anywhere.</p>\n</footer>\n");
        to.Write(Encoding.UTF8.GetBytes(html.ToString()));
        foreach (var script in scripts)
        {
            to.Write("<script>"u8);
            to.Write(script);
            to.Write("</script>\n"u8);
        }
        to.Write("</body>\n</html>\n"u8);
    }

    static byte[] Read(string name)
    {
        using var stream = typeof(ReportFile).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
