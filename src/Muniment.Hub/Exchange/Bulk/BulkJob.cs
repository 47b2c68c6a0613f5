namespace Muniment.Hub.Exchange.Bulk;

/// <summary>A row of bulk_job.</summary>
sealed class BulkJob
{
    public const string Columns = "id, partner, kid, idempotency_key, request_sha256, agreement, made_at, official, case_reference, format, state, problem, holder, lease_until, row_count, done AS rows_done, rejected, began_at, ended_at, entry";

    /// <summary>States of a job: the first two are open.</summary>
    public const string Waiting = "waiting", Running = "running", Done = "done", Refused = "refused", Failed = "failed";

    public string Id { get; init; } = "";

    public string Partner { get; init; } = "";

    public string Kid { get; init; } = "";

    public string IdempotencyKey { get; init; } = "";

    public byte[] RequestSha256 { get; init; } = [];

    public string Agreement { get; init; } = "";

    public long MadeAt { get; init; }

    public string Official { get; init; } = "";

    public string CaseReference { get; init; } = "";

    /// <summary>"csv" or "parquet": also how its file's name ends.</summary>
    public string Format { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>A sentence for the partner, where it was refused or failed.</summary>
    public string? Problem { get; init; }

    public string? Holder { get; init; }

    public long LeaseUntil { get; init; }

    /// <summary>Rows of the file that could be read.</summary>
    public long RowCount { get; init; }

    /// <summary>Rows looked up so far.</summary>
    public long RowsDone { get; init; }

    public long Rejected { get; init; }

    public long? BeganAt { get; init; }

    public long? EndedAt { get; init; }

    public string? Entry { get; init; }
}
