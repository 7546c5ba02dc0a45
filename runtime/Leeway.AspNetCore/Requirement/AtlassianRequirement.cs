using System.Text.Json;
using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>
/// Runs an endpoint only for users who are connected, and sends users to the connect page if a call in the endpoint finds that they must
/// connect again.
/// </summary>
/// <param name="registration">The name of the registration.</param>
/// <param name="next">The endpoint.</param>
internal sealed class AtlassianRequirement(string registration, RequestDelegate next)
{
    private const string Documentation = "https://github.com/leeway-dotnet/leeway/blob/main/docs/aspnetcore.md#";

    public async Task InvokeAsync(HttpContext context)
    {
        SignInServices services = SignInServices.Require(context.RequestServices, registration);

        // Shared with the calls of the endpoint, so that the grant is found once for each request.
        CurrentGrant current = context.RequestServices.GetRequiredServiceOf<CurrentGrant>(registration);
        GrantId? grant = (await current.FindAsync(context, context.RequestAborted).ConfigureAwait(false))?.Grant;
        ConnectionDemand? demand = await FindDemandAsync(services, grant, context.RequestAborted).ConfigureAwait(false);
        if (demand is null)
        {
            try
            {
                await next(context).ConfigureAwait(false);
                return;
            }
            catch (LeewayException exception) when (!context.Response.HasStarted)
            {
                demand = await FindDemandAsync(services, current, grant, exception, context.RequestAborted).ConfigureAwait(false);
                if (demand is null)
                {
                    throw;
                }
            }

            context.Response.Clear();
        }

        await AnswerAsync(services, context, demand).ConfigureAwait(false);
    }

    private static async ValueTask<ConnectionDemand?> FindDemandAsync(SignInServices services, GrantId? grant, CancellationToken cancellationToken)
    {
        if (grant is not { } known)
        {
            return CreateConnect();
        }

        try
        {
            await services.Keeper.GetAccessTokenAsync(known, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ReauthorizationRequiredException)
        {
            return CreateConnect();
        }
        catch (Exception exception) when (exception is TokenUnavailableException or ClientCredentialsRefusedException)
        {
            // The user cannot change this by connecting. The endpoint may work without a call; if not, its call throws this again.
            return null;
        }
    }

    private static async ValueTask<ConnectionDemand?> FindDemandAsync(
        SignInServices services, CurrentGrant current, GrantId? grant, LeewayException exception, CancellationToken cancellationToken) => exception switch
        {
            // The endpoint may also use the grants of others, which this user cannot restore, and a user has the same grant id in each registration.
            ReauthorizationRequiredException lost when lost.Grant == grant => await FindDemandAsync(services, grant, cancellationToken).ConfigureAwait(false),
            _ when !current.IsOwnFailure(exception) => null,
            NoCurrentGrantException => CreateConnect(),
            MissingScopeException missing when grant is { } known => await CreateScopesAsync(services, known, missing, cancellationToken).ConfigureAwait(false),
            SiteSelectionException { Sites.Count: > 1 } => CreateSites(),
            _ => null,
        };

    private static ConnectionDemand CreateConnect() => new()
    {
        Status = StatusCodes.Status401Unauthorized,
        Type = "connection-required",
        Title = "The user is not connected to Atlassian.",
        Detail = "Let the user open the address in 'connect' in a browser. Add the parameter 'returnUrl' to return to a page of this application.",
        Endpoint = SignInEndpoint.Connect,
    };

    private static ConnectionDemand CreateSites() => new()
    {
        Status = StatusCodes.Status409Conflict,
        Type = "site-required",
        Title = "The user has not selected a site.",
        Detail = "The user's connection reaches several sites. Let the user open the address in 'connect' in a browser and select one. Add the parameter 'returnUrl' to return to a page of this application.",
        Endpoint = SignInEndpoint.Sites,
    };

    private static async ValueTask<ConnectionDemand?> CreateScopesAsync(
        SignInServices services, GrantId grant, MissingScopeException exception, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> needed = exception.ClassicScopes.Count > 0 ? exception.ClassicScopes : exception.GranularScopes;
        if (needed.Count == 0)
        {
            return null;
        }

        IReadOnlyList<string> granted = (await services.FindHealthAsync(grant, cancellationToken).ConfigureAwait(false))?.Scopes ?? exception.GrantedScopes ?? [];
        string[] missing = [.. needed.Except(granted, StringComparer.Ordinal)];
        return new ConnectionDemand
        {
            Status = StatusCodes.Status403Forbidden,
            Type = "scopes-required",
            Title = "The user's connection lacks permissions.",
            Detail = "Let the user open the address in 'connect' in a browser and grant them. Add the parameter 'returnUrl' to return to a page of this application.",
            Endpoint = SignInEndpoint.Connect,
            MissingScopes = missing,
            ProtectedScopes = services.AdditionalScopes.Protect(grant, needed),
        };
    }

    private static Task AnswerAsync(SignInServices services, HttpContext context, ConnectionDemand demand)
    {
        if (RequestKind.IsPage(context))
        {
            PageResponse.Redirect(context, services.Addresses.Find(
                context,
                demand.Endpoint,
                (ReturnAddress.Parameter, ReturnAddress.Of(context.Request)),
                (AdditionalScopes.Parameter, demand.ProtectedScopes)));
            return Task.CompletedTask;
        }

        string connect = services.Addresses.Find(context, demand.Endpoint, (AdditionalScopes.Parameter, demand.ProtectedScopes));
        return WriteProblemAsync(context, demand, connect);
    }

    private static async Task WriteProblemAsync(HttpContext context, ConnectionDemand demand, string connect)
    {
        HttpResponse response = context.Response;
        PageResponse.SetHeaders(response);
        response.StatusCode = demand.Status;
        response.ContentType = "application/problem+json";
        if (demand.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Atlassian";
        }

        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("type", Documentation + demand.Type);
            json.WriteString("title", demand.Title);
            json.WriteNumber("status", demand.Status);
            json.WriteString("detail", demand.Detail);
            json.WriteString("connect", connect);
            if (demand.MissingScopes.Count > 0)
            {
                json.WriteStartArray("missingScopes");
                foreach (string scope in demand.MissingScopes)
                {
                    json.WriteStringValue(scope);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
