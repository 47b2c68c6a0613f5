using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Tools.Messages;

/// <summary>The table of messages.</summary>
static class MessageRows
{
    const string Columns = "id, case_id, channel, template, made_at, made_by, route, route_id, state, state_at, state_reason, replaces";

    static readonly string[] s_channels = ["sms", "email", "letter"];
    static readonly string[] s_states = ["waiting", "sending", "sent", "delivered", "failed", "returned"];

    public static string Word(MessageChannel channel) => s_channels[(int)channel];

    public static string Word(MessageState state) => s_states[(int)state];

    /// <summary>Whether every message of a case is known to have arrived, or was replaced by one that has. True where none was sent.</summary>
    public static async Task<bool> AllToldAsync(Session session, string caseId)
    {
        var messages = await ListAsync(session, caseId).ConfigureAwait(false);
        var by = messages.Where(message => message.Replaces is not null).ToLookup(message => message.Replaces!, StringComparer.Ordinal);
        return messages.All(IsTold);

        bool IsTold(Message message) => message.State == MessageState.Delivered || by[message.Id].Any(IsTold);
    }

    public static async Task<IReadOnlyList<Message>> ListAsync(Session session, string caseId) =>
        [.. (await session.ListAsync<Row>($"SELECT {Columns} FROM message WHERE case_id = @caseId ORDER BY made_at DESC, id", new { caseId }).ConfigureAwait(false)).Select(row => row.AsMessage())];

    public static async Task<Message?> FindAsync(Session session, string id) => (await session.FindAsync<Row>($"SELECT {Columns} FROM message WHERE id = @id", new { id }).ConfigureAwait(false))?.AsMessage();

    /// <summary>Messages whose state may still change by asking, the oldest first: id, provider's id, state, when made.</summary>
    public static async Task<IReadOnlyList<(string Id, string? RouteId, MessageState State, DateTimeOffset MadeAt)>> OpenAsync(Session session, string route) =>
        [.. (await session.ListAsync<Row>($"SELECT {Columns} FROM message WHERE state IN ('waiting', 'sending', 'sent') AND route = @route ORDER BY made_at LIMIT 500", new { route }).ConfigureAwait(false)).Select(row => (row.Id, row.RouteId, row.StateOf(), row.MadeAt.ToInstant()))];

    public static Task InsertAsync(Session session, Message message, string? person) => session.RunAsync("""
        INSERT INTO message (id, case_id, person, channel, template, made_at, made_by, route, state, state_at, replaces)
        VALUES (@Id, @CaseId, @person, @channel, @Template, @at, @MadeBy, @Route, @state, @at, @Replaces)
        """, new { message.Id, message.CaseId, person, channel = Word(message.Channel), message.Template, at = message.MadeAt.ToMicroseconds(), message.MadeBy, message.Route, state = Word(message.State), message.Replaces });

    /// <summary>Moves a message on; one that was confirmed by a human stays delivered.</summary>
    public static Task<int> MoveAsync(Session session, string id, MessageReceipt receipt, DateTimeOffset at) => session.RunAsync(
        "UPDATE message SET state = @state, state_at = @at, state_reason = @Reason, route_id = COALESCE(@RouteId, route_id) WHERE id = @id AND state <> 'delivered'",
        new { id, state = Word(receipt.State), at = at.ToMicroseconds(), receipt.Reason, receipt.RouteId });

    sealed class Row
    {
        public string Id { get; init; } = "";

        public string CaseId { get; init; } = "";

        public string Channel { get; init; } = "";

        public string Template { get; init; } = "";

        public long MadeAt { get; init; }

        public string MadeBy { get; init; } = "";

        public string Route { get; init; } = "";

        public string? RouteId { get; init; }

        public string State { get; init; } = "";

        public long StateAt { get; init; }

        public string? StateReason { get; init; }

        public string? Replaces { get; init; }

        public MessageState StateOf() => (MessageState)Array.IndexOf(s_states, State);

        public Message AsMessage() => new(Id, CaseId, (MessageChannel)Array.IndexOf(s_channels, Channel), Template, MadeAt.ToInstant(), MadeBy, Route, StateOf(), StateAt.ToInstant(), StateReason, Replaces);
    }
}
