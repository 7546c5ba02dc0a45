using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Forgets the grant of the current user.</summary>
/// <param name="services">What the endpoints share.</param>
internal sealed class DisconnectEndpoint(SignInServices services)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await services.ReadFormAsync(context).ConfigureAwait(false) is not { } form)
        {
            SignInLog.Rejected(services.Logger, SignInProblem.InvalidForm);
            await services.WriteProblemAsync(context, SignInProblem.InvalidForm).ConfigureAwait(false);
            return;
        }

        IGrantResolver resolver = services.GetResolver(context);
        if (await resolver.FindAsync(context, context.RequestAborted).ConfigureAwait(false) is { } grant)
        {
            try
            {
                await services.Keeper.ForgetAsync(grant, context.RequestAborted).ConfigureAwait(false);
            }
            catch (GrantNotForgottenException exception)
            {
                SignInLog.Failed(services.Logger, grant.Value, SignInProblem.NotForgotten, exception);
                await services.WriteProblemAsync(context, SignInProblem.NotForgotten).ConfigureAwait(false);
                return;
            }

            await services.GetSiteStore(context).SetAsync(context, grant, null, context.RequestAborted).ConfigureAwait(false);
            (resolver as BrowserGrants)?.Remove(context);
            SignInLog.Disconnected(services.Logger, grant.Value);
        }

        PageResponse.Redirect(
            context,
            SignInServices.FindReturnAddress(context, form[ReturnAddress.Parameter]) ?? services.Addresses.Find(context, SignInEndpoint.Status));
    }
}
