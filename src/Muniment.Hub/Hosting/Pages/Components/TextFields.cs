using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>A text box of one line: &lt;m-input for="Name" label="…" hint="…" /&gt;.</summary>
[HtmlTargetElement("m-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputTagHelper : FieldTagHelper
{
    /// <summary>HTML's type: text, email, tel, password, …</summary>
    public string Type { get; set; } = "text";

    /// <summary>HTML's autocomplete, such as "username" or "off"; null: none.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>HTML's inputmode, such as "numeric"; null: none.</summary>
    public string? Inputmode { get; set; }

    /// <summary>How many characters wide: 2, 3, 4, 5, 10, 20 or 30; null: as wide as its column.</summary>
    public int? Width { get; set; }

    /// <summary>HTML's spellcheck; null: as the browser does.</summary>
    public bool? Spellcheck { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        BeginGroup(output);
        var isPassword = Type == "password";
        var control = Html.Element("input", null,
            ("class", $"govuk-input{(Error is null ? "" : " govuk-input--error")}{(Width is { } width ? $" govuk-input--width-{width}" : "")}{(isPassword ? " govuk-password-input__input govuk-js-password-input-input" : "")}"),
            ("id", Id), ("name", For.Name), ("type", Type), ("value", isPassword ? null : Value), ("autocomplete", Autocomplete), ("inputmode", Inputmode), ("aria-describedby", DescribedBy),
            ("spellcheck", isPassword ? "false" : Spellcheck?.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()), ("autocapitalize", isPassword || Spellcheck == false ? "none" : null));
        output.Content.AppendHtml(LabelElement()).AppendHtml(HintAndError()).AppendHtml(isPassword ? WithShowButton(output, control) : control);
    }

    TagBuilder WithShowButton(TagHelperOutput output, TagBuilder control)
    {
        output.Attributes.SetAttribute("class", $"{output.Attributes["class"].Value} govuk-password-input");
        output.Attributes.SetAttribute("data-module", "govuk-password-input");
        var wrapper = Html.Element("div", control, ("class", "govuk-input__wrapper govuk-password-input__wrapper"));
        wrapper.InnerHtml.AppendHtml(Html.Element("button", Words["layout.show"], ("type", "button"), ("class", "govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"), ("data-module", "govuk-button"), ("aria-controls", Id), ("hidden", "hidden")));
        return wrapper;
    }
}

/// <summary>A text box of several lines: &lt;m-textarea for="Reason" label="…" rows="5" /&gt;.</summary>
[HtmlTargetElement("m-textarea", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextareaTagHelper : FieldTagHelper
{
    /// <summary>How many lines are seen.</summary>
    public int Rows { get; set; } = 5;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        BeginGroup(output);
        var control = Html.Element("textarea", Value, ("class", Error is null ? "govuk-textarea" : "govuk-textarea govuk-textarea--error"), ("id", Id), ("name", For.Name), ("rows", $"{Rows}"), ("aria-describedby", DescribedBy));
        output.Content.AppendHtml(LabelElement()).AppendHtml(HintAndError()).AppendHtml(control);
    }
}

/// <summary>One of a list: &lt;m-select for="Source" label="…" items="Model.Sources" /&gt;.</summary>
[HtmlTargetElement("m-select", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectTagHelper : FieldTagHelper
{
    /// <summary>Value and text of each, in order.</summary>
    public required IEnumerable<(string Value, string Text)> Items { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        BeginGroup(output);
        var value = Value;
        var options = new HtmlContentBuilder();
        foreach (var (item, text) in Items)
            options.AppendHtml(Html.Element("option", text, ("value", item), ("selected", item == value ? "selected" : null)));
        var control = Html.Element("select", options, ("class", Error is null ? "govuk-select" : "govuk-select govuk-select--error"), ("id", Id), ("name", For.Name), ("aria-describedby", DescribedBy));
        output.Content.AppendHtml(LabelElement()).AppendHtml(HintAndError()).AppendHtml(control);
    }
}
