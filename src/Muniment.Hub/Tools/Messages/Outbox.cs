using System.Text.Json;
using Muniment.Hub.Hosting;

namespace Muniment.Hub.Tools.Messages;

/// <summary>Writes each message as a file into the folder "outbox" of the hub's own, from which somebody prints or sends it. The default.</summary>
/// <remarks>A file says nothing of arrival, so its message stays <see cref="MessageState.Sent"/> until a human confirms that the person was told. Safe on any thread.</remarks>
sealed class Outbox(HubOptions options) : IMessageRoute
{
    static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => "outbox";

    public static string FolderOf(HubOptions options) => Path.Combine(options.DataFolder, "outbox");

    public Task<MessageReceipt> SendAsync(string reference, NewMessage message, CancellationToken cancellation)
    {
        HubFolder.Make(FolderOf(options));
        var text = JsonSerializer.Serialize(new { Reference = reference, Channel = MessageRows.Word(message.Channel), message.Template, message.To, Personalisation = new SortedDictionary<string, string>(message.Personalisation.ToDictionary(), StringComparer.Ordinal) }, s_json);
        HubFolder.WriteSecret(Path.Combine(FolderOf(options), $"{reference}.json"), text + "\n");
        return Task.FromResult(new MessageReceipt(null, MessageState.Sent, null));
    }

    public Task<MessageReceipt?> AskAsync(string routeId, CancellationToken cancellation) => Task.FromResult<MessageReceipt?>(null);
}
