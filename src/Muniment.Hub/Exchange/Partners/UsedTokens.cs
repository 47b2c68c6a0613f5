using Microsoft.AspNetCore.Http;
using Muniment.Hub.Exchange.InForce;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Partners;

/// <summary>Each token's id is accepted once, on any hub, after any restart.</summary>
static class UsedTokens
{
    /// <summary>Uses a token up, if its key is still good in this transaction.</summary>
    /// <exception cref="ProblemException">It was used before, or its key was revoked.</exception>
    public static async Task UseAsync(Session session, PartnerToken token, RulesInForce rules)
    {
        if (!rules.Keys.TryGetValue(token.KeyId, out var key) || key.Partner != token.Partner)
            throw Revoked();
        if (await session.RunAsync("INSERT INTO used_token (partner, jti, expires_at) VALUES (@Partner, @Id, @at) ON CONFLICT (partner, jti) DO NOTHING",
            new { token.Partner, token.Id, at = token.ExpiresAt.ToMicroseconds() }).ConfigureAwait(false) == 0)
            throw Used();
    }

    /// <summary>What a token is answered whose key is not good any more.</summary>
    public static ProblemException Revoked() => new(StatusCodes.Status401Unauthorized, "key-unknown", "The token's key (kid) is not known here, or was revoked.");

    /// <summary>What a token that was used before is answered.</summary>
    public static ProblemException Used() => new(StatusCodes.Status401Unauthorized, "token-used", "This token's id (jti) was used before. Sign each request anew, with a new id.");
}
