using System.Security.Cryptography;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>The browsers that are signed in. A session ends when it is revoked, idle for 30 minutes, 12 hours old, or its account has changed.</summary>
/// <remarks>A browser holds a random key; the database holds its hash, so nobody who reads the database can sign in with what they find.</remarks>
sealed class SessionStore(Database database, TimeProvider clock)
{
    /// <summary>How long a session lasts without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    static readonly TimeSpan s_noted = TimeSpan.FromMinutes(1);

    long Now => clock.GetUtcNow().ToMicroseconds();

    /// <summary>Begins a session.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="browser">What the browser says it is, in two words.</param>
    /// <param name="replaced">The key of the session this one replaces, which ends; null: none.</param>
    /// <returns>Its key, 256 random bits.</returns>
    public Task<string> BeginAsync(string accountId, string browser, string? replaced) => database.WriteAsync(async session =>
    {
        var key = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var (idle, oldest) = Limits();
        if (replaced is not null)
            await session.RunAsync("DELETE FROM account_session WHERE id = @id", new { id = AccountStore.Hash(replaced) });
        await session.RunAsync("DELETE FROM account_session WHERE seen_at <= @idle OR made_at <= @oldest", new { idle, oldest });
        await session.RunAsync("""
            INSERT INTO account_session (id, account_id, security_stamp, browser, made_at, authenticated_at, seen_at)
            SELECT @id, id, security_stamp, @browser, @Now, @Now, @Now FROM account WHERE id = @accountId
            """, new { id = AccountStore.Hash(key), accountId, browser, Now });
        return key;
    });

    /// <summary>The session of a key with what its account may do now; null where it has ended.</summary>
    public async Task<Found?> FindAsync(string key)
    {
        var (idle, oldest) = Limits();
        var found = await database.ReadAsync(session => session.FindAsync<Found>("""
            SELECT s.id, s.account_id, s.authenticated_at, s.seen_at, a.sign_in_name, a.display_name, a.organisation, a.roles, a.two_factor,
              (SELECT COUNT(*) FROM account_passkey p WHERE p.account_id = a.id) AS passkeys
            FROM account_session s JOIN account a ON a.id = s.account_id
            WHERE s.id = @id AND s.security_stamp = a.security_stamp AND a.closed_at IS NULL AND s.seen_at > @idle AND s.made_at > @oldest
            """, new { id = AccountStore.Hash(key), idle, oldest }));
        if (found is not null && Now - found.SeenAt > s_noted.Ticks / TimeSpan.TicksPerMicrosecond)
            await database.WriteAsync(session => session.RunAsync("UPDATE account_session SET seen_at = @Now WHERE id = @Id", new { found.Id, Now }));
        return found;
    }

    /// <summary>Ends the session of a key.</summary>
    public Task EndAsync(string key) => database.WriteAsync(session => session.RunAsync("DELETE FROM account_session WHERE id = @id", new { id = AccountStore.Hash(key) }));

    /// <summary>Ends one of an account's sessions.</summary>
    public Task EndAsync(string accountId, string sessionId) => database.WriteAsync(session => session.RunAsync("DELETE FROM account_session WHERE id = @sessionId AND account_id = @accountId", new { accountId, sessionId }));

    /// <summary>Ends all of an account's sessions but one.</summary>
    public Task EndOthersAsync(string accountId, string sessionId) => database.WriteAsync(session => session.RunAsync("DELETE FROM account_session WHERE id <> @sessionId AND account_id = @accountId", new { accountId, sessionId }));

    /// <summary>After something changed the account's stamp: its sessions end but this one.</summary>
    public Task KeepAsync(string accountId, string sessionId) => database.WriteAsync(async session =>
    {
        await session.RunAsync("UPDATE account_session SET security_stamp = (SELECT security_stamp FROM account WHERE id = @accountId) WHERE id = @sessionId AND account_id = @accountId", new { accountId, sessionId });
        await session.RunAsync("DELETE FROM account_session WHERE id <> @sessionId AND account_id = @accountId", new { accountId, sessionId });
    });

    /// <summary>An account's sessions, the one used last first.</summary>
    public Task<IReadOnlyList<Listed>> ListAsync(string accountId)
    {
        var (idle, oldest) = Limits();
        return database.ReadAsync(session => session.ListAsync<Listed>("SELECT id, browser, made_at, seen_at FROM account_session WHERE account_id = @accountId AND seen_at > @idle AND made_at > @oldest ORDER BY seen_at DESC", new { accountId, idle, oldest }));
    }

    (long Idle, long Oldest) Limits() => ((clock.GetUtcNow() - Idle).ToMicroseconds(), (clock.GetUtcNow() - Longest).ToMicroseconds());

    /// <summary>A session that goes on.</summary>
    public sealed class Found
    {
        public string Id { get; init; } = "";

        public string AccountId { get; init; } = "";

        public long AuthenticatedAt { get; init; }

        public long SeenAt { get; init; }

        public string SignInName { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public string? Organisation { get; init; }

        public string Roles { get; init; } = "";

        public long TwoFactor { get; init; }

        public long Passkeys { get; init; }

        /// <summary>True: more than a password is asked for.</summary>
        public bool HasSecondFactor => TwoFactor != 0 || Passkeys != 0;
    }

    /// <summary>A session in a list.</summary>
    public sealed class Listed
    {
        public string Id { get; init; } = "";

        public string Browser { get; init; } = "";

        public long MadeAt { get; init; }

        public long SeenAt { get; init; }
    }
}
