using Microsoft.AspNetCore.Http;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Bulk;

/// <summary>Bulk checks in the database, and where their files are.</summary>
static class BulkStore
{
    /// <summary>Most bytes of a list.</summary>
    public const long LargestBody = 256L << 20;

    /// <summary>Most rows of a list; a longer one is sent in parts.</summary>
    public const int MostRows = 1_000_000;

    /// <summary>Most jobs a partner may have open.</summary>
    public const int MostOpen = 4;

    /// <summary>How long a job belongs to the hub that runs it, from its last sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public static string FolderOf(HubOptions options)
    {
        var folder = Path.Combine(options.DataFolder, "bulk");
        HubFolder.Make(folder);
        return folder;
    }

    public static string FileOf(HubOptions options, BulkJob job) => FileOf(options, job.Id, job.Format);

    public static string FileOf(HubOptions options, string job, string format) => Path.Combine(FolderOf(options), $"{job}.{format}");

    public static Task<BulkJob?> FindAsync(Session session, string id) => session.FindAsync<BulkJob>($"SELECT {BulkJob.Columns} FROM bulk_job WHERE id = @id", new { id });

    /// <summary>Adds a job; the same list under the same key is the job that is there.</summary>
    /// <returns>The job as stored; its id differs from what was given where it was there already.</returns>
    /// <exception cref="ProblemException">The key belongs to another list, or too many jobs are open.</exception>
    public static async Task<BulkJob> AddAsync(Session session, BulkJob job)
    {
        if (await session.FindAsync<BulkJob>($"SELECT {BulkJob.Columns} FROM bulk_job WHERE partner = @Partner AND idempotency_key = @IdempotencyKey", new { job.Partner, job.IdempotencyKey }).ConfigureAwait(false) is { } before)
        {
            return before.RequestSha256.AsSpan().SequenceEqual(job.RequestSha256)
                ? before
                : throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key belongs to another list. Use a new key for a new list.");
        }
        if (await session.ValueAsync<long>("SELECT COUNT(*) FROM bulk_job WHERE partner = @Partner AND state IN ('waiting', 'running')", new { job.Partner }).ConfigureAwait(false) >= MostOpen)
            throw new ProblemException(StatusCodes.Status429TooManyRequests, "too-many-jobs", $"You have {MostOpen} lists under way. Send the next when one of them has ended.");
        await session.RunAsync("""
            INSERT INTO bulk_job (id, partner, kid, idempotency_key, request_sha256, agreement, made_at, official, case_reference, format, state)
            VALUES (@Id, @Partner, @Kid, @IdempotencyKey, @RequestSha256, @Agreement, @MadeAt, @Official, @CaseReference, @Format, @State)
            """, job).ConfigureAwait(false);
        return job;
    }

    /// <summary>Takes a job over, if nobody else runs it.</summary>
    public static async Task<bool> TakeAsync(Session session, string id, string holder, DateTimeOffset now) => await session.RunAsync("""
        UPDATE bulk_job SET state = 'running', holder = @holder, lease_until = @until, began_at = @at, done = 0
        WHERE id = @id AND state IN ('waiting', 'running') AND (holder IS NULL OR lease_until < @at)
        """, new { id, holder, at = now.ToMicroseconds(), until = (now + Lease).ToMicroseconds() }).ConfigureAwait(false) == 1;

    /// <summary>A sign of life.</summary>
    /// <returns>False: another hub has taken the job over.</returns>
    public static async Task<bool> ProgressAsync(Session session, string id, string holder, long rows, long done, long rejected, DateTimeOffset now) =>
        await session.RunAsync("UPDATE bulk_job SET row_count = @rows, done = @done, rejected = @rejected, lease_until = @until WHERE id = @id AND holder = @holder AND state = 'running'",
            new { id, holder, rows, done, rejected, until = (now + Lease).ToMicroseconds() }).ConfigureAwait(false) == 1;

    /// <summary>Gives a job back, to be run again from its beginning.</summary>
    public static Task ReleaseAsync(Session session, string id, string holder) =>
        session.RunAsync("UPDATE bulk_job SET state = 'waiting', holder = NULL WHERE id = @id AND holder = @holder AND state = 'running'", new { id, holder });

    /// <summary>Ends a job.</summary>
    public static Task EndAsync(Session session, string id, string state, string? problem, string? entry, DateTimeOffset now) =>
        session.RunAsync("UPDATE bulk_job SET state = @state, problem = @problem, entry = @entry, ended_at = @at, holder = NULL, done = row_count WHERE id = @id", new { id, state, problem, entry, at = now.ToMicroseconds() });
}
