using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Completes a sign-in when the browser returns from Atlassian.</summary>
/// <param name="services">What the endpoints share.</param>
internal sealed class CallbackEndpoint(SignInServices services)
{
    private const string State = "state";
    private const string Code = "code";
    private const string Error = "error";
    private const string ErrorDescription = "error_description";

    /// <summary>The errors of RFC 6749. Only these are logged, because a callback may contain any text.</summary>
    private static readonly string[] s_errors =
    [
        "invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type", "invalid_scope", "server_error",
        "temporarily_unavailable",
    ];

    public async Task HandleAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        if (!IsComplete(query))
        {
            await services.RejectAsync(context, SignInProblem.IncompleteAnswer).ConfigureAwait(false);
            return;
        }

        IGrantResolver resolver = services.GetResolver(context);
        GrantId? current = await resolver.FindAsync(context, context.RequestAborted).ConfigureAwait(false);
        if (current is null && resolver is not BrowserGrants)
        {
            await services.RejectAsync(context, SignInProblem.NotSignedIn).ConfigureAwait(false);
            return;
        }

        byte[] binding = UserGrantId.ComputeBinding(context.User, current);
        if (services.Attempts.Take(context, query[State]!, binding, out SignInAttempt? attempt) is { } rejection)
        {
            await services.RejectAsync(context, rejection).ConfigureAwait(false);
            return;
        }

        if (await CompleteAsync(context, query, attempt!).ConfigureAwait(false) is { } problem)
        {
            await services.WriteProblemAsync(context, problem).ConfigureAwait(false);
            return;
        }

        if (resolver is BrowserGrants && context.RequestAborted.IsCancellationRequested)
        {
            // The browser does not receive the cookie that names the new grant, and still has that of its former one.
            await services.TryForgetAsync(context, attempt!.Grant, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        SignInLog.Completed(services.Logger, attempt!.Grant.Value);
        string? selected = await services.GetSiteStore(context).FindAsync(context, current ?? attempt.Grant, context.RequestAborted).ConfigureAwait(false);
        if (resolver is BrowserGrants browser)
        {
            await ReplaceAsync(context, browser, current, attempt.Grant).ConfigureAwait(false);
        }

        PageResponse.Redirect(context, await FindNextAsync(context, attempt, selected).ConfigureAwait(false));
    }

    // A parameter that occurs twice could mean one thing here and another elsewhere.
    private static bool IsComplete(IQueryCollection query) =>
        query[State] is { Count: 1 } state
        && !string.IsNullOrEmpty(state)
        && query[Code].Count <= 1
        && query[Error].Count <= 1
        && query[ErrorDescription].Count <= 1
        && string.IsNullOrEmpty(query[Code]) != string.IsNullOrEmpty(query[Error]);

    private async Task<SignInProblem?> CompleteAsync(HttpContext context, IQueryCollection query, SignInAttempt attempt)
    {
        AuthorizationRequest request = new()
        {
            Address = services.Atlassian.Endpoints.AuthorizationServer,
            State = attempt.State,
            CodeVerifier = attempt.CodeVerifier.Length == 0 ? null : attempt.CodeVerifier,
        };
        try
        {
            await services.Flow.CompleteAsync(request, CreateCallback(query), attempt.Grant, context.RequestAborted).ConfigureAwait(false);
            return null;
        }
        catch (SignInException exception)
        {
            return Explain(exception, query, attempt.Grant);
        }
        catch (ClientCredentialsRefusedException exception)
        {
            return Fail(SignInProblem.AppRefused, exception);
        }
        catch (TokenUnavailableException exception)
        {
            return Fail(SignInProblem.Unavailable, exception);
        }

        SignInProblem Fail(SignInProblem problem, Exception exception)
        {
            SignInLog.Failed(services.Logger, attempt.Grant.Value, problem, exception);
            return problem;
        }
    }

    // Built from the parameters that were checked, so that the flow cannot read other ones.
    private static Uri CreateCallback(IQueryCollection query)
    {
        string name = string.IsNullOrEmpty(query[Error]) ? Code : Error;
        return new Uri($"?{State}={Uri.EscapeDataString(query[State]!)}&{name}={Uri.EscapeDataString(query[name]!)}", UriKind.Relative);
    }

    // The message of the exception may contain text of the callback, so it is not logged.
    private SignInProblem Explain(SignInException exception, IQueryCollection query, GrantId grant)
    {
        SignInProblem problem = exception.Failure switch
        {
            SignInFailure.Declined => SignInProblem.Declined,
            SignInFailure.RequestRefused => SignInProblem.RequestRefused,
            SignInFailure.CodeRefused => SignInProblem.CodeRefused,
            _ => SignInProblem.IncompleteAnswer,
        };
        if (problem == SignInProblem.RequestRefused)
        {
            string error = query[Error].ToString();
            SignInLog.RequestRefused(services.Logger, grant.Value, Array.Find(s_errors, known => known == error) ?? "(not one of the standard errors)");
        }
        else if (problem == SignInProblem.Declined)
        {
            SignInLog.Declined(services.Logger, grant.Value);
        }
        else
        {
            SignInLog.Failed(services.Logger, grant.Value, problem, null);
        }

        return problem;
    }

    /// <summary>Gives the browser its new grant, and forgets the one that it had.</summary>
    private async Task ReplaceAsync(HttpContext context, BrowserGrants browser, GrantId? former, GrantId grant)
    {
        browser.Assign(context, grant);
        if (former is { } replaced)
        {
            await services.TryForgetAsync(context, replaced, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Finds where the browser goes next: to the list of sites if the user has to select one.</summary>
    /// <param name="context">The callback.</param>
    /// <param name="attempt">The sign-in.</param>
    /// <param name="selected">The site that was selected before.</param>
    private async Task<string> FindNextAsync(HttpContext context, SignInAttempt attempt, string? selected)
    {
        if (services.Atlassian.Site is null
            && await services.FindSitesAsync(attempt.Grant, context.RequestAborted).ConfigureAwait(false) is { } sites)
        {
            bool isReached = sites.Any(site => site.CloudId == selected);
            if (selected is not null)
            {
                // A browser has another grant after each consent, so the selection is stored again.
                await services.GetSiteStore(context)
                    .SetAsync(context, attempt.Grant, isReached ? selected : null, context.RequestAborted).ConfigureAwait(false);
            }

            if (!isReached && sites.Count > 1)
            {
                return services.Addresses.Find(context, SignInEndpoint.Sites, (ReturnAddress.Parameter, attempt.ReturnAddress));
            }
        }

        return services.GetReturnAddress(context, attempt.ReturnAddress);
    }
}
