using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>Lockout: after five wrong attempts for a name within 15 minutes, further ones are refused for 15 minutes.</summary>
/// <remarks>
/// An attempt is counted before it is looked at, in a transaction of its own, so that a thousand at once are no better than one after another.
/// Names without an account are counted alike, so that nothing tells them apart.
/// </remarks>
sealed class SignInAttempts(Database database, TimeProvider clock)
{
    const int Allowed = 5;
    static readonly TimeSpan s_window = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt; false: it is refused without being looked at.</summary>
    /// <param name="kind">"password", "code": each is counted by itself.</param>
    /// <param name="normalizedName">The name that was given.</param>
    public Task<bool> BeginAsync(string kind, string normalizedName) => database.WriteAsync(async session =>
    {
        var now = clock.GetUtcNow().ToMicroseconds();
        var window = s_window.Ticks / TimeSpan.TicksPerMicrosecond;
        var hash = AccountStore.Hash($"{kind} {normalizedName}");
        var row = await session.FindAsync<Row>("SELECT failed, first_at, locked_until FROM sign_in_attempt WHERE name_hash = @hash", new { hash });
        if (row is not null && row.LockedUntil > now)
            return false;
        var isNew = row is null || row.FirstAt + window <= now;
        var failed = isNew ? 1 : row!.Failed + 1;
        await session.RunAsync("DELETE FROM sign_in_attempt WHERE first_at <= @old AND locked_until <= @now", new { old = now - (2 * window), now });
        await session.RunAsync("""
            INSERT INTO sign_in_attempt (name_hash, failed, first_at, locked_until) VALUES (@hash, @failed, @first, @until)
            ON CONFLICT (name_hash) DO UPDATE SET failed = excluded.failed, first_at = excluded.first_at, locked_until = excluded.locked_until
            """, new { hash, failed, first = isNew ? now : row!.FirstAt, until = failed >= Allowed ? now + window : 0 });
        return true;
    });

    /// <summary>Forgets the attempts, since one was right.</summary>
    public Task ForgetAsync(string kind, string normalizedName) =>
        database.WriteAsync(session => session.RunAsync("DELETE FROM sign_in_attempt WHERE name_hash = @hash", new { hash = AccountStore.Hash($"{kind} {normalizedName}") }));

    sealed class Row
    {
        public long Failed { get; init; }

        public long FirstAt { get; init; }

        public long LockedUntil { get; init; }
    }
}
