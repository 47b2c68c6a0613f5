namespace Muniment.Hub.Tools.Messages;

/// <summary>How the hub reaches GOV.UK Notify.</summary>
public sealed record NotifyOptions
{
    /// <summary>The API key: a name, the service's id and the secret, joined by hyphens. A secret.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Where the API is.</summary>
    public Uri Address { get; init; } = new("https://api.notifications.service.gov.uk");

    /// <summary>Template's key of ours → Notify's template id (a UUID), such as "reporting-arrangement/sms".</summary>
    public required IReadOnlyDictionary<string, string> Templates { get; init; }
}
