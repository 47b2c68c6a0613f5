using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Public.Referrals;

namespace Muniment.Hub.Tests.Public.Referrals;

public sealed class ReferralTests : IDisposable
{
    readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    static (string Name, string Value)[] Form(string organisation) =>
    [
        ("Organisation", organisation), ("MadeBy", "other"), ("ReferrerName", "Rana Referrer"), ("ReferrerContact", "rana@example.org"), ("ClientName", "Clio <b>Client</b>"),
        ("HelpNeeded", "A letter came.\nI do not understand it."), ("SafeWays", "phone"), ("SafeWays", "referrer"), ("Phone", "07700 900123"), ("NotSafe", "Not after six"), ("Agreed", "yes"),
    ];

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Refer_WhereNobodyTakesReferrals_SaysSo()
    {
        await using var hub = await HubUnderTest.StartAsync();

        Assert.Contains("No adviser organisation takes referrals here yet", await hub.Client.GetStringAsync("/refer"), StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Referral_Sent_IsReadableByTheOrganisationAloneAndNowhereElse(bool postgres)
    {
        await using var hub = await HubUnderTest.StartAsync(postgres);
        var organisation = await AddAsync(hub, "Advice");
        using var anybody = new Browser(hub);

        using var sent = await anybody.PostAsync("/refer", Form(organisation));
        var reference = sent.Headers.Location!.ToString().Split('/')[^1];

        Assert.Matches("^R-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", reference);
        Assert.Contains(reference, await anybody.ReadAsync($"/refer/sent/{reference}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync("/refer/sent/R-2222-2222-2222")).StatusCode);
        using var member = await Browser.SignedInAsync(hub, Role.AdviserOrganisation);
        Assert.Contains(reference, await member.ReadAsync("/staff/referrals"), StringComparison.Ordinal);
        var file = SealedReferral.Parse(Encoding.UTF8.GetBytes(await member.ReadAsync($"/staff/referrals/{reference}?handler=File")));
        var said = JsonDocument.Parse(file.Open(_key)).RootElement;
        Assert.Equal("Clio <b>Client</b>", said.GetProperty("client_name").GetString());
        Assert.Equal(["phone", "referrer"], said.GetProperty("safe_ways").EnumerateArray().Select(way => way.GetString()));
        Assert.False(said.TryGetProperty("email", out _));
        Assert.Equal(0, file.Ciphertext.Length % 2048 - Hpke.TagLength);
        // Neither the database's files nor the ledger's nor the log hold what was written.
        foreach (var path in postgres ? [] : Directory.EnumerateFiles(hub.Options.DataFolder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var bytes = await reader.ReadToEndAsync();
            Assert.DoesNotContain("Clio", bytes, StringComparison.Ordinal);
            Assert.DoesNotContain("900123", bytes, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("Clio", hub.Log, StringComparison.Ordinal);
        var openings = await hub.Database.ReadAsync(session => session.ListAsync<byte[]>("SELECT opening FROM entry WHERE kind = 'referral'"));
        Assert.Equal(["received", "fetched"], openings.Select(opening => JsonDocument.Parse(opening).RootElement.GetProperty("act").GetString()));

        using var finished = await member.PostAsync($"/staff/referrals/{reference}");

        Assert.Equal("/staff/referrals", finished.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/staff/referrals/{reference}")).StatusCode);
        Assert.Contains("dealt with", await member.ReadAsync("/staff/referrals"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Referral_OfAnotherOrganisation_IsNotThere()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var other = await AddAsync(hub, "Another organisation");
        var store = hub.Services.GetRequiredService<ReferralStore>();
        var reference = await store.SendAsync((await store.FindOrganisationAsync(other))!, ReferralText.Write(new Dictionary<string, string[]> { ["client_name"] = ["Clio"] }));
        using var member = await Browser.SignedInAsync(hub, Role.AdviserOrganisation);

        Assert.Contains("Your organisation has not been added here", await member.ReadAsync("/staff/referrals"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/staff/referrals/{reference}")).StatusCode);
        await AddAsync(hub, "Advice");
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/staff/referrals/{reference}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/staff/referrals/{reference}?handler=File")).StatusCode);
    }

    [Theory]
    [InlineData("Agreed", "", "A referral can be made only with the agreement")]
    [InlineData("Phone", "", "Enter the telephone number")]
    [InlineData("ReferrerContact", "", "Enter how the organisation can reach you")]
    [InlineData("MadeBy", "self", "There is nobody between you and the adviser")]
    [InlineData("HelpNeeded", " ", "Say what help is needed")]
    public async Task Refer_SomethingMissing_SaysWhatAndKeepsNothing(string field, string value, string sentence)
    {
        await using var hub = await HubUnderTest.StartAsync();
        var organisation = await AddAsync(hub, "Advice");
        using var anybody = new Browser(hub);

        using var answer = await anybody.PostAsync("/refer", [.. Form(organisation).Select(one => one.Name == field ? (field, value) : one)]);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        Assert.Contains(sentence, page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll(".govuk-error-summary a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Empty(await hub.Services.GetRequiredService<ReferralStore>().QueueAsync(organisation));
    }

    [Fact]
    public async Task Adviser_AddedByAnAdministrator_MustHaveAPublicKey()
    {
        await using var hub = await HubUnderTest.StartAsync();
        using var administrator = await Browser.SignedInAsync(hub, Role.Administrator);
        (string, string)[] about = [("Name", "Harbour Advice"), ("About", "For anybody"), ("Contact", "020 7946 0000")];

        using var secret = await administrator.PostAsync("/staff/advisers/new", [.. about, ("PublicKey", _key.ExportPkcs8PrivateKeyPem())]);
        Assert.Contains("Never enter a private key here", await secret.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var added = await administrator.PostAsync("/staff/advisers/new", [.. about, ("PublicKey", _key.ExportSubjectPublicKeyInfoPem())]);

        Assert.Equal("/staff/advisers", added.Headers.Location?.ToString());
        Assert.Contains(AdviserOrganisation.FingerprintOf(Hpke.PointOf(_key)), await hub.Client.GetStringAsync("/refer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefersPage_Outline_IsSound()
    {
        await using var hub = await HubUnderTest.StartAsync();
        await AddAsync(hub, "Advice");

        PublicPagesTests.CheckOutline("/refer", await PublicPagesTests.PageAsync(hub, "/refer"));
    }

    Task<string> AddAsync(HubUnderTest hub, string name) => hub.Services.GetRequiredService<ReferralStore>().AddAsync(name, "Advice for anybody.", "020 7946 0000", Hpke.PointOf(_key), "acc_test");
}
