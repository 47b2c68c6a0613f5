using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Words;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>What every field of a form has: a name, a label, perhaps a hint, and what was wrong with what was entered.</summary>
/// <remarks>The field's id is its name with hyphens, which the error summary's links lead to.</remarks>
public abstract class FieldTagHelper : TagHelper
{
    /// <summary>The property it is bound to.</summary>
    public required ModelExpression For { get; set; }

    /// <summary>What is asked for.</summary>
    public required string Label { get; set; }

    /// <summary>A sentence that helps; null: none.</summary>
    public string? Hint { get; set; }

    /// <summary>True: the label (or legend) is the page's heading.</summary>
    public bool Heading { get; set; }

    /// <summary>The page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    /// <summary>The field's id.</summary>
    protected string Id => IdOf(For.Name);

    /// <summary>The words of the page.</summary>
    protected PageWords Words => ViewContext.HttpContext.RequestServices.GetRequiredService<PageWords>();

    /// <summary>What was wrong with what was entered; null: nothing.</summary>
    protected virtual string? Error => ErrorOf(For.Name);

    /// <summary>What was entered, or else what the property holds.</summary>
    protected string? Value => ViewContext.ModelState.TryGetValue(For.Name, out var entry) && entry.AttemptedValue is not null
        ? entry.AttemptedValue
        : Convert.ToString(For.Model, CultureInfo.InvariantCulture);

    /// <summary>The ids of what describes the field, for aria-describedby; null: nothing does.</summary>
    protected string? DescribedBy => string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", Error is null ? null : $"{Id}-error" }.Where(id => id is not null)) is { Length: > 0 } ids ? ids : null;

    internal static string IdOf(string name) => name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    /// <summary>What was wrong with one value.</summary>
    protected string? ErrorOf(string name) => ViewContext.ModelState.TryGetValue(name, out var entry) && entry is { ValidationState: ModelValidationState.Invalid, Errors: [var first, ..] } ? first.ErrorMessage : null;

    /// <summary>The element around the field.</summary>
    protected void BeginGroup(TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Error is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error");
    }

    /// <summary>The label of a field that is one control.</summary>
    protected IHtmlContent LabelElement()
    {
        var label = Html.Element("label", Label, ("class", Heading ? "govuk-label govuk-label--l" : "govuk-label"), ("for", Id));
        return Heading ? Html.Element("h1", label, ("class", "govuk-label-wrapper")) : label;
    }

    /// <summary>The hint and the error, where there are any.</summary>
    protected IHtmlContent HintAndError()
    {
        var content = new HtmlContentBuilder();
        if (Hint is not null)
            content.AppendHtml(Html.Element("div", Hint, ("id", $"{Id}-hint"), ("class", "govuk-hint")));
        if (Error is { } error)
        {
            var paragraph = Html.Element("p", null, ("id", $"{Id}-error"), ("class", "govuk-error-message"));
            paragraph.InnerHtml.AppendHtml(Html.Element("span", Words["layout.error"], ("class", "govuk-visually-hidden"))).Append(" ").Append(error);
            content.AppendHtml(paragraph);
        }
        return content;
    }

    /// <summary>A fieldset for a field of several controls.</summary>
    /// <param name="controls">The controls.</param>
    /// <param name="role">"group" where the controls are text boxes, for screen readers that are silent otherwise; null: none.</param>
    protected IHtmlContent Fieldset(IHtmlContent controls, string? role = null)
    {
        var legend = Html.Element("legend", Heading ? null : Label, ("class", Heading ? "govuk-fieldset__legend govuk-fieldset__legend--l" : "govuk-fieldset__legend"));
        if (Heading)
            legend.InnerHtml.AppendHtml(Html.Element("h1", Label, ("class", "govuk-fieldset__heading")));
        var fieldset = Html.Element("fieldset", legend, ("class", "govuk-fieldset"), ("role", role), ("aria-describedby", DescribedBy));
        fieldset.InnerHtml.AppendHtml(HintAndError()).AppendHtml(controls);
        return fieldset;
    }
}

/// <summary>Writes elements.</summary>
static class Html
{
    /// <summary>An element that holds text (encoded) or other elements.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">A string, elements, or null.</param>
    /// <param name="attributes">Those whose value is null are left out.</param>
    public static TagBuilder Element(string name, object? content, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        var element = new TagBuilder(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
                element.Attributes[attribute] = value;
        }
        if (content is IHtmlContent elements)
            element.InnerHtml.AppendHtml(elements);
        else if (content is not null)
            element.InnerHtml.Append((string)content);
        if (name == "input")
            element.TagRenderMode = TagRenderMode.SelfClosing;
        return element;
    }
}
