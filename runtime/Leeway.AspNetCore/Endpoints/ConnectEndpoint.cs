using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Shows the connect page, and begins a sign-in when the user sends its form.</summary>
/// <param name="services">What the endpoints share.</param>
internal sealed class ConnectEndpoint(SignInServices services)
{
    public async Task ShowAsync(HttpContext context)
    {
        (bool isAnswered, GrantId? grant) = await services.FindGrantOrChallengeAsync(context).ConfigureAwait(false);
        if (isAnswered)
        {
            return;
        }

        IQueryCollection query = context.Request.Query;
        string? scopes = SignInServices.ReadOnce(query[AdditionalScopes.Parameter]);
        IReadOnlyList<string> additional = services.AdditionalScopes.Find(scopes, grant);
        GrantHealth? health = grant is { } known ? await services.FindHealthAsync(known, context.RequestAborted).ConfigureAwait(false) : null;
        ConnectPage page = new()
        {
            Frame = services.CreateFrame(context),
            Token = services.CreateToken(context),
            Action = services.Addresses.Find(context, SignInEndpoint.Connect),
            Health = health,
            AdditionalScopes = [.. additional.Except(health?.Scopes ?? [], StringComparer.Ordinal)],
            ProtectedScopes = additional.Count > 0 ? scopes : null,
            ReturnAddress = SignInServices.FindReturnAddress(context, query[ReturnAddress.Parameter]),
        };
        await PageResponse.WriteAsync(context, StatusCodes.Status200OK, page.Write(), FormTargets.Of(services.Atlassian)).ConfigureAwait(false);
    }

    public async Task BeginAsync(HttpContext context)
    {
        if (await services.ReadFormAsync(context).ConfigureAwait(false) is not { } form)
        {
            return;
        }

        IGrantResolver resolver = services.GetResolver(context);
        GrantId? current = await resolver.FindAsync(context, context.RequestAborted).ConfigureAwait(false);
        GrantId? grant = resolver is BrowserGrants ? BrowserGrants.Create() : current;
        if (grant is null)
        {
            await services.RejectAsync(context, SignInProblem.NotSignedIn).ConfigureAwait(false);
            return;
        }

        RequireCallback(context);
        IReadOnlyList<string> additional = services.AdditionalScopes.Find(SignInServices.ReadOnce(form[AdditionalScopes.Parameter]), current);

        // A consent replaces the scopes of earlier ones, so it also requests those that were added to this grant before.
        IReadOnlyList<string> granted = [];
        if (current is { } known)
        {
            if (await services.FindHealthAsync(known, context.RequestAborted).ConfigureAwait(false) is not { } health)
            {
                await services.WriteProblemAsync(context, SignInProblem.Unavailable).ConfigureAwait(false);
                return;
            }

            granted = health.Scopes;
        }

        AuthorizationRequest request = services.Flow.Begin(withPkce: true, [.. granted, .. additional]);
        services.Attempts.Keep(context, new SignInAttempt
        {
            State = request.State,
            CodeVerifier = request.CodeVerifier ?? "",
            Grant = grant.Value,
            Binding = UserGrantId.ComputeBinding(context.User, current),
            ExpiresAt = services.Time.GetUtcNow() + AtlassianSignInOptions.AttemptLifetime,
            ReturnAddress = SignInServices.FindReturnAddress(context, form[ReturnAddress.Parameter]) ?? "",
        });
        PageResponse.Redirect(context, request.Address.AbsoluteUri);
    }

    // Otherwise, users would find out when they return from Atlassian. A proxy may have removed the beginning of the path.
    private void RequireCallback(HttpContext context)
    {
        string callback = services.Addresses.Find(context, SignInEndpoint.Callback);
        if (services.Atlassian.RedirectUri!.AbsolutePath.EndsWith(callback, StringComparison.Ordinal))
        {
            return;
        }

        throw new InvalidOperationException(
            $"AtlassianOptions.RedirectUri is '{services.Atlassian.RedirectUri}', but the callback of the sign-in is mapped to '{callback}'. Change the path of one of them. The redirect address must also be the callback address in the developer console.");
    }
}
