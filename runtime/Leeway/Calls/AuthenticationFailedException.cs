using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The login of a request did not count: its token has ended or was never good, its account is locked or disabled, or the answer was a
/// login page.
/// </summary>
/// <remarks>
/// Not every such answer is a 401. Jira serves a request whose login failed as an anonymous one, so the status can also be 200 with an
/// empty list, or 404; the header <c>X-Seraph-LoginReason</c> then says that the login failed
/// (<see cref="AtlassianApiException.LoginReason"/>). <see cref="AtlassianApiException.Advice"/> says what to do for the kind of login
/// that the request carried. A login that lacks a scope is a <see cref="MissingScopeException"/> instead.
/// </remarks>
public sealed class AuthenticationFailedException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="status">The answer's status.</param>
    public AuthenticationFailedException(string message, HttpStatusCode status)
        : base(message, status)
    {
    }

    internal AuthenticationFailedException(string message, HttpStatusCode status, ErrorFacts facts, Exception? innerException)
        : base(message, status, facts, innerException)
    {
    }

    /// <summary>
    /// Whether the request was a write that the server answered with success although its login failed. The server may then have done
    /// it as an anonymous user: look before you send it again.
    /// </summary>
    public bool MayHaveWrittenAnonymously { get; init; }
}
