using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Sources;

namespace Muniment.Hub.Tests.Persons;

/// <summary>From an entry to a footprint over HTTP, each step under its role.</summary>
public sealed class StaffEndpointsTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Staff_RegisterLoadLinkAndLookUp_EachUnderTheirRole(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres, options => options with { Link = SmallLink.Run });
        using var engineer = await Browser.SignedInAsync(hub, Role.DataEngineer);
        using var caseworker = await Browser.SignedInAsync(hub, Role.Caseworker);
        using var colleague = await Browser.SignedInAsync(hub, Role.Caseworker);

        await SendAsync(engineer, "sources", new StringContent(SourceJson.Write(Made.Source("visas")), Encoding.UTF8, "application/json"));
        var load = await SendAsync(engineer, "sources/visas/loads", new StringContent("id,forename,surname,dob,nhs,status,seen\nv1,Ada,Marsh,1980-02-03,,VISA,\nv2,Bela,Kovac,1991-11-30,,,\n", Encoding.UTF8, "text/csv"));
        Assert.Equal(2, load.GetProperty("records").GetInt64());
        Assert.Equal(2, (await SendAsync(engineer, "snapshots", JsonContent.Create(new { partition = "main", reason = "first" }))).GetProperty("persons").GetInt64());

        var id = (await SendAsync(caseworker, "cases", JsonContent.Create(new { subject = "a letter", purpose = Made.Purpose }))).GetProperty("id").GetString();
        await SendAsync(colleague, $"cases/{id}/assign", JsonContent.Create(new { to = caseworker.Account!.Id }));
        var asked = new { person = new { forename = "Ada", surname = "Marsh", birth_date = "1980-02-03" } };
        var found = (await SendAsync(caseworker, $"cases/{id}/footprints", JsonContent.Create(asked))).GetProperty("candidates")[0];
        Assert.Equal("agrees", found.GetProperty("agreement").GetProperty("surname").GetString());
        var footprint = await SendAsync(caseworker, $"cases/{id}/footprints/{found.GetProperty("alias").GetString()}", null);
        Assert.Equal("VISA", footprint.GetProperty("records")[0].GetProperty("fields").GetProperty("status").GetString());
        Assert.Equal(2, await hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = 'view' AND subject IS NOT NULL")));
        Assert.DoesNotContain("Marsh", hub.Log, StringComparison.Ordinal);

        await RefusedAsync(colleague, $"cases/{id}/footprints", JsonContent.Create(asked), HttpStatusCode.Conflict);
        await RefusedAsync(engineer, $"cases/{id}/footprints", JsonContent.Create(asked), HttpStatusCode.Forbidden);
        await RefusedAsync(caseworker, "snapshots", JsonContent.Create(new { partition = "main", reason = "no" }), HttpStatusCode.Forbidden);
        await RefusedAsync(caseworker, "cases", JsonContent.Create(new { subject = "a letter", purpose = Made.Purpose, more = 1 }), HttpStatusCode.BadRequest);
        await RefusedAsync(caseworker, "cases", new StringContent("{", Encoding.UTF8, "application/json"), HttpStatusCode.BadRequest);
        await RefusedAsync(engineer, "sources/visas/loads", new StringContent("id\n", Encoding.UTF8, "text/plain"), HttpStatusCode.UnsupportedMediaType);
        await RefusedAsync(engineer, "sources/visas/loads", new StringContent("nothing,of,it\n1,2,3\n", Encoding.UTF8, "text/csv"), HttpStatusCode.UnprocessableEntity);
        await RefusedAsync(engineer, "sources/nobody/loads", new StringContent("id\n1\n", Encoding.UTF8, "text/csv"), HttpStatusCode.NotFound);
        await RefusedAsync(engineer, "sources", new StringContent("{}", Encoding.UTF8, "application/json"), HttpStatusCode.UnprocessableEntity);
    }

    static async Task<JsonElement> SendAsync(Browser browser, string address, HttpContent? body)
    {
        using var answer = await browser.Client.PostAsync(new Uri("/api/staff/" + address, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    static async Task RefusedAsync(Browser browser, string address, HttpContent body, HttpStatusCode status)
    {
        using var answer = await browser.Client.PostAsync(new Uri("/api/staff/" + address, UriKind.Relative), body);
        Assert.Equal(status, answer.StatusCode);
    }
}
