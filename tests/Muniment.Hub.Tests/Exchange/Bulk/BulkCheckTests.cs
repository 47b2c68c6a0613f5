using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Bulk;
using Muniment.Hub.Exchange.Partners;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Ledger.Trees;

namespace Muniment.Hub.Tests.Exchange.Bulk;

public sealed class BulkCheckTests
{
    const string Path = $"/api/v1/agreements/{ExchangeUnderTest.AgreementId}/bulk-checks";
    const string List = "record_id,forename,surname,birth_date\nc1,Ada,Marsh,1980-02-03\nc2,Zeno,Quill,1970-07-07\nc3,Cora,Lund,2013-05-05\nc4,Bela,Kovac,1991-11-30\nc5,Yara,Unknown,1999-09-09\n";

    static Agreement Bulk(Agreement agreement) => agreement with { Directions = [Direction.Check, Direction.BulkCheck] };

    [Theory, InlineData(false), InlineData(true)]
    public async Task List_OfFive_GivesTheTwoThatMayLeaveAndOneEntryThatProvesThem(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres, Bulk);

        var job = await SendAsync(exchange, List);
        var lines = await ResultAsync(exchange, job);

        Assert.Equal("record_id,check,outcome,match,status,nationality,match_probability", lines[0]);
        Assert.Equal(["c1", "c4"], lines[1..].Select(line => line.Split(',')[0]));
        Assert.Contains(",disclosed,yes,granted,GBR,0.9", lines[1], StringComparison.Ordinal);
        var opening = await exchange.OpeningAsync("bulk-check");
        Assert.Equal((1L, 5, 2), (await exchange.EntriesAsync("bulk-check"), opening.GetProperty("rows").GetInt32(), opening.GetProperty("disclosed").GetInt32()));
        Assert.True(TreeHash.TryParse(opening.GetProperty("rows_root").GetString(), out var root));
        await exchange.Hub.Database.ReadAsync(async session =>
        {
            foreach (var row in await session.ListAsync<ProofRow>("SELECT row_number, salt, content, proof FROM bulk_row"))
            {
                var proof = Enumerable.Range(0, row.Proof.Length / 32).Select(at => new TreeHash(row.Proof.AsSpan(at * 32, 32))).ToArray();
                Assert.True(InclusionProof.Verify(TreeHasher.Leaf([.. row.Salt, .. row.Content]), row.RowNumber - 1, 5, proof, root));
            }
            return true;
        });
    }

    [Fact]
    public async Task List_Ended_OfUninvolvedPeopleOnlyNumbersStay()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Bulk);

        await SendAsync(exchange, List);

        Assert.Empty(Directory.GetFiles(System.IO.Path.Combine(exchange.Hub.Options.DataFolder, "bulk")));
        var (rows, sum, children) = await exchange.Hub.Database.ReadAsync(async session => (
            await session.ValueAsync<long>("SELECT COUNT(*) FROM partner_check"),
            await session.ValueAsync<long>("SELECT SUM(n) FROM bulk_count"),
            await session.ValueAsync<long>("SELECT SUM(n) FROM bulk_count WHERE age_band = 'under-18'")));
        Assert.Equal((2L, 5L, 1L), (rows, sum, children));
        foreach (var file in Directory.GetFiles(exchange.Hub.Options.DataFolder, "hub.db*"))
            Assert.DoesNotContain("Quill", Encoding.UTF8.GetString(await ReadSharedAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_PausedSince_LeavesThoseOutWhomThePauseMeans()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Bulk);
        var job = await SendAsync(exchange, List);

        await exchange.PauseAsync("over-forty", new AgeTest(40, null));

        Assert.Equal(["record_id", "c4"], (await ResultAsync(exchange, job)).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task List_AdverseUse_MatchesWaitAndLeaveOnceApproved()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => Bulk(agreement) with { IsAdverse = true });
        var reviewer = exchange.Staff("rita", Role.Reviewer);
        var job = await SendAsync(exchange, List);
        var before = await ResultAsync(exchange, job);

        var check = before[1].Split(',')[1];
        var evidence = await exchange.Reviews.OpenAsync(check, reviewer);
        await exchange.Reviews.DecideAsync(check, true, "Same person", reviewer);
        var after = await ResultAsync(exchange, job);
        var single = await exchange.GetAsync($"/api/v1/checks/{check}");

        Assert.Equal("Ada", evidence.Asked["forename"]);
        Assert.All(before[1..], line => Assert.Contains(",pending,,,,", line, StringComparison.Ordinal));
        Assert.Contains(",disclosed,yes,granted,", after[1], StringComparison.Ordinal);
        Assert.Contains(",pending,", after[2], StringComparison.Ordinal);
        Assert.Equal("disclosed", single["outcome"]);
    }

    [Theory]
    [InlineData("record_id,forename,shoe_size\na,b,1\n", "A field was sent that the agreement does not let you send")]
    [InlineData("record_id,forename,surname,birth_date\na,Ada,Marsh,1980-02-03\nb,Ada,Marsh,1980-02-03\nc,Ada,Marsh,1980-02-03\n", "cap for the day")]
    public async Task List_RefusedAsAWhole_SaysWhyAndNothingLeaves(string list, string why)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: agreement => Bulk(agreement) with { Caps = new(2, 2, null) });

        var job = await SendAsync(exchange, list, "refused");
        var result = await exchange.GetAsync($"{Path}/{job}/result");

        Assert.Equal((409, "not-done"), (result.Status, result["code"]));
        Assert.Contains(why, result["detail"], StringComparison.Ordinal);
        Assert.Equal(0, await exchange.Hub.Database.ReadAsync(session => session.ValueAsync<long>("SELECT COUNT(*) FROM partner_check")));
    }

    [Fact]
    public async Task Send_SameKeyTwice_IsTheSameJob()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Bulk);

        var first = await PostAsync(exchange, List, "k1");
        var second = await PostAsync(exchange, List, "k1");
        var other = await PostAsync(exchange, List + "c6,X,Y,1999-01-01\n", "k1");

        Assert.Equal((202, 202, 422), (first.Status, second.Status, other.Status));
        Assert.Equal(first["id"], second["id"]);
    }

    [Fact]
    public async Task Send_BodyIsNotTheSignedOne_IsRefusedAndNothingStays()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Bulk);
        using var request = exchange.Partner.Post(Path, Encoding.UTF8.GetBytes(List), exchange.Clock.GetUtcNow(), "k1", "text/csv");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(List + "\n"));
        request.Content.Headers.ContentType = new("text/csv");

        var answer = await exchange.SendAsync(request);

        Assert.Equal((401, "token-body"), (answer.Status, answer["code"]));
        Assert.Empty(Directory.GetFiles(System.IO.Path.Combine(exchange.Hub.Options.DataFolder, "bulk")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Job_LeftByAStoppedHub_IsRunAgainWithOneEntry(bool postgres)
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(postgres, Bulk);
        var job = new BulkJob
        {
            Id = "blk_left",
            Partner = exchange.Partner.Id,
            Kid = exchange.Partner.Kid,
            IdempotencyKey = "k",
            RequestSha256 = new byte[32],
            Agreement = ExchangeUnderTest.AgreementId,
            Official = "clerk",
            CaseReference = "case",
            Format = "csv",
            State = BulkJob.Waiting,
        };
        await File.WriteAllTextAsync(BulkStore.FileOf(exchange.Hub.Options, job), List);
        await exchange.Hub.Database.WriteAsync(async session =>
        {
            await BulkStore.AddAsync(session, job);
            await BulkStore.TakeAsync(session, job.Id, "hub_gone", exchange.Clock.GetUtcNow().AddMinutes(-5));
        });

        await WaitAsync(exchange, job.Id, "done");
        await File.WriteAllTextAsync(BulkStore.FileOf(exchange.Hub.Options, job), List);
        var again = await exchange.Hub.Services.GetRequiredService<BulkRun>().RunAsync(job, "hub_late", default); // as a hub would that had slept

        Assert.False(again);
        Assert.Equal(1, await exchange.EntriesAsync("bulk-check"));
        Assert.Equal(["record_id", "c1", "c4"], (await ResultAsync(exchange, job.Id)).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task Job_KeyRevokedMeanwhile_IsRefused()
    {
        await using var exchange = await ExchangeUnderTest.StartAsync(change: Bulk);
        var job = await SendAsync(exchange, List);

        await exchange.Hub.Database.WriteAsync(session => PartnerStore.RevokeKeyAsync(session, exchange.Partner.Kid, "acc_test", "Stolen", exchange.Now));

        Assert.Equal((401, "key-unknown"), await StatusAsync(exchange, $"{Path}/{job}/result"));
    }

    static async Task<(int, string?)> StatusAsync(ExchangeUnderTest exchange, string path)
    {
        var answer = await exchange.GetAsync(path);
        return (answer.Status, answer["code"]);
    }

    static Task<Answer> PostAsync(ExchangeUnderTest exchange, string list, string key) =>
        exchange.SendAsync(exchange.Partner.Post(Path, Encoding.UTF8.GetBytes(list), exchange.Clock.GetUtcNow(), key, "text/csv"));

    static async Task<string> SendAsync(ExchangeUnderTest exchange, string list, string state = "done")
    {
        var sent = await PostAsync(exchange, list, Guid.NewGuid().ToString("N"));
        Assert.True(sent.Status == 202, sent.Text);
        await WaitAsync(exchange, sent["id"]!, state);
        return sent["id"]!;
    }

    static async Task WaitAsync(ExchangeUnderTest exchange, string job, string state)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var answer = await exchange.GetAsync($"{Path}/{job}");
            if (answer["state"] == state)
                return;
            Assert.True(answer["state"] is "waiting" or "running", answer.Text);
            await Task.Delay(100);
        }
        Assert.Fail("The job did not end within 20 seconds.");
    }

    static async Task<string[]> ResultAsync(ExchangeUnderTest exchange, string job)
    {
        var answer = await exchange.GetAsync($"{Path}/{job}/result");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    sealed class ProofRow
    {
        public long RowNumber { get; init; }

        public byte[] Salt { get; init; } = [];

        public byte[] Content { get; init; } = [];

        public byte[] Proof { get; init; } = [];
    }
}
