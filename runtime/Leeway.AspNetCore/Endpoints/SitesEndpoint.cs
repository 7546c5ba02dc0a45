using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Lets the current user select one of several sites.</summary>
/// <param name="services">What the endpoints share.</param>
internal sealed class SitesEndpoint(SignInServices services)
{
    public async Task ShowAsync(HttpContext context)
    {
        (bool isAnswered, GrantId? grant) = await services.FindGrantOrChallengeAsync(context).ConfigureAwait(false);
        if (isAnswered)
        {
            return;
        }

        if (grant is not { } known || await services.FindSitesAsync(known, context.RequestAborted).ConfigureAwait(false) is not { Count: > 0 } sites)
        {
            // The page with the connection says what to do.
            PageResponse.Redirect(context, services.Addresses.Find(context, SignInEndpoint.Status));
            return;
        }

        SitePickerPage page = new()
        {
            Frame = services.CreateFrame(context),
            Token = services.CreateToken(context),
            Action = services.Addresses.Find(context, SignInEndpoint.Sites),
            Sites = sites,
            SelectedSite = await services.GetSiteStore(context).FindAsync(context, known, context.RequestAborted).ConfigureAwait(false),
            ReturnAddress = SignInServices.FindReturnAddress(context, context.Request.Query[ReturnAddress.Parameter]),
        };
        await PageResponse.WriteAsync(context, StatusCodes.Status200OK, page.Write()).ConfigureAwait(false);
    }

    public async Task SelectAsync(HttpContext context)
    {
        if (await services.ReadFormAsync(context).ConfigureAwait(false) is not { } form)
        {
            return;
        }

        if (await services.GetResolver(context).FindAsync(context, context.RequestAborted).ConfigureAwait(false) is not { } grant)
        {
            await services.RejectAsync(context, SignInProblem.NotSignedIn).ConfigureAwait(false);
            return;
        }

        if (await services.FindSitesAsync(grant, context.RequestAborted).ConfigureAwait(false) is not { } sites)
        {
            await services.RejectAsync(context, SignInProblem.Unavailable).ConfigureAwait(false);
            return;
        }

        string? wanted = SignInServices.ReadOnce(form[SitePickerPage.Field]);
        if (sites.FirstOrDefault(site => site.CloudId == wanted) is not { } selected)
        {
            await services.RejectAsync(context, SignInProblem.UnknownSite).ConfigureAwait(false);
            return;
        }

        await services.GetSiteStore(context).SetAsync(context, grant, selected.CloudId, context.RequestAborted).ConfigureAwait(false);
        PageResponse.Redirect(
            context, services.GetReturnAddress(context, SignInServices.FindReturnAddress(context, form[ReturnAddress.Parameter])));
    }
}
