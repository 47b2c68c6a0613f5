using System.Globalization;
using System.Security.Cryptography;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Hosting.Accounts;

/// <summary>What administrators do to accounts: invitations, roles, closing. Each is written down with who did it.</summary>
/// <remarks>What takes something away also goes into the journal, so that no restored backup gives it back.</remarks>
sealed partial class AccountStore
{
    const string Console = "console";
    static readonly TimeSpan s_invitationLasts = TimeSpan.FromHours(24);

    /// <summary>All accounts, by name.</summary>
    public Task<IReadOnlyList<Account>> ListAsync() => database.ReadAsync(session => session.ListAsync<Account>($"SELECT {Columns} FROM account ORDER BY normalized_name"));

    /// <summary>What was done to an account, the latest first.</summary>
    public Task<IReadOnlyList<Act>> ActsAsync(string accountId) => database.ReadAsync(session => session.ListAsync<Act>("""
        SELECT act.at, COALESCE(doer.display_name, act.by_id) AS doer, act.act AS kind, act.detail
        FROM account_act act LEFT JOIN account doer ON doer.id = act.by_id WHERE act.account_id = @accountId ORDER BY act.id DESC
        """, new { accountId }));

    /// <summary>Makes an account that nobody can use until its invitation is taken up.</summary>
    /// <returns>The account's id and the invitation's code; both null where the name is taken.</returns>
    public Task<(string? Id, string? Code)> InviteAsync(string signInName, string displayName, string? organisation, IReadOnlyCollection<Role> roles, string by) => database.WriteAsync(async session =>
    {
        var account = NewAccount(signInName, displayName, organisation, roles, by);
        if (await session.ValueAsync<long>("SELECT COUNT(*) FROM account WHERE normalized_name = @NormalizedName", account) > 0)
            return (null, null);
        await InsertAsync(session, account);
        await WriteDownAsync(session, by, account.Id, "made", account.Roles);
        return ((string?)account.Id, (string?)await NewInvitationAsync(session, account.Id));
    });

    /// <summary>Takes an account's password, codes, passkeys and sessions, and invites its owner anew. For a lost authenticator, or a stolen one.</summary>
    /// <returns>The invitation's code.</returns>
    public Task<string> ResetAsync(string accountId, string by) => database.WriteAsync(async session =>
    {
        await session.RunJournaledAsync("UPDATE account SET password_hash = NULL, authenticator_key = NULL, two_factor = 0, security_stamp = @stamp, version = version + 1 WHERE id = @accountId", new { accountId, stamp = NewStamp() }, clock.GetUtcNow());
        await session.RunJournaledAsync("DELETE FROM account_recovery_code WHERE account_id = @accountId", new { accountId }, clock.GetUtcNow());
        await session.RunJournaledAsync("DELETE FROM account_passkey WHERE account_id = @accountId", new { accountId }, clock.GetUtcNow());
        await session.RunAsync("DELETE FROM account_session WHERE account_id = @accountId", new { accountId });
        await WriteDownAsync(session, by, accountId, "reset", "");
        return await NewInvitationAsync(session, accountId);
    });

    /// <summary>Gives an account other roles; its sessions end.</summary>
    public Task SetRolesAsync(string accountId, IReadOnlyCollection<Role> roles, string by) => database.WriteAsync(async session =>
    {
        var names = Account.WriteRoles(roles);
        await session.RunJournaledAsync("UPDATE account SET roles = @names, security_stamp = @stamp, version = version + 1 WHERE id = @accountId", new { accountId, names, stamp = NewStamp() }, clock.GetUtcNow());
        await session.RunAsync("DELETE FROM account_session WHERE account_id = @accountId", new { accountId });
        await WriteDownAsync(session, by, accountId, "roles", names);
    });

    /// <summary>Closes an account, which ends its sessions, or opens it again.</summary>
    public Task SetClosedAsync(string accountId, bool closed, string by) => database.WriteAsync(async session =>
    {
        await session.RunJournaledAsync("UPDATE account SET closed_at = @at, security_stamp = @stamp, version = version + 1 WHERE id = @accountId", new { accountId, at = closed ? Now : (long?)null, stamp = NewStamp() }, clock.GetUtcNow());
        await session.RunAsync("DELETE FROM account_session WHERE account_id = @accountId", new { accountId });
        await WriteDownAsync(session, by, accountId, closed ? "closed" : "opened", "");
    });

    /// <summary>The account an invitation is for; null where there is no such invitation, or it is over.</summary>
    public Task<Account?> FindInvitedAsync(string code) => database.ReadAsync(session => session.FindAsync<Account>(
        $"SELECT {Columns} FROM account WHERE closed_at IS NULL AND id = (SELECT account_id FROM account_invitation WHERE hash = @hash AND expires_at > @Now)", new { hash = Hash(code), Now }));

    /// <summary>Uses an invitation up; false where somebody did before.</summary>
    public async Task<bool> TakeInvitationAsync(string code) =>
        await database.WriteAsync(session => session.RunJournaledAsync("DELETE FROM account_invitation WHERE hash = @hash AND expires_at > @Now", new { hash = Hash(code), Now }, clock.GetUtcNow())) == 1;

    /// <summary>Makes the first administrator, or a new invitation for one who has not taken theirs up.</summary>
    /// <returns>The invitation's code; null where there has been an administrator before.</returns>
    public Task<string?> InviteFirstAdministratorAsync(string signInName) => database.WriteAsync(async session =>
    {
        var administrators = (await session.ListAsync<Account>($"SELECT {Columns} FROM account")).Where(account => account.RoleList.Contains(Role.Administrator)).ToList();
        if (administrators.Exists(account => account.PasswordHash is not null || account.ClosedAt is not null || account.MadeBy != Console))
            return null;
        foreach (var unused in administrators)
            return await NewInvitationAsync(session, unused.Id);
        var first = NewAccount(signInName, signInName, null, [Role.Administrator], Console);
        await InsertAsync(session, first);
        await WriteDownAsync(session, Console, first.Id, "made", first.Roles);
        return (string?)await NewInvitationAsync(session, first.Id);
    });

    internal Account NewAccount(string signInName, string displayName, string? organisation, IEnumerable<Role> roles, string by) => new()
    {
        Id = Ids.New("acc"),
        SignInName = signInName,
        NormalizedName = Normalize(signInName),
        DisplayName = displayName,
        Organisation = organisation,
        Roles = Account.WriteRoles(roles),
        SecurityStamp = NewStamp(),
        MadeAt = Now,
        MadeBy = by,
    };

    /// <summary>A name as it is looked up.</summary>
    internal static string Normalize(string signInName) => signInName.Trim().ToUpper(CultureInfo.InvariantCulture);

    async Task<string> NewInvitationAsync(Session session, string accountId)
    {
        const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32: none looks like another.
        var code = string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString(Letters, 5))); // 125 bits
        await session.RunAsync("DELETE FROM account_invitation WHERE account_id = @accountId OR expires_at <= @Now", new { accountId, Now });
        await session.RunAsync("INSERT INTO account_invitation (hash, account_id, made_at, expires_at) VALUES (@hash, @accountId, @Now, @until)", new { hash = Hash(code), accountId, Now, until = (clock.GetUtcNow() + s_invitationLasts).ToMicroseconds() });
        return code;
    }

    Task<int> WriteDownAsync(Session session, string by, string accountId, string act, string detail) =>
        session.RunAsync("INSERT INTO account_act (at, by_id, account_id, act, detail) VALUES (@Now, @by, @accountId, @act, @detail)", new { Now, by, accountId, act, detail });

    static string NewStamp() => RandomNumberGenerator.GetHexString(32);

    /// <summary>Something done to an account.</summary>
    public sealed class Act
    {
        /// <summary>Microseconds since 1970.</summary>
        public long At { get; init; }

        public string Doer { get; init; } = "";

        /// <summary>made, reset, roles, closed, opened.</summary>
        public string Kind { get; init; } = "";

        public string Detail { get; init; } = "";
    }
}
