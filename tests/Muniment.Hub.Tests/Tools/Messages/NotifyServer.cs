using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Muniment.Hub.Tests.Tools.Messages;

/// <summary>GOV.UK Notify as its OpenAPI description 1.0.4 says it behaves, on loopback: tokens, required fields, lengths, test numbers.</summary>
sealed class NotifyServer : IAsyncDisposable
{
    public const string Service = "26785a09-ab16-4eb0-8407-a37497a57506";
    public const string Secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";
    public const string Key = $"my_test_key-{Service}-{Secret}";
    public const string Template = "f33517ff-2a88-4f6e-b855-c550268ce08a";

    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, string> _states = new();

    NotifyServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>The bodies that were accepted.</summary>
    public ConcurrentQueue<JsonElement> Accepted { get; } = [];

    public static async Task<NotifyServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new NotifyServer(app);
        app.MapPost("/v2/notifications/{channel}", server.SendAsync);
        app.MapGet("/v2/notifications/{id}", server.Get);
        await app.StartAsync();
        return server;
    }

    async Task<IResult> SendAsync(string channel, HttpRequest request)
    {
        if (Refused(request) is { } refused)
            return refused;
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        string? Text(string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;
        if (!Guid.TryParseExact(Text("template_id"), "D", out _))
            return Error(400, "ValidationError", "template_id is not a valid UUID");
        var to = channel switch
        {
            "sms" => Text("phone_number"),
            "email" => Text("email_address"),
            "letter" => body.GetProperty("personalisation").TryGetProperty("address_line_3", out var line) ? line.GetString() : null,
            _ => null,
        };
        if (to is null || (channel == "sms" && to.Length is < 7 or > 15))
            return Error(400, "ValidationError", $"{to} is not a valid address");
        var id = Guid.NewGuid().ToString();
        // The numbers that Notify's documentation gives for tests.
        _states[id] = to switch { "07700900002" => "permanent-failure", "07700900003" => "temporary-failure", _ => channel == "letter" ? "received" : "delivered" };
        Accepted.Enqueue(body);
        return Results.Json(new { id, reference = Text("reference"), content = new { body = "…" }, uri = $"{Address}v2/notifications/{id}", template = new { id = Text("template_id"), version = 1 } }, statusCode: 201);
    }

    IResult Get(string id, HttpRequest request) => Refused(request) ?? (_states.TryGetValue(id, out var status) ? Results.Json(new { id, status }) : Error(404, "NoResultFound", "No result found"));

    static IResult? Refused(HttpRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal).Split('.');
        if (parts.Length != 3)
            return Error(401, "AuthError", "Unauthorized: authentication token must be provided");
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        var signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        if (JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("alg").GetString() != "HS256" || claims.GetProperty("iss").GetString() != Service || !signature.AsSpan().SequenceEqual(Base64Url.DecodeFromChars(parts[2])))
            return Error(403, "AuthError", "Invalid token: API key not found");
        return Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - claims.GetProperty("iat").GetInt64()) > 30 ? Error(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds") : null;
    }

    static IResult Error(int status, string error, string message) => Results.Json(new { errors = new[] { new { error, message } }, status_code = status }, statusCode: status);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
