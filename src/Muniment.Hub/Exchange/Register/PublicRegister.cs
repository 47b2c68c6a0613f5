using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using NodaTime;

namespace Muniment.Hub.Exchange.Register;

/// <summary>The public register of agreements and pauses, made from the rules that are enforced.</summary>
/// <remarks>
/// Made anew when the rules change, when the day changes, and after a minute, since acts of another hub may lie seconds ahead of this hub's clock. Safe on any thread.
/// </remarks>
public sealed class PublicRegister(RuleBook book, HubOptions options)
{
    static readonly Duration s_life = Duration.FromMinutes(1);

    Pages? _latest;

    /// <summary>The agreements as a JSON list.</summary>
    internal async Task<RegisterPage> AgreementsJsonAsync(CancellationToken cancellation) => (await ReadAsync(cancellation).ConfigureAwait(false)).Json;

    /// <summary>The agreements as CSV.</summary>
    internal async Task<RegisterPage> AgreementsCsvAsync(CancellationToken cancellation) => (await ReadAsync(cancellation).ConfigureAwait(false)).Csv;

    /// <summary>The pauses as a JSON list.</summary>
    internal async Task<RegisterPage> PausesJsonAsync(CancellationToken cancellation) => (await ReadAsync(cancellation).ConfigureAwait(false)).Pauses;

    /// <summary>What the register shows of the agreements: of each the version in force, and whatever is proposed to follow it.</summary>
    public static ImmutableArray<Agreement> Shown(RulesInForce rules, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var shown = ImmutableArray.CreateBuilder<Agreement>();
        foreach (var id in rules.Agreements.Keys.Order(StringComparer.Ordinal))
        {
            var inForce = rules.Find(id, moment)!;
            shown.AddRange(rules.Agreements[id].Where(version => version.Version >= inForce.Version).OrderBy(version => version.Version));
        }
        return shown.ToImmutable();
    }

    async Task<Pages> ReadAsync(CancellationToken cancellation)
    {
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        var moment = Moment.Now(options.Clock);
        var latest = Volatile.Read(ref _latest);
        if (latest is not null && latest.Revision == rules.Revision && latest.Moment.Date == moment.Date && moment.Instant >= latest.Moment.Instant && moment.Instant - latest.Moment.Instant < s_life)
            return latest;
        var shown = Shown(rules, moment);
        latest = new Pages(rules.Revision, moment, RegisterPage.Of(AgreementRegister.Json(shown, rules.Pauses, moment)), RegisterPage.Of(AgreementRegister.Csv(shown, rules.Pauses, moment)),
            RegisterPage.Of(PausesJson(rules.Pauses, moment)));
        Volatile.Write(ref _latest, latest);
        return latest;
    }

    /// <summary>Every pause, those that have ended included, the newest first. Whose act it was to make one is not public; who restarted it is.</summary>
    internal static byte[] PausesJson(ImmutableArray<Pause> pauses, Moment moment)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AgreementJson.WriterOptions))
        {
            json.WriteStartArray();
            foreach (var pause in pauses.OrderByDescending(pause => pause.MadeAt).ThenBy(pause => pause.Id, StringComparer.Ordinal))
                Write(json, pause, moment);
            json.WriteEndArray();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, Pause pause, Moment moment)
    {
        json.WriteStartObject();
        json.WriteString("id", pause.Id);
        json.WriteString("scope", Words.Scope(pause));
        json.WriteString("state", pause.HasEndedAt(moment) ? "restarted" : "paused");
        json.WriteString("since", AgreementJson.Text(pause.MadeAt));
        json.WriteString("owner", pause.Owner);
        json.WriteString("reason", pause.Reason);
        json.WriteString("review", AgreementJson.Text(pause.ReviewDate));
        json.WriteBoolean("overdue", pause.IsOverdueAt(moment));
        json.WriteString("explained", Words.Pause(pause, moment));
        if (pause.Restart is { } restart && pause.HasEndedAt(moment))
        {
            json.WriteString("restarted", AgreementJson.Text(restart.At));
            json.WriteString("restarted_by", restart.By);
            json.WriteString("restarted_because", restart.Because);
        }
        json.WriteEndObject();
    }

    sealed record Pages(long Revision, Moment Moment, RegisterPage Json, RegisterPage Csv, RegisterPage Pauses);
}

/// <summary>Bytes, and the tag by which a browser knows it has them already.</summary>
sealed record RegisterPage(byte[] Bytes, string Tag)
{
    public static RegisterPage Of(byte[] bytes) => new(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");
}
