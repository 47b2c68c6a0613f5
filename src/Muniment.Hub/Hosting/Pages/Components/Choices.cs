using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>One of a few, none chosen beforehand unless the property says so: &lt;m-radios for="Answer" label="…"&gt;&lt;m-choice value="yes"&gt;Yes&lt;/m-choice&gt;…&lt;/m-radios&gt;.</summary>
[HtmlTargetElement("m-radios")]
public sealed class RadiosTagHelper : ChoicesTagHelper
{
    private protected override string Kind => "radio";
}

/// <summary>Any of a few: &lt;m-checkboxes for="Roles" label="…"&gt;&lt;m-choice value="steward"&gt;…&lt;/m-choice&gt;…&lt;/m-checkboxes&gt;. The property is a list of strings, or one string or bool.</summary>
[HtmlTargetElement("m-checkboxes")]
public sealed class CheckboxesTagHelper : ChoicesTagHelper
{
    private protected override string Kind => "checkbox";
}

/// <summary>What radios and checkboxes share.</summary>
public abstract class ChoicesTagHelper : FieldTagHelper
{
    /// <summary>True: side by side.</summary>
    public bool Inline { get; set; }

    private protected abstract string Kind { get; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var plural = Kind == "radio" ? "radios" : "checkboxes";
        var choices = new Choices(Kind, plural, For.Name, Id, Chosen());
        context.Items[typeof(Choices)] = choices;
        var children = await output.GetChildContentAsync();
        BeginGroup(output);
        output.Content.SetHtmlContent(Fieldset(Html.Element("div", children, ("class", $"govuk-{plural}{(Inline ? $" govuk-{plural}--inline" : "")}"), ("data-module", $"govuk-{plural}"))));
    }

    HashSet<string> Chosen()
    {
        if (ViewContext.ModelState.TryGetValue(For.Name, out var entry) && entry.RawValue is { } raw)
            return raw is string[] several ? [.. several] : raw is string one ? [one] : [];
        return For.Model switch
        {
            null => [],
            string text => [text],
            bool yes => [yes ? "true" : "false"],
            IEnumerable items => [.. items.Cast<object?>().Select(Written)],
            var other => [Written(other)],
        };
    }

    static string Written(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    internal sealed class Choices(string kind, string plural, string name, string id, HashSet<string> chosen)
    {
        int _count;

        public string Kind => kind;

        public string Plural => plural;

        public string Name => name;

        /// <summary>The first has the field's own id, where the error summary leads.</summary>
        public string NextId() => _count++ == 0 ? id : $"{id}-{_count}";

        public bool IsChosen(string value) => chosen.Contains(value);
    }
}

/// <summary>One choice; what it holds is its label.</summary>
[HtmlTargetElement("m-choice")]
public sealed class ChoiceTagHelper : TagHelper
{
    /// <summary>What is sent when it is chosen.</summary>
    public required string Value { get; set; }

    /// <summary>A sentence that helps; null: none.</summary>
    public string? Hint { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var choices = (ChoicesTagHelper.Choices)context.Items[typeof(ChoicesTagHelper.Choices)];
        var id = choices.NextId();
        var label = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"govuk-{choices.Plural}__item");
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .AppendHtml(Html.Element("input", null, ("class", $"govuk-{choices.Plural}__input"), ("id", id), ("name", choices.Name), ("type", choices.Kind), ("value", Value), ("checked", choices.IsChosen(Value) ? "checked" : null), ("aria-describedby", Hint is null ? null : $"{id}-item-hint")))
            .AppendHtml(Html.Element("label", label, ("class", $"govuk-label govuk-{choices.Plural}__label"), ("for", id))));
        if (Hint is not null)
            output.Content.AppendHtml(Html.Element("div", Hint, ("id", $"{id}-item-hint"), ("class", $"govuk-hint govuk-{choices.Plural}__hint")));
    }
}
