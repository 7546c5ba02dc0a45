using Leeway.Grants;
using Leeway.Sites;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Shows the connection of the current user.</summary>
/// <param name="services">What the endpoints share.</param>
internal sealed class StatusEndpoint(SignInServices services)
{
    public async Task HandleAsync(HttpContext context)
    {
        (bool isAnswered, GrantId? grant) = await services.FindGrantOrChallengeAsync(context).ConfigureAwait(false);
        if (isAnswered)
        {
            return;
        }

        GrantHealth? health;
        IReadOnlyList<Site>? sites = null;
        string? selected = null;
        if (grant is { } known)
        {
            health = await services.FindHealthAsync(known, context.RequestAborted).ConfigureAwait(false);
            if (health is not null && StatusPage.IsConnected(health))
            {
                sites = await services.FindSitesAsync(known, context.RequestAborted).ConfigureAwait(false);
                selected = await services.GetSiteStore(context).FindAsync(context, known, context.RequestAborted).ConfigureAwait(false);

                // The request for the sites may have found that the grant is lost.
                health = sites is null ? await services.FindHealthAsync(known, context.RequestAborted).ConfigureAwait(false) : health;
            }
        }
        else
        {
            health = new GrantHealth { Grant = default, State = GrantState.NotGranted, Advice = "" };
        }

        StatusPage page = new()
        {
            Frame = services.CreateFrame(context),
            Token = services.CreateToken(context),
            Connect = services.Addresses.Find(context, SignInEndpoint.Connect),
            Disconnect = services.Addresses.Find(context, SignInEndpoint.Disconnect),
            SelectSite = services.Addresses.Find(context, SignInEndpoint.Sites),
            Health = health,
            Sites = sites,
            SelectedSite = selected,
        };
        await PageResponse.WriteAsync(context, StatusCodes.Status200OK, page.Write(), FormTargets.Of(services.Atlassian)).ConfigureAwait(false);
    }
}
