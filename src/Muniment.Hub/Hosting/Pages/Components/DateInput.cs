using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime;

namespace Muniment.Hub.Hosting.Pages.Components;

/// <summary>A date as it was typed into three boxes.</summary>
public sealed class DateParts
{
    /// <summary>Day of the month, as typed.</summary>
    public string? Day { get; set; }

    /// <summary>Month, 1 to 12, as typed.</summary>
    public string? Month { get; set; }

    /// <summary>Year, four digits, as typed.</summary>
    public string? Year { get; set; }

    /// <summary>True where nothing was typed.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Day) && string.IsNullOrWhiteSpace(Month) && string.IsNullOrWhiteSpace(Year);

    /// <summary>A date's parts.</summary>
    public static DateParts Of(LocalDate date) => new() { Day = Written(date.Day), Month = Written(date.Month), Year = Written(date.Year) };

    /// <summary>The date; false where what was typed is no date of the years 1000 to 9999.</summary>
    public bool TryRead(out LocalDate date)
    {
        if (int.TryParse(Year, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var year) && year is >= 1000 and <= 9999
            && int.TryParse(Month, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            && int.TryParse(Day, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var day) && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            date = new LocalDate(year, month, day);
            return true;
        }
        date = default;
        return false;
    }

    static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A date in three boxes: &lt;m-date for="BirthDate" label="…" hint="For example, 27 3 1984" /&gt;; the property is a <see cref="DateParts"/>.</summary>
[HtmlTargetElement("m-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateTagHelper : FieldTagHelper
{
    /// <summary>True: asks for the reader's own birth date, which browsers may fill in.</summary>
    public bool Birthday { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        BeginGroup(output);
        var parts = For.Model as DateParts;
        var boxes = new HtmlContentBuilder()
            .AppendHtml(Box("Day", "layout.day", parts?.Day, 2, "bday-day"))
            .AppendHtml(Box("Month", "layout.month", parts?.Month, 2, "bday-month"))
            .AppendHtml(Box("Year", "layout.year", parts?.Year, 4, "bday-year"));
        output.Content.SetHtmlContent(Fieldset(Html.Element("div", boxes, ("class", "govuk-date-input")), role: "group"));
    }

    TagBuilder Box(string part, string word, string? value, int width, string autocomplete)
    {
        var name = $"{For.Name}.{part}";
        // The first has the field's own id, where the error summary leads.
        var id = part == "Day" ? Id : IdOf(name);
        var box = Html.Element("div", Html.Element("label", Words[word], ("class", "govuk-label govuk-date-input__label"), ("for", id)), ("class", "govuk-form-group"));
        box.InnerHtml.AppendHtml(Html.Element("input", null, ("class", $"govuk-input govuk-date-input__input govuk-input--width-{width}{(Error is null ? "" : " govuk-input--error")}"), ("id", id), ("name", name), ("type", "text"), ("inputmode", "numeric"), ("value", value), ("autocomplete", Birthday ? autocomplete : null)));
        return Html.Element("div", box, ("class", "govuk-date-input__item"));
    }
}
