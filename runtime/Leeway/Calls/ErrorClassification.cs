using System.Net;
using System.Net.Http.Headers;
using Leeway.Http;

namespace Leeway.Calls;

/// <summary>Decides the kind of an error response.</summary>
internal static class ErrorClassification
{
    /// <param name="response">The response.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="body">The part of its body that was read.</param>
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

    /// <summary>Classifies a 404. Applications delete their copy of what is not found, so only the product itself can say that.</summary>
    private static ErrorKind ClassifyNotFound(HttpResponseMessage response, OperationDescriptor operation, string body, ErrorMessages messages)
    {
        if (SiteTrouble.IsOne(response, body, messages))
        {
            return ErrorKind.SiteUnavailable;
        }

        // Site lookups are not operations of a product.
        return operation.Product.Length == 0 || UnknownRoute.IsOne(response, body, messages) ? ErrorKind.UnknownRoute
            : LacksLogin(response) ? ErrorKind.Anonymous
            : ErrorKind.NotFound;
    }

    private static bool LacksLogin(HttpResponseMessage response)
    {
        if (response.RequestMessage is not { } request)
        {
            return false;
        }

        HttpHeadersNonValidated headers = request.Headers.NonValidated;
        return RedirectAnswer.HasLeftOrigin(response) || !(headers.Contains("Authorization") || headers.Contains("Cookie"));
    }
}
