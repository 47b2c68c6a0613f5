using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Hub.Tests.Sources;
using Muniment.Hub.Tools;
using Muniment.Hub.Tools.Messages;
using Muniment.Hub.Tools.Rules;
using NodaTime;

namespace Muniment.Hub.Tests.Tools.Runs;

public class ToolRunsTests
{
    const string Because = "She lives next door and agrees.";

    [Theory, InlineData(false), InlineData(true)]
    public async Task Run_Decide_TakesEvidenceAReasonAndOneHuman(bool postgres)
    {
        await using var test = await CaseUnderTest.StartAsync(postgres);
        var run = await test.RunAsync("reporting", CaseUnderTest.Near);

        Assert.Equal(["in_person"], run.Recommended);
        Assert.True(run.IsFlagged);
        Assert.Equal("evidence-not-opened", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person"], Because, test.Ann)));
        var evidence = await test.Runs.OpenEvidenceAsync(run.Id, test.Ann);
        Assert.Equal("evidence-not-opened", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person"], Because, test.Ann)));
        await test.Hub.Get<Footprints>().OpenAsync(test.CaseId, test.Alias, test.Ann);
        Assert.Equal("Immigration Act 2016, section 61 and Schedule 10", Assert.Single(Assert.Single(evidence.Reasons).Laws));
        Assert.Empty(evidence.Missing);
        Assert.Equal("reason", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person"], "ok", test.Ann)));
        Assert.Equal("decision", await CodeAsync(() => test.Runs.DecideAsync(run.Id, [], Because, test.Ann)));
        Assert.Equal("decision", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person", "remote"], Because, test.Ann)));
        Assert.Equal("no-case", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person"], Because, test.Ben)));
        var decided = await test.Runs.DecideAsync(run.Id, ["remote"], Because, test.Ann);
        Assert.True(decided.IsOverridden);
        Assert.Equal("decided", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person"], Because, test.Ann)));
        Assert.Equal("second-person", await CodeAsync(() => test.Runs.FindWrongAsync(run.Id, Because, test.Ann)));
        Assert.NotNull((await test.Runs.FindWrongAsync(run.Id, Because, test.Ben)).WrongAt);

        var openings = await test.Hub.Hub.Database.ReadAsync(session => session.ListAsync<byte[]>("SELECT opening FROM entry WHERE kind = 'decision' AND subject IS NOT NULL ORDER BY seq"));
        Assert.Equal(["run", "decision", "found-wrong"], openings.Select(opening => System.Text.Json.JsonDocument.Parse(opening).RootElement.GetProperty("act").GetString()));
        Assert.Equal(run.Id, Assert.Single(await test.Runs.ListAsync(test.CaseId, test.Ann)).Id);
    }

    [Fact]
    public async Task Run_WhoeverIsNotFlagged_IsARunAndAnEntryToo()
    {
        await using var test = await CaseUnderTest.StartAsync();

        var run = await test.RunAsync("reporting", []);

        Assert.Equal(["paused"], run.Recommended);
        Assert.False(run.IsFlagged);
        Assert.Equal(1, await test.Hub.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM entry WHERE kind = 'decision'")));
        Assert.Equal("45-59", await test.Hub.Hub.Database.ReadAsync(session => session.ValueAsync<string>("SELECT age_band FROM tool_run")));
    }

    [Fact]
    public async Task Run_BirthDateAgainstTheRecords_CountsAsUnknownAndProtects()
    {
        await using var test = await CaseUnderTest.StartAsync();
        Dictionary<string, string> adult = new() { ["age_in_doubt"] = "no", ["with_child"] = "no", ["needs"] = "none" };

        Assert.Equal(["adult"], (await test.RunAsync("placement", adult)).Recommended);
        Assert.Equal("1980-02-03", (await test.Runs.KnownAsync("placement", test.CaseId, test.Alias, test.Ann))["birth_date"]);
        var typed = await test.RunAsync("placement", new(adult) { ["birth_date"] = "1979-02-03" });
        Assert.Equal(["child_services"], typed.Recommended);
        Assert.Equal("unknown", typed.Inputs["birth_date"]);
        await test.OpenAllAsync(typed);
        Assert.Equal("never", await CodeAsync(() => test.Runs.DecideAsync(typed.Id, ["adult"], "The caseworker thinks so all the same.", test.Ann)));
        var missing = Assert.Single((await test.Runs.OpenEvidenceAsync(typed.Id, test.Ann)).Missing);
        Assert.Equal(("birth_date", true), (missing.Id, missing.CouldChange));

        var person = test.Hub.PersonOf("visas", "v1")!;
        await test.Hub.Hub.Database.WriteAsync(session => PersonMarks.SetAsync(session, person, PersonMarks.ContestedKind, "birth_date", "acc_ann", "she says so", Made.Noon));
        Assert.Equal(["child_services"], (await test.RunAsync("placement", adult)).Recommended);
    }

    [Fact]
    public async Task Run_UnknownInputOrValue_IsRefused()
    {
        await using var test = await CaseUnderTest.StartAsync();

        Assert.Equal("input-unknown", await CodeAsync(() => test.RunAsync("reporting", new() { ["shoe_size"] = "38" })));
        Assert.Equal("input-value", await CodeAsync(() => test.RunAsync("reporting", new() { ["travel_km"] = "far" })));
        Assert.Equal("not-found", await CodeAsync(() => test.RunAsync("horoscope", [])));
        Assert.Equal("not-found", await CodeAsync(() => test.Runs.RunAsync("reporting", test.CaseId, "psn_nobody", CaseUnderTest.Near, test.Ann)));
        Assert.Equal("no-case", await CodeAsync(() => test.Runs.RunAsync("reporting", test.CaseId, test.Alias, CaseUnderTest.Near, test.Ben)));
    }

    [Fact]
    public async Task Decide_NotTold_PausesWhatIsAdverseAndNothingElse()
    {
        await using var test = await CaseUnderTest.StartAsync();
        var run = await test.RunAsync("reporting", CaseUnderTest.Near);
        await test.OpenAllAsync(run);
        var message = await test.SendAsync();
        Assert.Equal(MessageState.Sent, message.State);

        Assert.Equal("not-told", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person"], Because, test.Ann)));
        Assert.Single((await test.Runs.OpenEvidenceAsync(run.Id, test.Ann)).Holds);
        Assert.Equal(["paused"], (await test.RunAsync("reporting", CaseUnderTest.Near)).Recommended);
        Assert.Equal(["paused"], (await test.RunAsync("reporting", new(CaseUnderTest.Near) { ["told"] = "yes" })).Recommended);
        await test.Messages.ReturnedAsync(message.Id, "Nobody of that name, says the envelope.", test.Ann);
        Assert.Equal("not-told", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person"], Because, test.Ann)));
        var second = await test.SendAsync(message.Id);
        await test.Messages.ConfirmAsync(second.Id, "She rang and read it out.", test.Ann);
        Assert.False((await test.Runs.DecideAsync(run.Id, ["in_person"], Because, test.Ann)).IsOverridden);
    }

    [Fact]
    public async Task Run_AssessmentLapsed_DoesNotRunUntilItIsRenewed()
    {
        await using var test = await CaseUnderTest.StartAsync();
        var run = await test.RunAsync("reporting", CaseUnderTest.Near);
        await test.OpenAllAsync(run);
        test.Hub.Clock.Advance(TimeSpan.FromDays(336));

        Assert.Equal("tool-lapsed", await CodeAsync(() => test.RunAsync("reporting", CaseUnderTest.Near)));
        Assert.Equal("tool-lapsed", await CodeAsync(() => test.Runs.DecideAsync(run.Id, ["in_person"], Because, test.Ann)));
        var register = test.Hub.Get<ToolRegister>();
        var today = new LocalDate(2027, 2, 1);
        foreach (var kind in new[] { "equality", "dpia", "cases" })
            await register.AssessAsync("reporting", kind, new ToolAssessment(today, today.PlusYears(1), null), Made.Actor("officer", Role.AgreementOfficer));
        Assert.Equal("assessment", await CodeAsync(() => register.AssessAsync("reporting", "equality", new ToolAssessment(today, today.PlusYears(9), null), test.Ann)));
        Assert.Equal(["in_person"], (await test.RunAsync("reporting", CaseUnderTest.Near)).Recommended);
        Assert.Equal("tool-lapsed", await CodeAsync(() => test.RunAsync("placement", [])));
    }

    [Fact]
    public void PersonGroups_RecordsThatDiffer_AreUnknownOrSeveral()
    {
        PersonRecord Of(params (string, string)[] fields) => new("s", "r", fields.ToDictionary(field => field.Item1, field => field.Item2, StringComparer.Ordinal), fields.FirstOrDefault(field => field.Item1 == "birth_date").Item2);
        var noon = Muniment.Hub.Exchange.Rules.Moment.Noon(new LocalDate(2026, 3, 2));

        Assert.Equal(new PersonGroups("under-18", "female", "eea-swiss", "unknown"), PersonGroups.Of([Of(("birth_date", "2008-03-03"), ("sex", "F"), ("nationality", "POL"))], noon));
        Assert.Equal(new PersonGroups("18-29", "female", "british-irish", "roma"), PersonGroups.Of([Of(("birth_date", "2008-03-02"), ("sex", "f"), ("nationality", "GBR"), ("ethnicity", "Roma")), Of(("nationality", "IRL"))], noon));
        Assert.Equal(new PersonGroups("unknown", "unknown", "several", "unknown"), PersonGroups.Of([Of(("birth_date", "1990-01-01"), ("sex", "F"), ("nationality", "AFG")), Of(("birth_date", "1990"), ("sex", "M"), ("nationality", "GBR"))], noon));
    }

    static Task<string> CodeAsync(Func<Task> act) => SourceRegisterTests.CodeAsync(act);
}
