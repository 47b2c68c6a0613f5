using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Muniment.Hub.Exchange;
using Muniment.Hub.Hosting;
using Muniment.Hub.Hosting.Accounts;
using Muniment.Hub.Persons;
using Muniment.Tables;

namespace Muniment.Hub.Sources;

/// <summary>The public register, and what data engineers do with sources.</summary>
static class SourceEndpoints
{
    const string Json = "application/json";
    static readonly string[] s_extractTypes = ["text/csv", "application/x-ndjson", "application/vnd.apache.parquet"];

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/register/sources.json", GetRegister).WithTags("Registers").WithName("sources").WithSummary("Every source, whose it is, why it is held, and how many records and people it holds.").AllowPublic();

        var staff = routes.MapGroup("/api/staff").WithTags("Sources").ExcludeFromDescription();
        staff.MapPost("/sources", Register).RequireRole(Role.DataEngineer);
        staff.MapPost("/sources/{id}/withholding/confirm", Confirm).RequireRole(Role.DataEngineer, Role.AgreementOfficer).RequireFreshSignIn();
        staff.MapPost("/sources/{id}/provider/publish", Publish).RequireRole(Role.DataEngineer, Role.AgreementOfficer);
        staff.MapPost("/sources/{id}/loads", Load).RequireRole(Role.DataEngineer).DisableRequestTimeout();
        staff.MapPost("/sources/{id}/end", End).RequireRole(Role.DataEngineer).RequireFreshSignIn().DisableRequestTimeout();
        staff.MapGet("/erasures", ListErasures).RequireRole(Role.DataEngineer, Role.Inspector);
        staff.MapGet("/snapshots", ListSnapshots).RequireRole(Role.DataEngineer, Role.Inspector);
        staff.MapPost("/snapshots", Link).RequireRole(Role.DataEngineer).DisableRequestTimeout();
        staff.MapPost("/snapshots/back", GoBack).RequireRole(Role.DataEngineer).RequireFreshSignIn();
    }

    static async Task<IResult> GetRegister(SourceRegister register, HubOptions options, CancellationToken cancellation) =>
        Results.Bytes(SourceJson.WriteRegister(await register.ListAsync(cancellation).ConfigureAwait(false), options.Clock.GetUtcNow()), Json);

    static async Task<IResult> Register(HttpContext context, SourceRegister register, HubOptions options)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        try
        {
            var source = await register.RegisterAsync(SourceJson.Read(body.ToArray()), context.Actor()).ConfigureAwait(false);
            return StaffJson.Answer(new { source.Entry.Id, source.Version, state = SourceJson.WordOf(source.StateAt(options.Clock.GetUtcNow())) });
        }
        catch (ExchangeFormatException exception) // An entry holds nothing about persons.
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "entry", exception.Message);
        }
    }

    static async Task<IResult> Confirm(string id, HttpContext context, SourceRegister register)
    {
        await register.ConfirmWithholdingAsync(id, context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    static async Task<IResult> Publish(string id, HttpContext context, SourceRegister register)
    {
        await register.PublishProviderAsync(id, context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    // The body is the extract: CSV, JSON lines or Parquet, told by its first bytes.
    static async Task<IResult> Load(string id, [FromQuery(Name = "as_of")] DateTimeOffset? asOf, HttpContext context, SourceLoads loads, HubOptions options)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (!s_extractTypes.Contains(type, StringComparer.OrdinalIgnoreCase)) // None that a form on another site could send.
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "media-type", $"Send the extract as one of {string.Join(", ", s_extractTypes)}.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null; // Who loads has signed in, and an extract may have any size.
        var path = Path.Combine(options.DataFolder, $".upload-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
        try
        {
            await using (var file = HubFolder.NewFile(path))
                await context.Request.Body.CopyToAsync(file, context.RequestAborted).ConfigureAwait(false);
            return StaffJson.Answer(await loads.LoadFilesAsync(id, [path], asOf, context.Actor(), context.RequestAborted).ConfigureAwait(false));
        }
        catch (BadInputException exception)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "extract", exception.Message.Replace(path, "the extract", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    static async Task<IResult> End(string id, HttpContext context, SourceErasures erasures)
    {
        var reason = await StaffJson.ReadAsync<Reason>(context.Request).ConfigureAwait(false);
        await erasures.EndAsync(id, reason.Text(), context.Actor()).ConfigureAwait(false);
        return Results.NoContent();
    }

    static async Task<IResult> ListErasures(SourceErasures erasures) => StaffJson.Answer(new { erasures = await erasures.ListAsync().ConfigureAwait(false) });

    static async Task<IResult> ListSnapshots(Snapshots snapshots) => StaffJson.Answer(new { snapshots = await snapshots.ListAsync().ConfigureAwait(false) });

    static async Task<IResult> Link(HttpContext context, Snapshots snapshots)
    {
        var asked = await StaffJson.ReadAsync<OfPartition>(context.Request).ConfigureAwait(false);
        try
        {
            var made = await snapshots.LinkAsync(asked.Partition, context.Actor(), asked.Reason).ConfigureAwait(false);
            return made is null ? Results.NoContent() : StaffJson.Answer(made);
        }
        catch (BadInputException exception)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "not-linked", exception.Message);
        }
    }

    static async Task<IResult> GoBack(HttpContext context, Snapshots snapshots)
    {
        var asked = await StaffJson.ReadAsync<OfPartition>(context.Request).ConfigureAwait(false);
        return StaffJson.Answer(await snapshots.GoBackAsync(asked.Partition, context.Actor(), asked.Reason).ConfigureAwait(false));
    }

    sealed record OfPartition(SnapshotPartition Partition, string Reason);
}

/// <summary>Why something is done.</summary>
/// <param name="Because">In words; no names.</param>
sealed record Reason(string Because)
{
    public string Text() => string.IsNullOrWhiteSpace(Because) || Because.Length > 2000
        ? throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "reason", "Say why, in at most 2000 characters.") : Because.Trim();
}
