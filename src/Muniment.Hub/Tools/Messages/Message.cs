namespace Muniment.Hub.Tools.Messages;

/// <summary>How a message goes.</summary>
public enum MessageChannel
{
    /// <summary>A text to a telephone.</summary>
    Sms,

    /// <summary>An email.</summary>
    Email,

    /// <summary>A letter by post.</summary>
    Letter,
}

/// <summary>Where a message stands. Only <see cref="Delivered"/> counts as told.</summary>
public enum MessageState
{
    /// <summary>Not handed over yet.</summary>
    Waiting,

    /// <summary>Handed over; under way.</summary>
    Sending,

    /// <summary>It left, and nobody says whether it arrived: an international text, a posted letter, a file in the outbox.</summary>
    Sent,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>It did not arrive, or could not be sent.</summary>
    Failed,

    /// <summary>A letter came back.</summary>
    Returned,
}

/// <summary>A message to be sent.</summary>
/// <param name="Channel">How.</param>
/// <param name="Template">The key of its template, such as "reporting-arrangement".</param>
/// <param name="To">A telephone number, an email address, or 3 to 7 lines of an address. Personal data; not kept by the hub.</param>
/// <param name="Personalisation">Values of the template's fields. Personal data; not kept by the hub.</param>
public sealed record NewMessage(MessageChannel Channel, string Template, string To, IReadOnlyDictionary<string, string> Personalisation);

/// <summary>A message as the hub remembers it: without address and text.</summary>
/// <param name="Id">"msg_…"; also the reference the provider is given: it says nothing of anybody.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Channel">How it goes.</param>
/// <param name="Template">The key of its template.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">Who sent it: an account.</param>
/// <param name="Route">"notify" or "outbox".</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateAt">Since when.</param>
/// <param name="StateReason">What the provider, or who confirmed it, said; null: nothing.</param>
/// <param name="Replaces">The message that this one replaces: that one need not arrive any more; null: none.</param>
public sealed record Message(string Id, string CaseId, MessageChannel Channel, string Template, DateTimeOffset MadeAt, string MadeBy, string Route, MessageState State, DateTimeOffset StateAt, string? StateReason, string? Replaces);

/// <summary>What a route says of a message.</summary>
/// <param name="RouteId">The provider's id; null: it has none.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, without personal data; null: nothing to say.</param>
public sealed record MessageReceipt(string? RouteId, MessageState State, string? Reason);

/// <summary>A way for messages to go: GOV.UK Notify, or files in an outbox.</summary>
public interface IMessageRoute
{
    /// <summary>"notify" or "outbox".</summary>
    string Name { get; }

    /// <summary>Hands a message over. Does not throw for what the provider refuses: that is a state.</summary>
    /// <param name="reference">The message's id; holds no personal data.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<MessageReceipt> SendAsync(string reference, NewMessage message, CancellationToken cancellation);

    /// <summary>Asks where a message stands now; null: the route cannot tell.</summary>
    /// <param name="routeId">The provider's id.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<MessageReceipt?> AskAsync(string routeId, CancellationToken cancellation);
}
