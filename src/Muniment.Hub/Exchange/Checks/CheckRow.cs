namespace Muniment.Hub.Exchange.Checks;

/// <summary>A row of partner_check.</summary>
sealed class CheckRow
{
    public const string Columns = "id, partner, idempotency_key, request_sha256, agreement, agreement_version, made_at, official, case_reference, outcome, reason, fields, person, probability, agreeing, absent, entry, decision";

    /// <summary>The decision of a reviewer who let a pending answer out; the other is <see cref="Declined"/>.</summary>
    public const string Approved = "approved";

    public const string Declined = "declined";

    public string Id { get; init; } = "";

    public string Partner { get; init; } = "";

    public string IdempotencyKey { get; init; } = "";

    public byte[] RequestSha256 { get; init; } = [];

    public string Agreement { get; init; } = "";

    public long AgreementVersion { get; init; }

    public long MadeAt { get; init; }

    public string Official { get; init; } = "";

    public string CaseReference { get; init; } = "";

    public long Outcome { get; init; }

    public long Reason { get; init; }

    /// <summary>JSON array: the fields that left, or would leave once a reviewer agrees.</summary>
    public string Fields { get; init; } = "[]";

    public string? Person { get; init; }

    public double? Probability { get; init; }

    public string Agreeing { get; init; } = "[]";

    public string Absent { get; init; } = "[]";

    public string Entry { get; init; } = "";

    public string? Decision { get; init; }
}
