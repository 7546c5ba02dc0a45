using Leeway.Grants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore;

/// <summary>Shows the grants of all users to operators.</summary>
/// <remarks>
/// It evaluates the policy itself, so that the page is never public because of what the application allows for all its endpoints.
/// </remarks>
/// <param name="services">What the endpoints share.</param>
/// <param name="counts">What happened in this process.</param>
/// <param name="policyName">The policy that operators satisfy.</param>
internal sealed class GrantsEndpoint(SignInServices services, GrantCounts counts, string policyName)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!await AuthorizeAsync(context).ConfigureAwait(false))
        {
            return;
        }

        GrantsPage page = new()
        {
            Frame = services.CreateFrame(context),
            Counts = counts,
            List = await GrantList.ReadAsync(
                context.RequestServices.GetRequiredServiceOf<IGrantInventory>(services.Registration),
                GrantList.GetPrefix(services.Registration, services.Atlassian.ClientId),
                services.Atlassian.Grants,
                services.Time.GetUtcNow(),
                context.RequestAborted).ConfigureAwait(false),
        };
        await PageResponse.WriteAsync(context, StatusCodes.Status200OK, page.Write()).ConfigureAwait(false);
    }

    private async Task<bool> AuthorizeAsync(HttpContext context)
    {
        AuthorizationPolicy policy =
            await context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(policyName).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                $"AtlassianSignInOptions.OperatorPolicy is '{policyName}', but there is no such policy. Add it with AddAuthorizationBuilder().AddPolicy(\"{policyName}\", ...).");
        IPolicyEvaluator evaluator = context.RequestServices.GetRequiredService<IPolicyEvaluator>();
        AuthenticateResult user = await evaluator.AuthenticateAsync(policy, context).ConfigureAwait(false);
        PolicyAuthorizationResult result = await evaluator.AuthorizeAsync(policy, user, context, context.GetEndpoint()).ConfigureAwait(false);
        if (result.Succeeded)
        {
            return true;
        }

        PageResponse.SetHeaders(context.Response);
        await RefuseAsync(context, policy, result.Challenged).ConfigureAwait(false);
        return false;
    }

    private static async Task RefuseAsync(HttpContext context, AuthorizationPolicy policy, bool isChallenged)
    {
        foreach (string? scheme in policy.AuthenticationSchemes.DefaultIfEmpty(null))
        {
            await (isChallenged ? context.ChallengeAsync(scheme) : context.ForbidAsync(scheme)).ConfigureAwait(false);
        }
    }
}
