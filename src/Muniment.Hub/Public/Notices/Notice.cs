using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Public.Notices;

/// <summary>A post for everybody to read. Immutable; safe on any thread.</summary>
public sealed record Notice
{
    /// <summary>"not_…"; what feeds know it by.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its last part of the address: small letters, digits and hyphens.</summary>
    public string Slug { get; init; } = "";

    /// <summary>One line.</summary>
    public string Title { get; init; } = "";

    /// <summary>One or two sentences, for lists and feeds.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Markdown, as <see cref="NoticeMarkdown"/> reads it.</summary>
    public string Body { get; init; } = "";

    /// <summary>The agreement it is the public notice of; null: of none.</summary>
    public string? Agreement { get; init; }

    /// <summary>That agreement's version; null: of none.</summary>
    public long? AgreementVersion { get; init; }

    /// <summary>When its last change was, in microseconds since 1970.</summary>
    public long ChangedAt { get; init; }

    /// <summary>When it was posted, in microseconds since 1970; null: it is a draft.</summary>
    public long? PublishedAt { get; init; }

    /// <summary>The month in London it was posted in, YYYY-MM; null: it is a draft.</summary>
    public string? Month { get; init; }

    /// <summary>When it was withdrawn, in microseconds since 1970; null: it stands.</summary>
    public long? WithdrawnAt { get; init; }

    /// <summary>Why it was withdrawn.</summary>
    public string? WithdrawnBecause { get; init; }

    /// <summary>Its categories, in order: small letters, digits and hyphens.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Its address.</summary>
    public string Address => $"/notices/{Slug}";

    /// <summary>When it was posted.</summary>
    public DateTimeOffset Published => PublishedAt!.Value.ToInstant();
}

/// <summary>What a notice said before it was corrected.</summary>
public sealed record Correction
{
    /// <summary>1 for the first.</summary>
    public long Number { get; init; }

    /// <summary>When, in microseconds since 1970.</summary>
    public long MadeAt { get; init; }

    /// <summary>What was wrong.</summary>
    public string Note { get; init; } = "";

    /// <summary>The title before.</summary>
    public string TitleBefore { get; init; } = "";

    /// <summary>The text before, Markdown.</summary>
    public string BodyBefore { get; init; } = "";
}

/// <summary>What somebody wrote for a notice.</summary>
/// <param name="Title">One line.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Categories">Small letters, digits and hyphens each.</param>
public sealed record NoticeText(string Title, string Summary, string Body, IReadOnlyList<string> Categories);
