using System.Text.Json;
using Leeway.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Forge.Events;

/// <summary>Receives events from Forge: authenticates the request itself, so that no middleware can be forgotten.</summary>
internal sealed class ForgeEventEndpoint(ForgeEventRoutes routes, ILogger logger)
{
    private static readonly byte[] s_handled = [.. "{}"u8];

    public async Task ReceiveAsync(HttpContext context)
    {
        AuthenticateResult authenticated = await context.AuthenticateAsync(routes.AuthenticationScheme).ConfigureAwait(false);
        if (!authenticated.Succeeded)
        {
            await context.ChallengeAsync(routes.AuthenticationScheme).ConfigureAwait(false);
            return;
        }

        ForgeInvocation invocation = context.GetForgeInvocation();
        if (!IsSentByForge(invocation))
        {
            ForgeEventLog.EventFromUser(logger, invocation.Module?.Type);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        byte[]? body = await BoundedBody.ReadAsync(context.Request, routes.MaxBodyBytes, context.RequestAborted).ConfigureAwait(false);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        RawJson json;
        try
        {
            json = RawJson.Parse(body);
        }
        catch (JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        ForgeEvent received = ForgeEvent.Create(json.FindObject("payload") ?? json, invocation, context.RequestServices);
        if (received is ForgeLifecycleEvent { InstallationId: { } installation } && !IsSame(installation, invocation.InstallationId))
        {
            ForgeEventLog.EventOfAnotherInstallation(logger);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await routes.HandleAsync(received, context.RequestAborted).ConfigureAwait(false);

        // Forge expects a response in JSON.
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = s_handled.Length;
        await context.Response.Body.WriteAsync(s_handled, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether Forge itself sends the request. A user of the app can send any request with a valid token from the app's user interface, in
    /// which case the token names the user or the module of the interface.
    /// </summary>
    private static bool IsSentByForge(ForgeInvocation invocation) => invocation.Principal is null && invocation.Module?.Type == ForgeModule.Endpoint;

    private static bool IsSame(string installation, string signed) =>
        string.Equals(installation, signed, StringComparison.OrdinalIgnoreCase)
        || string.Equals(installation, signed[(signed.LastIndexOf('/') + 1)..], StringComparison.OrdinalIgnoreCase);
}
