using System.Globalization;
using System.Text;
using System.Xml;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Public.Notices;

/// <summary>Notices as an Atom feed (RFC 4287).</summary>
/// <remarks>Ids are tags (RFC 4151) of the ledger's origin, so that they stay when the site moves. Pure; safe on any thread.</remarks>
public static class NoticeFeed
{
    /// <summary>How many notices the feed holds at most.</summary>
    public const int MostEntries = 30;

    const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The feed as UTF-8.</summary>
    /// <param name="notices">Newest first, at least none.</param>
    /// <param name="site">Where the site is, such as https://data.example.org, without a slash at its end.</param>
    /// <param name="authority">Whose ids they are: a host's name.</param>
    /// <param name="about">The feed's title, and who writes it.</param>
    public static byte[] Write(IReadOnlyList<Notice> notices, string site, string authority, (string Title, string Author) about)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, "en");
            xml.WriteElementString("title", Atom, about.Title);
            xml.WriteElementString("id", Atom, $"tag:{authority},2026:notices");
            xml.WriteElementString("updated", Atom, Time(notices.Count == 0 ? 0 : notices.Max(notice => notice.ChangedAt)));
            Link(xml, "self", "application/atom+xml", $"{site}/notices/feed.atom");
            Link(xml, "alternate", "text/html", $"{site}/notices");
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, about.Author);
            xml.WriteEndElement();
            foreach (var notice in notices)
                Entry(xml, notice, site, authority);
            xml.WriteEndElement();
        }
        return buffer.ToArray();
    }

    static void Entry(XmlWriter xml, Notice notice, string site, string authority)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("title", Atom, notice.Title);
        xml.WriteElementString("id", Atom, $"tag:{authority},2026:notice/{notice.Id}");
        xml.WriteElementString("updated", Atom, Time(notice.ChangedAt));
        xml.WriteElementString("published", Atom, Time(notice.PublishedAt!.Value));
        Link(xml, "alternate", "text/html", site + notice.Address);
        foreach (var category in notice.Categories)
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", category);
            xml.WriteEndElement();
        }
        xml.WriteElementString("summary", Atom, notice.WithdrawnBecause is { } because ? $"Withdrawn: {because}" : notice.Summary);
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(NoticeMarkdown.Html(notice.Body));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    static string Time(long microseconds) => microseconds.ToInstant().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
