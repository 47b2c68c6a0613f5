using System.Text;
using System.Text.Json.Nodes;
using Muniment.Hub.Exchange;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Tests.Exchange.Reference;

namespace Muniment.Hub.Tests.Exchange.Agreements;

public class AgreementJsonTests
{
    static readonly string[] s_optional = ["end", "dpia", "equality_assessment", "outcome_return_days", "sign_offs", "notice_published", "ended"];

    public static TheoryData<string> Samples => [.. SampleAgreements.Paths("agreements"), .. SampleAgreements.Paths("proposals")];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Read_Sample_IsWrittenAsItWas(string path)
    {
        var agreement = SampleAgreements.Read(path);

        Assert.Equal(Encoding.UTF8.GetString(SampleAgreements.Bytes(path)), Encoding.UTF8.GetString(AgreementJson.Write(agreement)));
        Assert.Empty(AgreementCheck.Problems(agreement));
    }

    [Fact]
    public void Samples_AreEightAndASandbox() =>
        Assert.Equal([false, false, false, false, false, false, false, false, true], SampleAgreements.Paths("agreements").Select(SampleAgreements.Read).Select(agreement => agreement.IsSandbox).Order());

    [Fact]
    public void Write_RandomAgreementsAndPauses_ReadBackTheSame()
    {
        var random = new RandomExchange(seed: 2);
        for (var number = 0; number < 2000; number++)
        {
            var written = AgreementJson.Write(random.Agreement());
            Assert.Equal(written, AgreementJson.Write(AgreementJson.Read(written)));
            var pause = random.Pause(number);
            if (pause.Restart?.At < pause.MadeAt)
                continue;
            var bytes = PauseJson.Write(pause);
            Assert.Equal(bytes, PauseJson.Write(PauseJson.Read(bytes)));
        }
    }

    [Fact]
    public void Read_AnyPropertyMissingOrWrongOrUnknown_RefusedWithItsPath()
    {
        foreach (var (path, change) in Changes())
        {
            var json = JsonNode.Parse(SampleAgreements.Bytes("agreements/patients-tracing.json"))!.AsObject();
            change(json);
            var message = Refusal(json.ToJsonString());
            Assert.StartsWith(path, message, StringComparison.Ordinal);
            Assert.EndsWith(".", message, StringComparison.Ordinal);
        }
    }

    static IEnumerable<(string Path, Action<JsonObject> Change)> Changes()
    {
        foreach (var name in JsonNode.Parse(SampleAgreements.Bytes("agreements/patients-tracing.json"))!.AsObject().Select(property => property.Key))
        {
            if (!s_optional.Contains(name))
                yield return ($"$.{name} is missing", json => json.Remove(name));
            yield return ($"$.{name}", json => json[name] = new JsonArray(new JsonArray()));
            yield return ($"$.{name} is ", json => json[name] = 1.5);
            yield return ($"$.{name}x is not a property", json => json[name + "x"] = 1);
        }
        yield return ("$.conditions[1].tests[0].flag is not", json => json["conditions"]![1]!["tests"]![0]!["flag"] = "x");
        yield return ("$.conditions[0].tests[0].test is \"height\", and one of age,", json => json["conditions"]![0]!["tests"]![0]!["test"] = "height");
        yield return ("$.fields_returned[0] is \"Name\"", json => json["fields_returned"]![0] = "Name");
        yield return ("$.fields_returned[1] stands there a second time", json => json["fields_returned"]![1] = "name_change");
        yield return ("$.name has 201 characters, and at most 200", json => json["name"] = new string('x', 201));
        yield return ("$.name is empty or begins", json => json["name"] = " x");
        yield return ("$.name holds the control character U+202E", json => json["name"] = "a\u202Eb");
        yield return ("$.name holds the control character U+000A", json => json["name"] = "a\nb");
        yield return ("$.version is 0", json => json["version"] = 0);
        yield return ("$.start is \"2026-02-30\"", json => json["start"] = "2026-02-30");
        yield return ("$.sign_offs[0].at is \"2026-01-01\"", json => json["sign_offs"]![0]!["at"] = "2026-01-01");
        yield return ("$.matching.minimum_probability is 1.01", json => json["matching"]!["minimum_probability"] = 1.01);
        yield return ("$.areas has 501 items", json => json["areas"] = new JsonArray([.. Enumerable.Repeat(0, 501).Select(_ => (JsonNode)1)]));
        yield return ("$.partner.id is", json => json["partner"]!["id"] = "Licensing");
        yield return ("$.lawful_basis[0] is", json => json["lawful_basis"]![0] = "eu-gdpr:A6-1-z");
    }

    [Theory]
    [InlineData("", "$ is not JSON")]
    [InlineData("[]", "$ is a list, and an object in braces was expected.")]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}", "$ is not JSON")]
    [InlineData("{\"id\":\"\\ud800\"}", "$.id is not valid Unicode.")]
    [InlineData("{\"id\":\"a/../b\"}", "$.id is \"a/../b\"")]
    [InlineData("{} x", "$ is not JSON")]
    public void Read_NoAgreement_Refused(string text, string start) => Assert.StartsWith(start, Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void Read_TooLong_Refused() => Assert.StartsWith("$ has 1048577 bytes", Refusal(new string(' ', (1 << 20) + 1)), StringComparison.Ordinal);

    [Fact]
    public void Read_ManyDamagedSamples_NeverAnotherException()
    {
        var (random, sample) = (new Random(7), SampleAgreements.Bytes("agreements/pupils.json"));
        for (var number = 0; number < 5000; number++)
        {
            var damaged = sample.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (Record.Exception(() => AgreementJson.Read(damaged)) is { } exception)
                Assert.IsType<ExchangeFormatException>(exception);
        }
    }

    [Theory]
    [InlineData("{\"birth_dates\":[\"1990-04-31\"]}", "$.birth_dates[0] is")]
    [InlineData("{\"birthdates\":[]}", "$.birthdates is not a property")]
    [InlineData("{\"nationalities\":[\"fra\"]}", "$.nationalities[0] is")]
    public void ReadPersonFacts_Wrong_Refused(string text, string start) =>
        Assert.StartsWith(start, Assert.Throws<ExchangeFormatException>(() => PersonFactsJson.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void ReadPersonFacts_Nothing_EverythingIsUnknown()
    {
        var facts = PersonFactsJson.Read("{}"u8.ToArray());

        Assert.True(facts.Flags.IsDefault);
        Assert.True(facts.NationalityIsUnknown);
        Assert.True(facts.MayBeUnder(18, Moment.Noon(new NodaTime.LocalDate(2026, 1, 1))));
        Assert.Equal(0, facts.MatchProbability);
    }

    [Theory]
    [InlineData("\"reach\": \"all\"", "\"reach\": \"all\", \"target\": \"x\"", "$[0].target is not a property")]
    [InlineData("\"reach\": \"all\"", "\"reach\": \"partner\"", "$[0].target is missing")]
    [InlineData("\"review\": \"2026-10-10\"", "\"review\": \"2026-07-09\"", "$[0].review is before the day")]
    [InlineData("\"from\": 30", "\"from\": 30, \"below\": 30", "$[0].about[0].from and 'below' describe no age")]
    [InlineData("\"made_at\"", "\"restart\": {\"by\": \"x\", \"because\": \"y\", \"at\": \"2026-07-10T08:59:59Z\"}, \"made_at\"", "$[0].restart.at is before made_at")]
    public void ReadPauses_Wrong_Refused(string from, string to, string start)
    {
        var text = Encoding.UTF8.GetString(SampleAgreements.Bytes("pauses/over-30s.json"));
        Assert.Contains(from, text, StringComparison.Ordinal);

        Assert.StartsWith(start, Assert.Throws<ExchangeFormatException>(() => PauseJson.ReadList(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)))).Message, StringComparison.Ordinal);
    }

    static string Refusal(string text) => Assert.Throws<ExchangeFormatException>(() => AgreementJson.Read(Encoding.UTF8.GetBytes(text))).Message;
}
