namespace Muniment.Hub.Exchange.Checks;

/// <summary>A row of partner_check.</summary>
sealed class CheckRow
{
    public const string Columns = "id, partner, idempotency_key, request_sha256, agreement, agreement_version, made_at, official, case_reference, outcome, reason, fields, person, probability, agreeing, absent, entry, decision, decided_at, direction, job, reference, asked, returned, returned_words";

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

    public long? DecidedAt { get; init; }

    /// <summary>The way it was asked: a number of <see cref="Agreements.Direction"/>.</summary>
    public long Direction { get; init; }

    /// <summary>The bulk check it belongs to; null: none.</summary>
    public string? Job { get; init; }

    /// <summary>What the partner calls the row of a bulk check; null: nothing.</summary>
    public string? Reference { get; init; }

    /// <summary>JSON: what was asked, while a reviewer has to decide; null otherwise.</summary>
    public string? Asked { get; init; }

    public string? Returned { get; init; }

    public string? ReturnedWords { get; init; }

    /// <summary>The same, as if a reviewer had decided so.</summary>
    public CheckRow AsIf(string decision) => new()
    {
        Id = Id,
        Agreement = Agreement,
        AgreementVersion = AgreementVersion,
        Outcome = Outcome,
        Reason = Reason,
        Fields = Fields,
        Person = Person,
        Probability = Probability,
        Direction = Direction,
        Decision = decision,
    };
}
