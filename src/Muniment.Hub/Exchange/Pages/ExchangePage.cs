using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using Muniment.Hub.Exchange.Rules;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Hosting.Pages;
using Muniment.Hub.Hosting.Storage;

namespace Muniment.Hub.Exchange.Pages;

/// <summary>What the exchange's pages of the staff have in common: an act is one write.</summary>
abstract class ExchangePage(TimeProvider clock) : StaffPage
{
    /// <summary>Now.</summary>
    public Moment Moment { get; } = Moment.Now(clock);

    /// <summary>Does an act in one write, where nothing is wrong with the form.</summary>
    protected Task<bool> WriteAsync(Func<Session, Actor, Moment, Task> act) => ActAsync(async () =>
    {
        var actor = HttpContext.Actor();
        try
        {
            await HttpContext.RequestServices.GetRequiredService<Database>().WriteAsync(session => act(session, actor, Moment), HttpContext.RequestAborted);
        }
        catch (ExchangeFormatException exception)
        {
            ModelState.AddModelError("", exception.Message);
        }
    });

    /// <summary>Whether an act was done: nothing is wrong after it.</summary>
    protected async Task<bool> DoneAsync(Func<Session, Actor, Moment, Task> act) => await WriteAsync(act) && ModelState.IsValid;

    /// <summary>The colour of a state's tag; the word beside it says all.</summary>
    public static string Colour(AgreementState state) => state switch
    {
        AgreementState.Active => "green",
        AgreementState.Restricted => "orange",
        AgreementState.Suspended => "red",
        AgreementState.Proposed => "yellow",
        _ => "grey",
    };

    /// <summary>The state of a version.</summary>
    public AgreementState StateOf(Agreement agreement, ImmutableArray<Pause> pauses) => AgreementStates.Read(agreement, pauses, Moment).State;
}
