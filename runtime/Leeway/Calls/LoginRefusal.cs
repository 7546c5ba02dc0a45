using System.Net;

namespace Leeway.Calls;

/// <summary>Recognises answers that prove, whatever their status, that the login of their request did not count.</summary>
internal static class LoginRefusal
{
    /// <summary>Looks at the head of an answer alone, because nearly every answer is asked this.</summary>
    public static bool IsOne(HttpResponseMessage response) =>
        SaysFailed(response) || (RedirectAnswer.IsOne(response.StatusCode) && RedirectAnswer.FindTarget(response) is { } target && LoginPage.IsAddress(target));

    /// <summary>Whether the product says that the login failed.</summary>
    /// <remarks>A host that a redirect led to was not sent the login, so its headers do not speak of it.</remarks>
    public static bool SaysFailed(HttpResponseMessage response) =>
        LoginReason.Find(response) is LoginOutcome.Failed or LoginOutcome.Barred && !RedirectAnswer.HasLeftOrigin(response);

    /// <summary>Whether a 401 is about the login: not of another host, and not of a user whose login is good.</summary>
    public static bool IsPlain(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && LoginReason.Find(response) != LoginOutcome.Accepted
        && !RedirectAnswer.HasLeftOrigin(response);
}
