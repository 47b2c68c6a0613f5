using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>All that was wrong with a form, each a link to its field; nothing where nothing was: &lt;m-errors /&gt; above the heading.</summary>
[HtmlTargetElement("m-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorsTagHelper : TagHelper
{
    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var list = new HtmlContentBuilder();
        foreach (var (name, entry) in ViewContext.ModelState)
        {
            foreach (var error in entry.Errors.Take(1))
                list.AppendHtml(Html.Element("li", name.Length == 0 ? error.ErrorMessage : Html.Element("a", error.ErrorMessage, ("href", $"#{FieldTagHelper.IdOf(name)}"))));
        }
        if (list.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        var words = ViewContext.HttpContext.RequestServices.GetRequiredService<PageWords>();
        var alert = Html.Element("div", Html.Element("h2", words["layout.error-summary"], ("class", "govuk-error-summary__title")), ("role", "alert"));
        alert.InnerHtml.AppendHtml(Html.Element("div", Html.Element("ul", list, ("class", "govuk-list govuk-error-summary__list")), ("class", "govuk-error-summary__body")));
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-error-summary");
        output.Attributes.SetAttribute("data-module", "govuk-error-summary");
        output.Content.SetHtmlContent(alert);
    }
}

/// <summary>A state in one or two words: &lt;m-tag colour="red"&gt;Overdue&lt;/m-tag&gt;. The words say it all; the colour only helps.</summary>
[HtmlTargetElement("m-tag")]
public sealed class TagTagHelper : TagHelper
{
    /// <summary>grey, green, teal, blue, purple, magenta, red, orange or yellow; null: blue.</summary>
    public string? Colour { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "strong";
        output.Attributes.SetAttribute("class", Colour is null ? "govuk-tag" : $"govuk-tag govuk-tag--{Colour}");
    }
}

/// <summary>Something that must not be missed: &lt;m-warning&gt;…&lt;/m-warning&gt;.</summary>
[HtmlTargetElement("m-warning")]
public sealed class WarningTagHelper : TagHelper
{
    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = ViewContext.HttpContext.RequestServices.GetRequiredService<PageWords>();
        var text = Html.Element("strong", Html.Element("span", words["layout.warning"], ("class", "govuk-visually-hidden")), ("class", "govuk-warning-text__text"));
        text.InnerHtml.Append(" ").AppendHtml(await output.GetChildContentAsync());
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "govuk-warning-text");
        output.Content.SetHtmlContent(new HtmlContentBuilder().AppendHtml(Html.Element("span", "!", ("class", "govuk-warning-text__icon"), ("aria-hidden", "true"))).AppendHtml(text));
    }
}

/// <summary>What has just been done: &lt;m-done title="Saved"&gt;The account was made.&lt;/m-done&gt;, above the heading.</summary>
[HtmlTargetElement("m-done")]
public sealed class DoneTagHelper : TagHelper
{
    /// <summary>One or two words.</summary>
    public required string Title { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "govuk-notification-banner govuk-notification-banner--success");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("aria-labelledby", "done-title");
        output.Attributes.SetAttribute("data-module", "govuk-notification-banner");
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(Html.Element("div", Html.Element("h2", Title, ("class", "govuk-notification-banner__title"), ("id", "done-title")), ("class", "govuk-notification-banner__header")))
            .AppendHtml(Html.Element("div", Html.Element("div", content, ("class", "govuk-notification-banner__heading")), ("class", "govuk-notification-banner__content"))));
    }
}

/// <summary>More, for those who want it: &lt;m-details summary="…"&gt;…&lt;/m-details&gt;.</summary>
[HtmlTargetElement("m-details")]
public sealed class DetailsTagHelper : TagHelper
{
    /// <summary>What it opens on.</summary>
    public required string Summary { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "details";
        output.Attributes.SetAttribute("class", "govuk-details");
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(Html.Element("summary", Html.Element("span", Summary, ("class", "govuk-details__summary-text")), ("class", "govuk-details__summary")))
            .AppendHtml(Html.Element("div", content, ("class", "govuk-details__text"))));
    }
}
