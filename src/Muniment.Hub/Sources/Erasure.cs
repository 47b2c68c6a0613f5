namespace Muniment.Hub.Sources;

/// <summary>Why records were deleted.</summary>
public static class ErasureKinds
{
    /// <summary>They are past the source's retention.</summary>
    public const string Retention = "retention";

    /// <summary>The person had a right to it; no later load brings them back.</summary>
    public const string Person = "person";

    /// <summary>The source has ended.</summary>
    public const string Ended = "ended";
}

/// <summary>An act that deleted records: plain data that can be played again on a database that does not have it.</summary>
/// <param name="Id">"era_…".</param>
/// <param name="SourceId">The source.</param>
/// <param name="Kind">One of <see cref="ErasureKinds"/>.</param>
/// <param name="Reason">Why, in words; public with the count.</param>
/// <param name="Records">How many records.</param>
/// <param name="DecidedBy">Account, or "hub" for retention.</param>
/// <param name="DecidedAt">When; from then on nobody finds them.</param>
/// <param name="CompletedAt">When the last file that held them was gone; null: an older snapshot still holds them, unread, until the next is linked.</param>
/// <param name="RecordIds">The record ids; empty in lists.</param>
public sealed record Erasure(string Id, string SourceId, string Kind, string Reason, long Records, string DecidedBy, DateTimeOffset DecidedAt, DateTimeOffset? CompletedAt, IReadOnlyList<string> RecordIds);

/// <summary>One extract file before and after an erasure.</summary>
/// <param name="Before">SHA-256 of the file that held the records.</param>
/// <param name="RecordsBefore">How many records it had.</param>
/// <param name="After">SHA-256 of the file without them; null: there is none any more.</param>
/// <param name="RecordsAfter">How many records are left.</param>
public sealed record ErasedFile(string Before, long RecordsBefore, string? After, long RecordsAfter);
