using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Muniment.Hub.Public.Notices;

/// <summary>Notices' Markdown as HTML that can do nothing but be read: no HTML of its own, no pictures, links by https or within this site.</summary>
/// <remarks>CommonMark by Markdig. Pure; safe on any thread.</remarks>
public static class NoticeMarkdown
{
    static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();
    static readonly string[] s_headings = ["", "", "govuk-heading-m", "govuk-heading-s", "govuk-heading-s", "govuk-heading-s", "govuk-heading-s"];

    /// <summary>HTML, to be written out as it is. The page has its one first heading already: those of the text begin at the second level and skip none.</summary>
    public static string Html(string markdown)
    {
        var document = Markdown.Parse(markdown, s_pipeline);
        foreach (var link in document.Descendants<LinkInline>().Where(link => link.IsImage || !MayLeadTo(AddressOf(link))).ToList())
            link.ReplaceBy(new LiteralInline(TextOf(link)), copyChildren: false);
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => link.IsEmail || !MayLeadTo(link.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        var level = 1;
        foreach (var node in document.Descendants())
            Dress(node, ref level);
        return document.ToHtml(s_pipeline);
    }

    /// <summary>Addresses of links that may not be, and pictures; empty where there are none.</summary>
    public static IReadOnlyList<string> RefusedLinks(string markdown)
    {
        var document = Markdown.Parse(markdown, s_pipeline);
        return
        [
            .. document.Descendants<LinkInline>().Where(link => link.IsImage || !MayLeadTo(AddressOf(link))).Select(AddressOf),
            .. document.Descendants<AutolinkInline>().Where(link => link.IsEmail || !MayLeadTo(link.Url)).Select(link => link.Url),
        ];
    }

    /// <summary>Whether a link may lead there: elsewhere by https, or to a path of this site.</summary>
    public static bool MayLeadTo(string address) => address.StartsWith('/')
        ? !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal)
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0;

    static string AddressOf(LinkInline link) => link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";

    static string TextOf(ContainerInline container) => string.Concat(container.Descendants().Select(node => node switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }));

    static void Dress(MarkdownObject node, ref int level)
    {
        switch (node)
        {
            case HeadingBlock heading:
                level = heading.Level = Math.Min(Math.Min(heading.Level + 1, level + 1), 6);
                heading.GetAttributes().AddClass(s_headings[heading.Level]);
                break;
            case ListBlock list:
                list.GetAttributes().AddClass(list.IsOrdered ? "govuk-list govuk-list--number" : "govuk-list govuk-list--bullet");
                break;
            case ParagraphBlock paragraph when paragraph.Parent is not ListItemBlock:
                paragraph.GetAttributes().AddClass("govuk-body");
                break;
            case QuoteBlock quote:
                quote.GetAttributes().AddClass("govuk-inset-text");
                break;
            case LinkInline link:
                link.GetAttributes().AddClass("govuk-link");
                break;
            case AutolinkInline link:
                link.GetAttributes().AddClass("govuk-link");
                break;
        }
    }
}
