using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Muniment.Hub.Tools.Messages;

/// <summary>Sends messages by GOV.UK Notify's HTTP API (its OpenAPI description, version 1.0.4).</summary>
/// <remarks>Every request carries a JSON Web Token of its own, HS256, which holds for 30 seconds. What Notify refuses is a failed message, whose reason is Notify's kind of error alone: its text may quote an address. Safe on any thread.</remarks>
public sealed class Notify : IMessageRoute, IDisposable
{
    const int UuidLength = 36;

    readonly HttpClient _http;
    readonly NotifyOptions _options;
    readonly TimeProvider _clock;
    readonly string _service;
    readonly byte[] _secret;

    /// <summary>A way to Notify.</summary>
    /// <param name="options">Key, address and templates.</param>
    /// <param name="clock">Notify wants it right within 30 seconds.</param>
    /// <exception cref="ArgumentException">The key is not one of Notify's.</exception>
    public Notify(NotifyOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        var key = options.ApiKey;
        if (key.Length < (2 * UuidLength) + 2 || !Guid.TryParseExact(key[^UuidLength..], "D", out _) || !Guid.TryParseExact(key[^((2 * UuidLength) + 1)..^(UuidLength + 1)], "D", out _))
            throw new ArgumentException("The API key of GOV.UK Notify is a name, the service's id and the secret, joined by hyphens; this one is not.", nameof(options));
        _service = key[^((2 * UuidLength) + 1)..^(UuidLength + 1)];
        _secret = Encoding.ASCII.GetBytes(key[^UuidLength..]);
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { BaseAddress = options.Address, Timeout = TimeSpan.FromSeconds(15) };
    }

    /// <inheritdoc/>
    public string Name => "notify";

    /// <inheritdoc/>
    public async Task<MessageReceipt> SendAsync(string reference, NewMessage message, CancellationToken cancellation)
    {
        var channel = MessageRows.Word(message.Channel);
        if (!_options.Templates.TryGetValue($"{message.Template}/{channel}", out var template))
            return new(null, MessageState.Failed, $"There is no template '{message.Template}/{channel}'.");
        var personalisation = new JsonObject();
        foreach (var (name, value) in message.Personalisation)
            personalisation[name] = value;
        var body = new JsonObject { ["template_id"] = template, ["reference"] = reference, ["personalisation"] = personalisation };
        if (message.Channel == MessageChannel.Letter)
        {
            var lines = message.To.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length is < 3 or > 7)
                return new(null, MessageState.Failed, "A letter's address has 3 to 7 lines.");
            for (var line = 0; line < lines.Length; line++)
                personalisation[$"address_line_{line + 1}"] = lines[line];
        }
        else
            body[message.Channel == MessageChannel.Sms ? "phone_number" : "email_address"] = message.To;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/notifications/{channel}") { Content = JsonContent.Create(body) };
        using var answer = await SendAsync(request, cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.Created && (await ReadAsync(answer, cancellation).ConfigureAwait(false))?["id"]?.GetValue<string>() is { } id)
            return new(id, MessageState.Sending, null);
        return new(null, MessageState.Failed, await ErrorAsync(answer, cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<MessageReceipt?> AskAsync(string routeId, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/notifications/{Uri.EscapeDataString(routeId)}");
        using var answer = await SendAsync(request, cancellation).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.OK || (await ReadAsync(answer, cancellation).ConfigureAwait(false))?["status"]?.GetValue<string>() is not { } status)
            return null;
        return new(routeId, StateOf(status), status);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>What a status of Notify's means. What is not known here counts as not arrived.</summary>
    internal static MessageState StateOf(string status) => status switch
    {
        "delivered" => MessageState.Delivered,
        "created" or "sending" or "pending" or "accepted" or "pending-virus-check" => MessageState.Sending,
        "sent" or "received" => MessageState.Sent, // an international text; a letter that was printed and posted
        "returned" or "returned-letter" => MessageState.Returned,
        _ => MessageState.Failed,
    };

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        return await _http.SendAsync(request, cancellation).ConfigureAwait(false);
    }

    string Token()
    {
        var header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"HS256"}"""u8);
        var claims = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { iss = _service, iat = _clock.GetUtcNow().ToUnixTimeSeconds() }));
        return $"{header}.{claims}.{Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes($"{header}.{claims}")))}";
    }

    static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static async Task<string> ErrorAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var kind = (await ReadAsync(answer, cancellation).ConfigureAwait(false))?["errors"]?[0]?["error"]?.GetValue<string>() ?? "";
        return kind.Length is > 0 and <= 60 && kind.All(char.IsAsciiLetter) ? $"{(int)answer.StatusCode} {kind}" : $"{(int)answer.StatusCode}";
    }
}
