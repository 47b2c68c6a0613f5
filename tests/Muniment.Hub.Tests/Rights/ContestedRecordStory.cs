using Muniment.Hub.Tests.Exchange;

namespace Muniment.Hub.Tests.Rights;

/// <summary>What this software is for, told once from the beginning to the end.</summary>
public sealed class ContestedRecordStory
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task AContestedRecordStopsFlowing_IsRecalledFromThreeRecipients_AndThePersonIsToldWhoTheyWere(bool postgres)
    {
        await using var country = await RightsUnderTest.StartAsync(postgres);
        await country.AgreeWithAsync("banks", "homes", "roads");

        // Bela's record says "refused". It is wrong. Three offices have asked about her, and each was told.
        foreach (var office in new[] { "banks", "homes", "roads" })
            Assert.Contains("refused", await country.AskAsync(office, ExchangeUnderTest.Bela), StringComparison.Ordinal);

        // She has shown who she is, was given a code, and sees it all on her own page: the value, and that three offices have it.
        using var bela = await country.PersonAsync("v2");
        Assert.Contains("refused", StaffBrowser.Text(await bela.PageAsync("/me")), StringComparison.Ordinal);
        var usage = await bela.PageAsync("/me/usage");
        Assert.Equal(3, usage.QuerySelectorAll(".moj-timeline__title").Count(title => title.TextContent == "A body asked about you and was told"));

        // She says that it is wrong. From that moment nobody is told it; what she does not contest still flows.
        var request = await country.RequestAsync(bela, "wrong", ("Fields", "status"), ("Text", "I was granted leave in May. Here is the letter's date."));
        var told = await country.AskAsync("banks", ExchangeUnderTest.Bela);
        Assert.DoesNotContain("refused", told, StringComparison.Ordinal);
        Assert.Contains("HRV", told, StringComparison.Ordinal);

        // A caseworker, to whom a colleague gave the request, opens it, looks at her records, and finds her right.
        await country.TakeUpAsync(request);
        await RightsUnderTest.DoAsync(country.Worker, request, "uphold", ("Answer", "wholly"), ("Text", "You are right. The decision of May was never entered."), ("Address", "1 High Street\nAnytown\nAB1 2CD"));

        // Every office that had received it is told that it was wrong; one says what it did.
        foreach (var office in new[] { "banks", "homes", "roads" })
        {
            var recall = (await country.RecallsAsync(office)).EnumerateArray().Single();
            Assert.Equal(("rectified", "status"), (recall.GetProperty("cause").GetString(), recall.GetProperty("fields")[0].GetString()));
            if (office == "roads")
                await country.AnswerRecallAsync(office, recall.GetProperty("recall").GetString()!, "corrected");
        }

        // She reads on her page who they were and what they did, and has a letter.
        var page = StaffBrowser.Text(await bela.PageAsync($"/me/cases/{request}"));
        foreach (var words in new[] { "The banks office", "The homes office", "The roads office", "Corrected it", "The decision of May was never entered.", "We wrote to you" })
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("request-decided", await File.ReadAllTextAsync(country.Messages()[^1]), StringComparison.Ordinal);

        // Until the source has delivered what is right, the wrong value does not leave; then it may flow again.
        Assert.DoesNotContain("refused", await country.AskAsync("homes", ExchangeUnderTest.Bela), StringComparison.Ordinal);
        ExchangeUnderTest.Publish(country.Hub, [.. ExchangeUnderTest.Rows.Select(row => row.Replace("refused", "granted", StringComparison.Ordinal))]);
        await RightsUnderTest.DoAsync(country.Worker, request, "set-right", ("Text", "The source delivered the right value today."));
        Assert.Contains("granted", await country.AskAsync("homes", ExchangeUnderTest.Bela), StringComparison.Ordinal);

        // All of it is in the ledger: three recalls, and that the caseworker looked.
        Assert.Equal(3, await country.Exchange.EntriesAsync("recall"));
        Assert.Contains("A member of our staff looked at your records", StaffBrowser.Text(await bela.PageAsync("/me/usage")), StringComparison.Ordinal);
    }
}
