using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>Sends a form: &lt;m-button&gt;Continue&lt;/m-button&gt;. A second press within a second does nothing where scripts run.</summary>
[HtmlTargetElement("m-button")]
public sealed class ButtonTagHelper : TagHelper
{
    /// <summary>"secondary" or "warning"; null: the page's main button.</summary>
    public string? Kind { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "button";
        output.Attributes.SetAttribute("type", "submit");
        output.Attributes.SetAttribute("class", Kind is null ? "govuk-button" : $"govuk-button govuk-button--{Kind}");
        output.Attributes.SetAttribute("data-module", "govuk-button");
        output.Attributes.SetAttribute("data-prevent-double-click", "true");
    }
}

/// <summary>A form that changes something carries the proof that we showed it, and is checked here, with words of ours, and not by the browser.</summary>
/// <param name="generator">Makes the proof.</param>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class FormTagHelper(IHtmlGenerator generator) : TagHelper
{
    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate", null, HtmlAttributeValueStyle.Minimized));
        // The framework does so for forms without an address alone.
        if (output.Attributes.TryGetAttribute("action", out var action) && !string.IsNullOrEmpty(action.Value?.ToString()) && generator.GenerateAntiforgery(ViewContext) is { } token)
            output.PostContent.AppendHtml(token);
    }
}

/// <summary>The way back, in the section BeforeContent: &lt;m-back href="/staff" /&gt;.</summary>
[HtmlTargetElement("m-back", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BackTagHelper : TagHelper
{
    /// <summary>Where to.</summary>
    public required string Href { get; set; }

    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var words = ViewContext.HttpContext.RequestServices.GetRequiredService<PageWords>();
        var link = new TagBuilder("a") { Attributes = { ["class"] = "govuk-back-link", ["href"] = Href } };
        link.InnerHtml.Append(words["layout.back"]);
        // A landmark of its own: a screen reader that goes from landmark to landmark would otherwise pass it by.
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("aria-label", words["layout.way-back"]);
        output.Content.SetHtmlContent(link);
    }
}

/// <summary>The pages of a long list: &lt;m-pages page="2" of="9" /&gt;. Nothing where there is one page.</summary>
/// <remarks>Keeps the rest of the query and sets "page" in it.</remarks>
[HtmlTargetElement("m-pages", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagesTagHelper : TagHelper
{
    /// <summary>The page that is shown, 1 or more.</summary>
    public required int Page { get; set; }

    /// <summary>How many there are.</summary>
    public required int Of { get; set; }

    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Of <= 1)
        {
            output.SuppressOutput();
            return;
        }
        var words = ViewContext.HttpContext.RequestServices.GetRequiredService<PageWords>();
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-pagination");
        output.Attributes.SetAttribute("aria-label", words["layout.pagination"]);
        if (Page > 1)
            output.Content.AppendHtml(Arrow("prev", Page - 1, words["layout.previous"]));
        var list = new HtmlContentBuilder();
        var last = 0;
        foreach (var page in Enumerable.Range(1, Of).Where(page => page == 1 || page == Of || Math.Abs(page - Page) <= 1))
        {
            if (page > last + 1)
                list.AppendHtml(Html.Element("li", "⋯", ("class", "govuk-pagination__item govuk-pagination__item--ellipsis")));
            list.AppendHtml(Html.Element("li", Html.Element("a", $"{page}", ("class", "govuk-link govuk-pagination__link"), ("href", Address(page)), ("aria-label", words["layout.page", page]), ("aria-current", page == Page ? "page" : null)), ("class", page == Page ? "govuk-pagination__item govuk-pagination__item--current" : "govuk-pagination__item")));
            last = page;
        }
        output.Content.AppendHtml(Html.Element("ul", list, ("class", "govuk-pagination__list")));
        if (Page < Of)
            output.Content.AppendHtml(Arrow("next", Page + 1, words["layout.next"]));
    }

    TagBuilder Arrow(string relation, int page, string text) =>
        Html.Element("div", Html.Element("a", Html.Element("span", text, ("class", "govuk-pagination__link-title")), ("class", "govuk-link govuk-pagination__link"), ("href", Address(page)), ("rel", relation)), ("class", $"govuk-pagination__{relation}"));

    string Address(int page)
    {
        var request = ViewContext.HttpContext.Request;
        return $"{request.PathBase}{request.Path}{Microsoft.AspNetCore.Http.QueryString.Create(request.Query.Where(one => one.Key != "page")).Add("page", $"{page}")}";
    }
}
