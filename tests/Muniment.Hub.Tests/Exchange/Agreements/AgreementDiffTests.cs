using System.Text.Json.Nodes;
using Muniment.Hub.Exchange.Agreements;
using NodaTime;

namespace Muniment.Hub.Tests.Exchange.Agreements;

public class AgreementDiffTests
{
    static readonly Agreement s_first = SampleAgreements.Pupils;
    static readonly Agreement s_second = SampleAgreements.Read("proposals/pupils-2.json");

    [Fact]
    public void Between_NewFieldInNewVersion_SaidAndAccepted()
    {
        var diff = AgreementDiff.Between(s_first, s_second);

        Assert.Contains(diff.Changes, change => change is { IsNewField: true, IsTerm: true, Path: "$.fields_returned", Words: "nationality is new in what is disclosed." });
        Assert.Empty(diff.Refusals);
    }

    [Fact]
    public void Between_NewFieldWithoutVersionStep_Refused() =>
        Assert.Equal("$.version is 1, and terms changed. It must be 2, with two new sign-offs and a new notice.",
            Assert.Single(AgreementDiff.Between(s_first, s_first with { FieldsReturned = [.. s_first.FieldsReturned, "nationality"] }).Refusals));

    [Fact]
    public void Between_Same_NothingChanges()
    {
        var diff = AgreementDiff.Between(s_first, SampleAgreements.Pupils);

        Assert.Empty(diff.Changes);
        Assert.Empty(diff.Refusals);
    }

    public static TheoryData<string, Func<Agreement, Agreement>> Refused => new()
    {
        { "$.id", agreement => agreement with { Id = "pupils-again" } },
        { "$.version is 3", agreement => agreement with { Version = 3 } },
        { "$.sign_offs holds a signature", agreement => agreement with { SignOffs = s_first.SignOffs } },
        { "$.notice_published is not after", agreement => agreement with { NoticePublishedAt = s_first.NoticePublishedAt } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Between_NewVersionThatTakesOverWhatItMayNot_Refused(string start, Func<Agreement, Agreement> change) =>
        Assert.StartsWith(start, Assert.Single(AgreementDiff.Between(s_first, change(s_second)).Refusals), StringComparison.Ordinal);

    public static TheoryData<string, Func<Agreement, Agreement>> RefusedWithin => new()
    {
        { "$.version changes", agreement => agreement with { Version = 2, SignOffs = [], NoticePublishedAt = null } },
        { "$.sign_offs lacks", agreement => agreement with { SignOffs = agreement.SignOffs[1..] } },
        { "$.notice_published changes", agreement => agreement with { NoticePublishedAt = null } },
    };

    [Theory]
    [MemberData(nameof(RefusedWithin))]
    public void Between_SameTermsButLifeRewritten_Refused(string start, Func<Agreement, Agreement> change) =>
        Assert.StartsWith(start, Assert.Single(AgreementDiff.Between(s_first, change(s_first)).Refusals), StringComparison.Ordinal);

    [Fact]
    public void Between_LifeGoesOn_Accepted()
    {
        var signed = s_second with { SignOffs = s_first.SignOffs };
        Assert.Empty(AgreementDiff.Between(s_second, signed).Refusals);
        var ended = s_first with { End = new EndOfAgreement(Instant.FromUtc(2026, 5, 1, 0, 0), "a.okafor", "It was of no use.") };
        Assert.Equal("a.okafor ended it at 2026-05-01T00:00:00Z, because It was of no use.", Assert.Single(AgreementDiff.Between(s_first, ended).Changes).Words);
        Assert.Empty(AgreementDiff.Between(s_first, ended).Refusals);
        Assert.StartsWith("$.ended", Assert.Single(AgreementDiff.Between(ended, s_first).Refusals), StringComparison.Ordinal);
    }

    /// <summary>Each value of every sample, changed or taken away by itself, shows as a change of its property: nothing can change in silence.</summary>
    [Fact]
    public void Between_AnyOneValueChanged_Shows()
    {
        var seen = 0;
        foreach (var path in SampleAgreements.Paths("agreements"))
        {
            var (bytes, sample) = (SampleAgreements.Bytes(path), SampleAgreements.Read(path));
            var places = JsonNode.Parse(bytes)!.AsObject().SelectMany(property => Leaves(property.Value!)).Select(leaf => leaf.GetPath()).ToList();
            foreach (var place in places)
            {
                foreach (var remove in new[] { false, true })
                {
                    var json = JsonNode.Parse(bytes)!.AsObject();
                    var leaf = json.SelectMany(property => Leaves(property.Value!)).Single(node => node.GetPath() == place);
                    Change(leaf, remove);
                    if (Record.Exception(() => AgreementJson.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()))) is not null)
                        continue;
                    var changed = AgreementJson.Read(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
                    var changes = AgreementDiff.Between(sample, changed).Changes;
                    Assert.True(changes.Any(change => place.StartsWith(change.Path, StringComparison.Ordinal)), $"{path}: {place} changed unseen");
                    Assert.All(changes, change => Assert.False(string.IsNullOrWhiteSpace(change.Words)));
                    seen++;
                }
            }
        }

        Assert.True(seen > 500, $"{seen} changes");
    }

    static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject values => values.SelectMany(property => Leaves(property.Value!)),
        JsonArray items => items.SelectMany(item => Leaves(item!)),
        _ => [node],
    };

    static void Change(JsonNode leaf, bool remove)
    {
        if (remove && leaf.Parent is JsonArray items)
            items.Remove(leaf);
        else if (remove)
            leaf.Parent!.AsObject().Remove(leaf.GetPropertyName());
        else
        {
            leaf.ReplaceWith<JsonNode>(leaf.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.True => JsonValue.Create(false),
                System.Text.Json.JsonValueKind.False => JsonValue.Create(true),
                System.Text.Json.JsonValueKind.Number when leaf.GetValue<double>() < 1 => JsonValue.Create(0.123),
                System.Text.Json.JsonValueKind.Number => JsonValue.Create(leaf.GetValue<int>() + 1),
                _ => JsonValue.Create(leaf.GetValue<string>() is var text && NodaTime.Text.LocalDatePattern.Iso.Parse(text) is { Success: true } date ? NodaTime.Text.LocalDatePattern.Iso.Format(date.Value.PlusDays(1))
                    : text.Replace("T1", "T0", StringComparison.Ordinal) is var earlier && earlier != text ? earlier : text.Length == 3 ? "POL" : text + "x"),
            });
        }
    }
}
