using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The login of a request was not accepted: its token has expired or was never valid, its account is locked or disabled, or the response
/// was a login page.
/// </summary>
/// <remarks>
/// The status is not always 401. Jira treats a request whose login failed as an anonymous request, so the status can also be 200 with an
/// empty list, or 404; the header <c>X-Seraph-LoginReason</c> then states that the login failed
/// (<see cref="AtlassianApiException.LoginReason"/>). <see cref="AtlassianApiException.Advice"/> says what to do for the kind of login
/// that was sent. If the login lacks a scope, a <see cref="MissingScopeException"/> is thrown instead.
/// </remarks>
public sealed class AuthenticationFailedException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="status">The status of the response.</param>
    public AuthenticationFailedException(string message, HttpStatusCode status)
        : base(message, status)
    {
    }

    internal AuthenticationFailedException(string message, HttpStatusCode status, ErrorFacts facts, Exception? innerException)
        : base(message, status, facts, innerException)
    {
    }

    /// <summary>
    /// Whether the request was a write and the server returned a success although the login failed. The server may then have carried out
    /// the write as an anonymous user: check before you send it again.
    /// </summary>
    public bool MayHaveWrittenAnonymously { get; init; }
}
