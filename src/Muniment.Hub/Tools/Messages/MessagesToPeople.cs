using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Muniment.Hub.Disclosures;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Storage;
using Muniment.Hub.Persons;

namespace Muniment.Hub.Tools.Messages;

/// <summary>Sends messages to people and follows whether they arrive. Until all of a case have, nothing is decided against the person.</summary>
/// <remarks>Address and text go to the provider and are not kept. Looks for news every minute. Safe on any thread.</remarks>
public sealed partial class MessagesToPeople(Database database, HubOptions options, IMessageRoute route, ILogger<MessagesToPeople> logger) : BackgroundService
{
    static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    // Handing over takes seconds. What still waits then was cut off, and may or may not have gone.
    static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    /// <summary>Sends a message to a person of an assigned case.</summary>
    /// <param name="caseId">The case; open, and assigned to who sends.</param>
    /// <param name="alias">The person, as a search of this case named her.</param>
    /// <param name="message">The message.</param>
    /// <param name="replaces">An earlier message of the case that did not arrive and need not any more once this one has; null: none.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="cancellation">Stops waiting for the provider.</param>
    /// <returns>The message as it stands: failed, where the provider refused it.</returns>
    /// <exception cref="ProblemException">The case is not theirs, or the message lacks something.</exception>
    public async Task<Message> SendAsync(string caseId, string alias, NewMessage message, string? replaces, Actor by, CancellationToken cancellation = default)
    {
        Check(message);
        var now = options.Clock.GetUtcNow();
        var sent = new Message(Ids.New("msg"), caseId, message.Channel, message.Template, now, by.AccountId, route.Name, MessageState.Waiting, now, null, replaces);
        // On record before it goes: what was cut off half way counts as not arrived.
        await database.WriteAsync(async session =>
        {
            var (person, _) = await PersonsOfCases.FindAsync(session, caseId, alias, by).ConfigureAwait(false);
            if (replaces is not null && (await MessageRows.FindAsync(session, replaces).ConfigureAwait(false))?.CaseId != caseId)
                throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "replaces", "The case has no message of that id to replace.");
            await MessageRows.InsertAsync(session, sent, person).ConfigureAwait(false);
            await LedgerEntries.AddAsync(session, Moment.Now(options.Clock), EntryOf(sent, person, "sent", by.AccountId)).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
        await MoveAsync(sent.Id, await HandOverAsync(sent.Id, message, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        return (await database.ReadAsync(session => MessageRows.FindAsync(session, sent.Id), CancellationToken.None).ConfigureAwait(false))!;
    }

    /// <summary>Records that the person is known to have been told, by another way than the provider's word.</summary>
    /// <param name="messageId">The message; of an open case assigned to who confirms.</param>
    /// <param name="how">How it is known: their answer, a signature.</param>
    /// <param name="by">Who confirms it.</param>
    public Task ConfirmAsync(string messageId, string how, Actor by) => RecordAsync(messageId, MessageState.Delivered, how, by);

    /// <summary>Records that a letter came back.</summary>
    /// <param name="messageId">The message; of an open case assigned to who records it.</param>
    /// <param name="how">What was written on it.</param>
    /// <param name="by">Who records it.</param>
    public Task ReturnedAsync(string messageId, string how, Actor by) => RecordAsync(messageId, MessageState.Returned, how, by);

    /// <summary>The messages of a case, the latest first.</summary>
    /// <param name="caseId">The case; open, and assigned to who asks.</param>
    /// <param name="by">Who asks.</param>
    public Task<IReadOnlyList<Message>> ListAsync(string caseId, Actor by) => database.ReadAsync(async session =>
    {
        await PersonsOfCases.CheckAsync(session, caseId, by).ConfigureAwait(false);
        return await MessageRows.ListAsync(session, caseId).ConfigureAwait(false);
    });

    /// <summary>Asks the provider about every message under way.</summary>
    /// <returns>How many moved on.</returns>
    public async Task<int> FollowAsync(CancellationToken cancellation = default)
    {
        var moved = 0;
        foreach (var (id, routeId, state, madeAt) in await database.ReadAsync(session => MessageRows.OpenAsync(session, route.Name), cancellation).ConfigureAwait(false))
        {
            var receipt = routeId is not null ? await route.AskAsync(routeId, cancellation).ConfigureAwait(false)
                : state == MessageState.Waiting && options.Clock.GetUtcNow() - madeAt > s_longestWait ? new MessageReceipt(null, MessageState.Failed, "Cut off while it was handed over.") : null;
            if (receipt is null || receipt.State == state)
                continue;
            await MoveAsync(id, receipt).ConfigureAwait(false);
            moved++;
        }
        return moved;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await FollowAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or System.Data.Common.DbException && !stoppingToken.IsCancellationRequested)
            {
                NotReached(logger, route.Name, exception.GetType().Name);
            }
        }
    }

    async Task<MessageReceipt> HandOverAsync(string reference, NewMessage message, CancellationToken cancellation)
    {
        try
        {
            return await route.SendAsync(reference, message, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            NotReached(logger, route.Name, exception.GetType().Name);
            return new(null, MessageState.Failed, "The provider could not be reached.");
        }
    }

    Task<int> MoveAsync(string id, MessageReceipt receipt) => database.WriteAsync(session => MessageRows.MoveAsync(session, id, receipt, options.Clock.GetUtcNow()), CancellationToken.None);

    Task RecordAsync(string messageId, MessageState state, string how, Actor by) => database.WriteAsync(async session =>
    {
        var message = await MessageRows.FindAsync(session, messageId).ConfigureAwait(false) ?? throw new ProblemException(StatusCodes.Status404NotFound, "not-found", "There is no such message.");
        await PersonsOfCases.CheckAsync(session, message.CaseId, by).ConfigureAwait(false);
        if (how.Trim().Length is < 10 or > 2000)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "reason", "Say how it is known, in 10 to 2000 characters.");
        await MessageRows.MoveAsync(session, messageId, new(null, state, how.Trim()), options.Clock.GetUtcNow()).ConfigureAwait(false);
        await LedgerEntries.AddAsync(session, Moment.Now(options.Clock), EntryOf(message, null, MessageRows.Word(state), by.AccountId)).ConfigureAwait(false);
    });

    static void Check(NewMessage message)
    {
        var length = message.To.Trim().Length;
        var fits = message.Channel switch
        {
            // Lengths of Notify's OpenAPI description.
            MessageChannel.Sms => length is >= 7 and <= 15 && message.To.Trim().All(letter => char.IsAsciiDigit(letter) || letter is '+' or ' '),
            MessageChannel.Email => length is >= 5 and <= 250 && message.To.Contains('@', StringComparison.Ordinal) && !message.To.Any(char.IsWhiteSpace),
            _ => message.To.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Length is >= 3 and <= 7 && length <= 1000,
        };
        if (!fits)
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "address", "Give a telephone number of 7 to 15 digits, an email address, or an address of 3 to 7 lines.");
        if (message.Template.Length is 0 or > 64 || message.Template.Any(letter => !char.IsAsciiLetterLower(letter) && letter != '-') || message.Personalisation.Count > 20 || message.Personalisation.Any(field => field.Key.Length > 64 || field.Value.Length > 2000))
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "template", "Name the template in small letters and hyphens, and give at most 20 fields.");
    }

    static NewEntry EntryOf(Message message, string? person, string act, string by) => new()
    {
        Kind = EntryKinds.Message,
        Subject = person,
        WriteOpening = json =>
        {
            json.WriteString("act", act);
            json.WriteString("message", message.Id);
            json.WriteString("template", message.Template);
            json.WriteString("channel", MessageRows.Word(message.Channel));
            json.WriteString("case", message.CaseId);
            json.WriteString("by", by);
        },
    };

    [LoggerMessage(6001, LogLevel.Warning, "The way '{Route}' for messages did not work: {Kind}. What was being sent counts as not arrived.")]
    static partial void NotReached(ILogger logger, string route, string kind);
}
