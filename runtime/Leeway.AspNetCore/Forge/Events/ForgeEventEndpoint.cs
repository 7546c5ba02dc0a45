using System.Text.Json;
using Leeway.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore.Forge.Events;

/// <summary>Receives events from Forge: authenticates the request itself, so that no middleware can be forgotten.</summary>
internal sealed class ForgeEventEndpoint(ForgeEventRoutes routes)
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

        ForgeEvent received = ForgeEvent.Create(json.FindObject("payload") ?? json, context.GetForgeInvocation(), context.RequestServices);
        await routes.HandleAsync(received, context.RequestAborted).ConfigureAwait(false);

        // Forge expects a response in JSON.
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = s_handled.Length;
        await context.Response.Body.WriteAsync(s_handled, context.RequestAborted).ConfigureAwait(false);
    }
}
