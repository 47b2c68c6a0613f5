using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Hosting;

namespace Muniment.Hub.Exchange.Partners;

/// <summary>Reads the token that signs a partner's request: a JWT (RFC 7519), ES256 alone, of at most five minutes, made for this very body.</summary>
/// <remarks>Safe on any thread.</remarks>
public sealed class PartnerTokens(HubOptions options) : IDisposable
{
    /// <summary>The longest a token may be good for.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    /// <summary>How far a partner's clock may be ahead of ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    const int LongestToken = 4096;
    const int LongestClaim = 200;

    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    // Counted once the signature is good: nobody can use up what is another's.
    readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Limits.KeyRequestsPerSecond,
        TokensPerPeriod = Math.Max(1, options.Limits.KeyRequestsPerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / Math.Min(10, options.Limits.KeyRequestsPerSecond),
        QueueLimit = 0,
    }));

    /// <summary>Verifies a request's token by the rules last read; a key they do not know is looked for once more in those of now.</summary>
    /// <param name="authorization">The header Authorization.</param>
    /// <param name="body">The bytes of the body, none for a GET.</param>
    /// <param name="book">Whose keys are good. Whether the key still is must be asked again in the transaction that lets data out.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The token, and the rules it was verified by.</returns>
    /// <exception cref="ProblemException">Something is wrong with it; the sentence says what, to whoever signed it.</exception>
    public async Task<(PartnerToken Token, RulesInForce Rules)> ReadAsync(string? authorization, ReadOnlyMemory<byte> body, RuleBook book, CancellationToken cancellation = default)
    {
        var read = await ReadHeadAsync(authorization, book, cancellation).ConfigureAwait(false);
        CheckBody(read.Token, SHA256.HashData(body.Span));
        return read;
    }

    /// <summary>Verifies all of a token but that the body is the one it was made for: for bodies too long to be held. To be followed by <see cref="CheckBody"/>.</summary>
    /// <exception cref="ProblemException">Something is wrong with it.</exception>
    internal async Task<(PartnerToken Token, RulesInForce Rules)> ReadHeadAsync(string? authorization, RuleBook book, CancellationToken cancellation)
    {
        var text = Bearer(authorization);
        if (book.Latest is { } latest && latest.Keys.ContainsKey(text.Kid ?? ""))
            return (await VerifyAsync(text, latest).ConfigureAwait(false), latest);
        var rules = await book.ReadAsync(cancellation).ConfigureAwait(false);
        return (await VerifyAsync(text, rules).ConfigureAwait(false), rules);
    }

    /// <summary>Whether the body is the one that was signed.</summary>
    /// <exception cref="ProblemException">It is another.</exception>
    internal static void CheckBody(PartnerToken token, ReadOnlySpan<byte> sha256)
    {
        if (!CryptographicOperations.FixedTimeEquals(sha256, token.BodySha256.Span))
            throw Refused("token-body", "The token's body_sha256 is not the SHA-256 of this request's body, in hexadecimal.");
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    JsonWebToken Bearer(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.Ordinal))
            throw Refused("token-missing", "Sign the request: 'Authorization: Bearer' and an ES256 JSON Web Token.");
        var text = authorization["Bearer ".Length..].Trim();
        if (text.Length > LongestToken || !_handler.CanReadToken(text))
            throw Refused("token-malformed", $"The token is no JSON Web Token of at most {LongestToken} letters.");
        try
        {
            return _handler.ReadJsonWebToken(text);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            throw Refused("token-malformed", "The token is no JSON Web Token.");
        }
    }

    async Task<PartnerToken> VerifyAsync(JsonWebToken unverified, RulesInForce rules)
    {
        // The key is found by its id alone; what the header says about keys (jwk, jku, x5c) is not looked at.
        if (unverified.Alg != SecurityAlgorithms.EcdsaSha256)
            throw Refused("token-algorithm", "The token's algorithm must be ES256.");
        if (!rules.Keys.TryGetValue(unverified.Kid ?? "", out var key))
            throw Refused("key-unknown", "The token's key (kid) is not known here, or was revoked.");
        var result = await _handler.ValidateTokenAsync(unverified, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = key.Key,
            TryAllIssuerSigningKeys = false,
            ValidIssuer = key.Partner,
            ValidAudience = options.Audience,
            ValidateLifetime = false, // below, by the hub's own clock
            RequireExpirationTime = true,
        }).ConfigureAwait(false);
        if (!result.IsValid)
        {
            throw result.Exception switch
            {
                SecurityTokenInvalidIssuerException => Refused("token-issuer", "The token's issuer (iss) is not the partner its key belongs to."),
                SecurityTokenInvalidAudienceException => Refused("token-audience", $"The token's audience (aud) must be '{options.Audience}'."),
                _ => Refused("token-signature", "The token's signature is not good."),
            };
        }
        var now = options.Clock.GetUtcNow();
        var (issued, expires) = (new DateTimeOffset(unverified.IssuedAt, TimeSpan.Zero), new DateTimeOffset(unverified.ValidTo, TimeSpan.Zero));
        if (expires <= now)
            throw Refused("token-expired", "The token has expired. Sign each request anew.");
        if (unverified.IssuedAt == default || issued > now + ClockSkew || expires - issued > LongestLife)
            throw Refused("token-life", "The token must say when it was issued (iat), not in the future, and be good for at most 300 seconds.");
        if (issued.ToUnixTimeSeconds() < rules.TokensNotBefore)
            throw Refused("token-life", "The token was issued before this hub was restored. Sign the request anew.");
        using (var lease = _limiter.AttemptAcquire(key.Id))
        {
            if (!lease.IsAcquired)
                throw new ProblemException(StatusCodes.Status429TooManyRequests, "too-many-requests", $"More than {options.Limits.KeyRequestsPerSecond} requests a second were signed with this key. Try again in a second, with a new token.");
        }
        return new PartnerToken(key.Partner, unverified.Kid!, Claim(unverified, JwtRegisteredClaimNames.Jti), expires, Claim(unverified, "official"), Claim(unverified, "case")) { BodySha256 = BodyHash(unverified) };
    }

    static byte[] BodyHash(JsonWebToken token)
    {
        try
        {
            return Convert.FromHexString(Claim(token, "body_sha256"));
        }
        catch (FormatException)
        {
            return [];
        }
    }

    static string Claim(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<object>(name, out var value) && value is string { Length: > 0 and <= LongestClaim } text && !text.Any(char.IsControl)
            ? text
            : throw Refused("token-claim", $"The token lacks the claim '{name}': a text of 1 to {LongestClaim} letters.");

    static ProblemException Refused(string code, string sentence) => new(StatusCodes.Status401Unauthorized, code, sentence);
}
