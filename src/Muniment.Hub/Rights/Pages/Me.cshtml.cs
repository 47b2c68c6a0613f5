using System.Text.Encodings.Web;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Hosting.Words;
using Muniment.Hub.Persons;
using Muniment.Hub.Rights.Records;
using Muniment.Linkage.Looking;

namespace Muniment.Hub.Rights.Pages;

/// <summary>/me: each record held of a person, its source, and why the records are held to be hers.</summary>
[RequireRole(Role.Person)]
sealed class MeModel(Database database, OwnRecords records, TimeProvider clock, PageWords words) : PersonPage(database, records, clock, words)
{
    public OwnView View { get; private set; } = null!;

    /// <summary>The picture of the links; the table beside it says the same.</summary>
    public string Picture { get; private set; } = "";

    public async Task OnGetAsync()
    {
        View = await Own.ReadAsync(Self);
        Picture = LinkPicture.Draw(Math.Min(View.Records.Count, OwnRecords.MostCompared), View.Links, UsageBook.LeastProbability, HtmlEncoder.Default.Encode(Words["me.links.picture"]));
    }

    /// <summary>The fields of a pair of which its records say so, by their names in words.</summary>
    public string Named(RecordLink link, FieldAgreement said) => string.Join(Words["me.and"], link.Fields.Where(field => field.Value == said).Select(field => FieldName(field.Key))) is { Length: > 0 } names ? names : Words["me.none"];
}

/// <summary>A probability in percent, never rounded up to certainty.</summary>
static class MergedPercent
{
    public static string Of(double share) => FormattableString.Invariant($"{Math.Floor(share * 1000) / 10:0.0} %");
}
