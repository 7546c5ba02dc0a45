using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Forgets the grant of the current user.</summary>
/// <param name="services">What the endpoints share.</param>
internal sealed class DisconnectEndpoint(SignInServices services)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await services.ReadFormAsync(context).ConfigureAwait(false) is null)
        {
            return;
        }

        IGrantResolver resolver = services.GetResolver(context);
        if (await resolver.FindAsync(context, context.RequestAborted).ConfigureAwait(false) is { } grant)
        {
            if (!await services.TryForgetAsync(context, grant, context.RequestAborted).ConfigureAwait(false))
            {
                await services.WriteProblemAsync(context, SignInProblem.NotForgotten).ConfigureAwait(false);
                return;
            }

            (resolver as BrowserGrants)?.Remove(context);
            SignInLog.Disconnected(services.Logger, grant.Value);
        }

        PageResponse.Redirect(context, services.Addresses.Find(context, SignInEndpoint.Status));
    }
}
