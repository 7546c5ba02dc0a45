using Leeway.Grants;
using Leeway.Sites;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Leeway.AspNetCore;

/// <summary>What the endpoints of a sign-in share.</summary>
internal sealed class SignInServices
{
    public required string Registration { get; init; }

    public required AtlassianOptions Atlassian { get; init; }

    public required AtlassianSignInOptions Options { get; init; }

    public required string ApplicationName { get; init; }

    public required IGrantKeeper Keeper { get; init; }

    public required IAuthorizationCodeFlow Flow { get; init; }

    public required ISiteDirectory Sites { get; init; }

    public required SignInAttempts Attempts { get; init; }

    public required AdditionalScopes AdditionalScopes { get; init; }

    public required SignInAddresses Addresses { get; init; }

    public required IAntiforgery Antiforgery { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <exception cref="InvalidOperationException">The registration has no sign-in.</exception>
    public static SignInServices Require(IServiceProvider provider, string registration) =>
        provider.GetServiceOf<SignInServices>(registration)
        ?? throw new InvalidOperationException(
            registration.Length == 0
                ? "There is no sign-in. Call AddSignIn(...) on the builder that AddAtlassian returned."
                : $"There is no sign-in with the name '{registration}'. Call services.AddAtlassian(\"{registration}\", ...).AddSignIn(...), or correct the name.");

    /// <summary>Reads a parameter; <see langword="null"/> if it is missing or occurs several times.</summary>
    public static string? ReadOnce(StringValues values) => values.Count == 1 ? values[0] : null;

    public IGrantResolver GetResolver(HttpContext context) => context.RequestServices.GetRequiredServiceOf<IGrantResolver>(Registration);

    public ISelectedSiteStore GetSiteStore(HttpContext context) => context.RequestServices.GetRequiredServiceOf<ISelectedSiteStore>(Registration);

    public PageFrame CreateFrame(HttpContext context) => new()
    {
        ApplicationName = ApplicationName,
        Stylesheet = Addresses.Find(context, SignInEndpoint.Stylesheet, ("v", Stylesheet.Version)),
        OwnStylesheet = Options.Stylesheet,
        Home = Options.DefaultReturnAddress ?? context.Request.PathBase.Add("/").ToUriComponent(),
        Status = Addresses.Find(context, SignInEndpoint.Status),
    };

    public FormToken CreateToken(HttpContext context)
    {
        AntiforgeryTokenSet tokens = Antiforgery.GetAndStoreTokens(context);
        return new FormToken(tokens.FormFieldName, tokens.RequestToken!);
    }

    /// <summary>Finds the grant of the current user, or lets the user sign in to the application first.</summary>
    /// <returns>Whether the request is answered, and the grant; <see langword="null"/> if the browser has none yet.</returns>
    public async Task<(bool IsAnswered, GrantId? Grant)> FindGrantOrChallengeAsync(HttpContext context)
    {
        IGrantResolver resolver = GetResolver(context);
        GrantId? grant = await resolver.FindAsync(context, context.RequestAborted).ConfigureAwait(false);
        if (grant is not null || resolver is BrowserGrants)
        {
            return (false, grant);
        }

        await ChallengeAsync(context).ConfigureAwait(false);
        return (true, null);
    }

    /// <summary>Reads a form. One that was not sent by a page of this user is rejected: the request is answered.</summary>
    /// <returns>The form; <see langword="null"/> if it was rejected.</returns>
    public async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            try
            {
                await Antiforgery.ValidateRequestAsync(context).ConfigureAwait(false);
                return await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            }
            catch (AntiforgeryValidationException)
            {
                // Rejected below, like a request that is not a form.
            }
        }

        await RejectAsync(context, SignInProblem.InvalidForm).ConfigureAwait(false);
        return null;
    }

    /// <summary>Forgets a grant and the site that was selected for it.</summary>
    /// <returns>Whether the grant is forgotten. If not, the problem is in the log.</returns>
    public async Task<bool> TryForgetAsync(HttpContext context, GrantId grant, CancellationToken cancellationToken)
    {
        try
        {
            await Keeper.ForgetAsync(grant, cancellationToken).ConfigureAwait(false);
        }
        catch (GrantNotForgottenException exception)
        {
            SignInLog.Failed(Logger, grant.Value, SignInProblem.NotForgotten, exception);
            return false;
        }

        await GetSiteStore(context).SetAsync(context, grant, null, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Returns the validated address of a parameter.</summary>
    public static string? FindReturnAddress(HttpContext context, StringValues values) => ReturnAddress.Find(ReadOnce(values), context.Request.PathBase);

    /// <summary>Returns where the browser goes when the user has finished.</summary>
    public string GetReturnAddress(HttpContext context, string? wanted) =>
        !string.IsNullOrEmpty(wanted) ? wanted : Options.DefaultReturnAddress ?? Addresses.Find(context, SignInEndpoint.Status);

    /// <summary>Reads the state of a grant; <see langword="null"/> if the store cannot be read.</summary>
    public async Task<GrantHealth?> FindHealthAsync(GrantId grant, CancellationToken cancellationToken)
    {
        try
        {
            return await Keeper.GetHealthAsync(grant, cancellationToken).ConfigureAwait(false);
        }
        catch (TokenUnavailableException exception)
        {
            SignInLog.HealthUnavailable(Logger, grant.Value, exception);
            return null;
        }
    }

    /// <summary>Lists the sites of a grant; <see langword="null"/> if Atlassian does not list them.</summary>
    public async Task<IReadOnlyList<Site>?> FindSitesAsync(GrantId grant, CancellationToken cancellationToken)
    {
        try
        {
            return await Sites.ListAsync(grant, cancellationToken).ConfigureAwait(false);
        }
        catch (LeewayException exception)
        {
            SignInLog.SitesUnavailable(Logger, grant.Value, exception);
            return null;
        }
    }

    /// <summary>Logs that a request is refused, and answers it with the page that says why.</summary>
    public Task RejectAsync(HttpContext context, SignInProblem problem)
    {
        SignInLog.Rejected(Logger, problem);
        return WriteProblemAsync(context, problem);
    }

    public Task WriteProblemAsync(HttpContext context, SignInProblem problem) => PageResponse.WriteAsync(
        context, ProblemPage.GetStatus(problem), ProblemPage.Write(CreateFrame(context), problem, Addresses.Find(context, SignInEndpoint.Connect)));

    /// <summary>Lets the user sign in to the application.</summary>
    public async Task ChallengeAsync(HttpContext context)
    {
        if (context.RequestServices.GetService<IAuthenticationSchemeProvider>() is { } schemes
            && await schemes.GetDefaultChallengeSchemeAsync().ConfigureAwait(false) is not null)
        {
            PageResponse.SetHeaders(context.Response);
            await context.ChallengeAsync().ConfigureAwait(false);
        }
        else
        {
            await WriteProblemAsync(context, SignInProblem.NotSignedIn).ConfigureAwait(false);
        }
    }
}
