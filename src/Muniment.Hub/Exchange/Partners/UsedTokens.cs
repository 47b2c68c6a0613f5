using Microsoft.AspNetCore.Http;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Partners;

/// <summary>Each token's id is accepted once, on any hub, after any restart.</summary>
static class UsedTokens
{
    /// <summary>Uses a token up.</summary>
    /// <exception cref="ProblemException">It was used before.</exception>
    public static async Task UseAsync(Session session, PartnerToken token)
    {
        if (await session.RunAsync("INSERT INTO used_token (partner, jti, expires_at) VALUES (@Partner, @Id, @at) ON CONFLICT (partner, jti) DO NOTHING",
            new { token.Partner, token.Id, at = token.ExpiresAt.ToMicroseconds() }).ConfigureAwait(false) == 0)
            throw Used();
    }

    /// <summary>What a token that was used before is answered.</summary>
    public static ProblemException Used() => new(StatusCodes.Status401Unauthorized, "token-used", "This token's id (jti) was used before. Sign each request anew, with a new id.");
}
