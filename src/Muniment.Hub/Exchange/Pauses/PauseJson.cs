using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Rules;

namespace Muniment.Hub.Exchange.Pauses;

/// <summary>Reads and writes pauses as JSON, docs/formats/agreement.md. Strict, as <see cref="AgreementJson"/>. Pure; safe on any thread.</summary>
public static class PauseJson
{
    static readonly (string Word, PauseReach Value)[] s_reaches = [("all", PauseReach.All), ("partner", PauseReach.Partner), ("agreement", PauseReach.Agreement)];

    /// <summary>Reads a list of pauses.</summary>
    /// <exception cref="ExchangeFormatException">It is not one; the message says where and why.</exception>
    public static ImmutableArray<Pause> ReadList(ReadOnlyMemory<byte> utf8) => StrictObject.ReadList(utf8, Read);

    /// <summary>Reads one pause.</summary>
    /// <exception cref="ExchangeFormatException">It is not one; the message says where and why.</exception>
    public static Pause Read(ReadOnlyMemory<byte> utf8) => StrictObject.ReadDocument(utf8, Read);

    /// <summary>Writes one pause, always the same bytes for the same pause, ending with a line feed.</summary>
    public static byte[] Write(Pause pause)
    {
        ArgumentNullException.ThrowIfNull(pause);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AgreementJson.WriterOptions))
            Write(json, pause);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a pause that is to be made: the same without made_by, made_at and restart, which the act itself gives.</summary>
    /// <exception cref="ExchangeFormatException">It is not one; the message says where and why.</exception>
    public static NewPause ReadNew(ReadOnlyMemory<byte> utf8) => StrictObject.ReadDocument(utf8, static json =>
    {
        var reach = json.Word<PauseReach>("reach", s_reaches);
        return new NewPause(json.Shaped("id", AgreementJson.IsId, "an id of at most 64 small letters, digits and hyphens"), reach, Target(json, reach),
            json.Has("about") ? json.Objects("about", PersonTestJson.Read) : [], json.Text("owner", 200), json.Text("reason"), json.Date("review"));
    });

    static string? Target(StrictObject json, PauseReach reach) => reach switch
    {
        PauseReach.Partner => json.Shaped("target", AgreementJson.IsCurie, "the partner as prefix:reference, such as government-organisation:EX02"),
        PauseReach.Agreement => json.Shaped("target", AgreementJson.IsId, "the id of an agreement"),
        _ => null,
    };

    static Pause Read(StrictObject json)
    {
        var reach = json.Word<PauseReach>("reach", s_reaches);
        var target = Target(json, reach);
        var pause = new Pause
        {
            Id = json.Shaped("id", AgreementJson.IsId, "an id of at most 64 small letters, digits and hyphens"),
            Reach = reach,
            Target = target,
            About = json.Objects("about", PersonTestJson.Read),
            Owner = json.Text("owner", 200),
            Reason = json.Text("reason"),
            ReviewDate = json.Date("review"),
            MadeBy = json.Text("made_by", 200),
            MadeAt = json.Instant("made_at"),
            Restart = json.ObjectOrNull("restart", static restart => new Restart(restart.Text("by", 200), restart.Text("because"), restart.Instant("at"))),
        };
        return pause.Restart?.At < pause.MadeAt ? throw json.Refuse("restart.at", "is before made_at. A pause ends after it was made.")
            : pause.ReviewDate < Moment.At(pause.MadeAt).Date ? throw json.Refuse("review", "is before the day the pause was made. Give a day on which its owner must answer for it.")
            : pause;
    }

    static void Write(Utf8JsonWriter json, Pause pause)
    {
        json.WriteStartObject();
        json.WriteString("id", pause.Id);
        json.WriteString("reach", s_reaches[(int)pause.Reach].Word);
        if (pause.Target is { } target)
            json.WriteString("target", target);
        json.WriteStartArray("about");
        foreach (var test in pause.About)
            PersonTestJson.Write(json, test);
        json.WriteEndArray();
        json.WriteString("owner", pause.Owner);
        json.WriteString("reason", pause.Reason);
        json.WriteString("review", AgreementJson.Text(pause.ReviewDate));
        json.WriteString("made_by", pause.MadeBy);
        json.WriteString("made_at", AgreementJson.Text(pause.MadeAt));
        if (pause.Restart is { } restart)
        {
            json.WriteStartObject("restart");
            json.WriteString("by", restart.By);
            json.WriteString("because", restart.Because);
            json.WriteString("at", AgreementJson.Text(restart.At));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
