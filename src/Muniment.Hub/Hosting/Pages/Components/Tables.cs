using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>A table that scrolls by itself where it is wider than the screen: &lt;m-table caption="…"&gt;&lt;thead&gt;…&lt;/thead&gt;&lt;tbody&gt;…&lt;/tbody&gt;&lt;/m-table&gt;.</summary>
/// <remarks>Inside, tr, th and td get their classes by themselves; "numeric" on a th or td aligns numbers. A th in the body is its row's heading.</remarks>
[HtmlTargetElement("m-table")]
public sealed class TableTagHelper : TagHelper
{
    /// <summary>What the table shows; every table says so.</summary>
    public required string Caption { get; set; }

    /// <summary>True: the caption is for screen readers alone, since a heading above says the same.</summary>
    public bool HideCaption { get; set; }

    /// <summary>True: columns can be sorted where scripts run.</summary>
    public bool Sortable { get; set; }

    /// <summary>True: smaller and closer, for many columns of numbers.</summary>
    public bool Dense { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        context.Items[typeof(TableTagHelper)] = "body";
        var rows = await output.GetChildContentAsync();
        var table = Html.Element("table", Html.Element("caption", Caption, ("class", HideCaption ? "govuk-visually-hidden" : "govuk-table__caption govuk-table__caption--m")), ("class", "govuk-table"), ("data-module", Sortable ? "moj-sortable-table" : null));
        table.InnerHtml.AppendHtml(rows);
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Dense ? "app-table app-table--dense" : "app-table");
        // What scrolls must be reached by keyboard, and then say what it is.
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", Caption);
        output.Attributes.SetAttribute("tabindex", "0");
        output.Content.SetHtmlContent(table);
    }
}

/// <summary>Classes for what is inside an m-table.</summary>
[HtmlTargetElement("thead"), HtmlTargetElement("tbody"), HtmlTargetElement("tr"), HtmlTargetElement("th"), HtmlTargetElement("td")]
public sealed class TablePartTagHelper : TagHelper
{
    /// <summary>True: holds numbers.</summary>
    public bool Numeric { get; set; }

    /// <inheritdoc/>
    [SuppressMessage("Performance", "CA1849", Justification = "Nothing is awaited but the children.")]
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(TableTagHelper), out var part))
            return;
        var name = context.TagName;
        if (name is "thead" or "tbody")
            context.Items[typeof(TableTagHelper)] = name; // Items are copied for children, so this is seen by those inside alone.
        var css = name switch
        {
            "thead" => "govuk-table__head",
            "tbody" => "govuk-table__body",
            "tr" => "govuk-table__row",
            "th" => Numeric ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header",
            _ => Numeric ? "govuk-table__cell govuk-table__cell--numeric" : "govuk-table__cell",
        };
        var own = output.Attributes["class"]?.Value;
        output.Attributes.SetAttribute("class", own is null ? css : new HtmlString($"{css} {own}"));
        if (name == "th" && !output.Attributes.ContainsName("scope"))
            output.Attributes.SetAttribute("scope", part is "thead" ? "col" : "row");
        output.Content.SetHtmlContent(await output.GetChildContentAsync());
    }
}

/// <summary>Facts by name: &lt;m-summary&gt;&lt;m-row key="Provider"&gt;…&lt;/m-row&gt;…&lt;/m-summary&gt;.</summary>
[HtmlTargetElement("m-summary")]
public sealed class SummaryTagHelper : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "govuk-summary-list");
    }
}

/// <summary>One fact; what it holds is the value.</summary>
[HtmlTargetElement("m-row")]
public sealed class SummaryRowTagHelper : TagHelper
{
    /// <summary>The fact's name.</summary>
    public required string Key { get; set; }

    /// <summary>Where it can be changed; null: nowhere.</summary>
    public string? Href { get; set; }

    /// <summary>What the link says, such as "Change"; the fact's name follows for screen readers.</summary>
    public string? Action { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Href is null ? "govuk-summary-list__row govuk-summary-list__row--no-actions" : "govuk-summary-list__row");
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(Html.Element("dt", Key, ("class", "govuk-summary-list__key")))
            .AppendHtml(Html.Element("dd", value, ("class", "govuk-summary-list__value"))));
        if (Href is null)
            return;
        var link = Html.Element("a", Action, ("class", "govuk-link"), ("href", Href));
        link.InnerHtml.AppendHtml(Html.Element("span", $" {Key}", ("class", "govuk-visually-hidden")));
        output.Content.AppendHtml(Html.Element("dd", link, ("class", "govuk-summary-list__actions")));
    }
}
