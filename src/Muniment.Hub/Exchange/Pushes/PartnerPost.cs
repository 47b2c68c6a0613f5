using System.Net.Http.Headers;

namespace Muniment.Hub.Exchange.Pushes;

/// <summary>Posts something to a partner's endpoint, signed with the hub's key. Redirects are not followed.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class PartnerPost : IDisposable
{
    /// <summary>Posts under way at once, to one partner.</summary>
    internal const int AtOnce = 8;

    readonly HubSigner _signer;
    readonly HttpClient _client;

    internal PartnerPost(HubSigner signer)
    {
        _signer = signer;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), MaxConnectionsPerServer = AtOnce, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 4096 };
    }

    /// <summary>Posts once.</summary>
    /// <param name="partner">The partner's CURIE.</param>
    /// <param name="url">Its endpoint.</param>
    /// <param name="id">What the partner tells a repetition by: the header Idempotency-Key, and a claim of the token.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal async Task<PartnerReply> SendAsync(string partner, string url, string id, byte[] body, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _signer.SignAsync(partner, id, body).ConfigureAwait(false));
            request.Headers.Add("Idempotency-Key", id);
            using var response = await _client.SendAsync(request, cancellation).ConfigureAwait(false);
            return new PartnerReply(response.IsSuccessStatusCode, $"{(int)response.StatusCode}", response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false) : []);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new PartnerReply(false, exception is HttpRequestException { HttpRequestError: var error } ? $"{error}" : "timeout", []);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}

/// <summary>What a partner's endpoint answered.</summary>
/// <param name="IsTaken">2xx.</param>
/// <param name="Status">The status, or what broke.</param>
/// <param name="Body">At most 4,096 bytes; empty where it was not taken.</param>
readonly record struct PartnerReply(bool IsTaken, string Status, byte[] Body);
