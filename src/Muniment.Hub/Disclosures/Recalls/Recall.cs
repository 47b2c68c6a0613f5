namespace Muniment.Hub.Disclosures.Recalls;

/// <summary>Why past recipients are told.</summary>
public static class RecallCauses
{
    /// <summary>A value was wrong, and was set right.</summary>
    public const string Rectified = "rectified";

    /// <summary>The records were several people's, and were parted.</summary>
    public const string Split = "split";

    /// <summary>The person contests a value; it must not be used until that is decided.</summary>
    public const string Restricted = "restricted";

    /// <summary>The data is to be erased.</summary>
    public const string Erased = "erased";

    /// <summary>All causes there are.</summary>
    public static IReadOnlyList<string> All { get; } = [Rectified, Split, Restricted, Erased];
}

/// <summary>What a partner says it did.</summary>
public static class RecallAnswers
{
    /// <summary>All answers there are: it corrected what it held, deleted it, did not hold it any more, or had used it already, which somebody must look into.</summary>
    public static IReadOnlyList<string> All { get; } = ["corrected", "deleted", "not-held", "used"];
}

/// <summary>A recall, with how many of its notices stand where.</summary>
/// <param name="Id">"rcl_…".</param>
/// <param name="Cause">One of <see cref="RecallCauses"/>.</param>
/// <param name="Fields">The fields; empty: all.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">Account.</param>
/// <param name="Notices">Past disclosures it is about.</param>
/// <param name="Told">Of these, those the partner has fetched.</param>
/// <param name="Answered">Of these, those the partner has answered.</param>
public sealed record Recall(string Id, string Cause, IReadOnlyList<string> Fields, DateTimeOffset MadeAt, string MadeBy, long Notices, long Told, long Answered);

/// <summary>What a partner is told: ids and names of fields, nothing about the person.</summary>
/// <param name="Recall">The recall's id, for the answer.</param>
/// <param name="Check">The partner's own check.</param>
/// <param name="Agreement">Under which agreement.</param>
/// <param name="Cause">One of <see cref="RecallCauses"/>.</param>
/// <param name="Fields">Fields of that answer that must not be relied on.</param>
/// <param name="Since">When the recall was made.</param>
/// <param name="Answer">What the partner said it did; null: nothing yet.</param>
public sealed record RecallNotice(string Recall, string Check, string Agreement, string Cause, IReadOnlyList<string> Fields, DateTimeOffset Since, string? Answer);

/// <summary>A past recipient, as the person is told.</summary>
/// <param name="Partner">The partner's CURIE.</param>
/// <param name="Name">Its name.</param>
/// <param name="Agreement">The agreement and its version.</param>
/// <param name="Fields">What it had received that is affected.</param>
/// <param name="Told">When it fetched the recall; null: not yet.</param>
/// <param name="Answer">What it says it did; null: nothing yet.</param>
public sealed record Recipient(string Partner, string Name, string Agreement, IReadOnlyList<string> Fields, DateTimeOffset? Told, string? Answer);
