using System.Net;
using System.Net.Http.Headers;
using Leeway.Http;

namespace Leeway.Calls;

/// <summary>Decides which kind of error an answer is.</summary>
internal static class ErrorClassification
{
    /// <param name="response">The answer.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="body">As much of its body as is known.</param>
    /// <param name="messages">The messages in the body.</param>
    public static ErrorKind Classify(HttpResponseMessage response, OperationDescriptor operation, string body, ErrorMessages messages) =>
        ScopeRefusal.IsOne(response, body) ? ErrorKind.MissingScope
        : LoginRefusal.SaysFailed(response) ? ErrorKind.LoginFailed
        : RedirectAnswer.IsOne(response.StatusCode) ? ClassifyRedirect(response)
        : LoginPage.IsOne(response, body) ? ErrorKind.LoginPage
        : response.StatusCode == HttpStatusCode.TooManyRequests ? ErrorKind.RateLimited
        : LoginRefusal.IsPlain(response) ? ErrorKind.LoginFailed
        : (int)response.StatusCode < 400 ? ErrorKind.Other
        : response.StatusCode == HttpStatusCode.NotFound ? ClassifyNotFound(response, operation, body, messages)
        : SiteTrouble.NamesSite(messages) ? ErrorKind.SiteUnavailable
        : ErrorKind.Other;

    private static ErrorKind ClassifyRedirect(HttpResponseMessage response)
    {
        if (RedirectAnswer.FindTarget(response) is not { } target)
        {
            return ErrorKind.Other;
        }

        bool isMove = !RedirectAnswer.HasLeftOrigin(response)
            && response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } asked
            && SiteMove.IsOne(asked, target, response.StatusCode);
        return LoginPage.IsAddress(target) ? ErrorKind.LoginPage
            : SiteTrouble.IsAddress(target) ? ErrorKind.SiteUnavailable
            : isMove ? ErrorKind.SiteMoved
            : ErrorKind.Other;
    }

    /// <summary>Applications delete their copy of what is not found, so only a product's own word for it counts.</summary>
    private static ErrorKind ClassifyNotFound(HttpResponseMessage response, OperationDescriptor operation, string body, ErrorMessages messages)
    {
        if (SiteTrouble.IsOne(response, body, messages))
        {
            return ErrorKind.SiteUnavailable;
        }

        // The lookups of sites are no operations of a product.
        return operation.Product.Length == 0 || UnknownRoute.IsOne(response, body, messages) ? ErrorKind.UnknownRoute
            : CarriedNoLogin(response) ? ErrorKind.Anonymous
            : ErrorKind.NotFound;
    }

    private static bool CarriedNoLogin(HttpResponseMessage response)
    {
        if (response.RequestMessage is not { } request)
        {
            return false;
        }

        HttpHeadersNonValidated headers = request.Headers.NonValidated;
        return RedirectAnswer.HasLeftOrigin(response) || !(headers.Contains("Authorization") || headers.Contains("Cookie"));
    }
}
