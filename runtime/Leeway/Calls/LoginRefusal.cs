using System.Net;

namespace Leeway.Calls;

/// <summary>Recognizes responses that prove, whatever their status, that the login was not accepted.</summary>
internal static class LoginRefusal
{
    /// <summary>Whether a response proves it. Only the headers are examined, because almost every response is checked.</summary>
    /// <param name="response">The response.</param>
    /// <param name="operation">The operation. What proves it is known of Atlassian only.</param>
    public static bool IsOne(HttpResponseMessage response, OperationDescriptor operation) =>
        operation.IsOfAtlassian && IsOne(response);

    private static bool IsOne(HttpResponseMessage response) =>
        SaysFailed(response)
        || LoginPage.IsFromLoginHost(response)
        || (RedirectAnswer.IsOne(response.StatusCode) && RedirectAnswer.FindTarget(response) is { } target && LoginPage.IsAddress(target));

    /// <summary>Whether the product reports that the login failed.</summary>
    /// <remarks>After a redirect to another host, the headers say nothing about the login, because that host was not sent it.</remarks>
    public static bool SaysFailed(HttpResponseMessage response) =>
        LoginReason.Find(response) is LoginOutcome.Failed or LoginOutcome.Barred && !RedirectAnswer.HasLeftOrigin(response);

    /// <summary>
    /// Whether a 401 is about the login: it does not come from another host, and the product did not report that the login was accepted.
    /// </summary>
    public static bool IsPlain(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && LoginReason.Find(response) != LoginOutcome.Accepted
        && !RedirectAnswer.HasLeftOrigin(response);
}
