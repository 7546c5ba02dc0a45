using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The product says that the thing does not exist, or that the user may not see it: Atlassian's answer is the same for both.
/// </summary>
/// <remarks>
/// Other answers with the status 404 are other exceptions: <see cref="SiteUnavailableException"/> for a site that is unavailable or
/// suspended, <see cref="AuthenticationFailedException"/> where the login failed, and a plain <see cref="AtlassianApiException"/> for a
/// route or site that the gateway does not know, or where the request that was answered carried no login.
/// </remarks>
public sealed class NotFoundException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened.</param>
    public NotFoundException(string message)
        : base(message, HttpStatusCode.NotFound)
    {
    }

    internal NotFoundException(string message, ErrorFacts facts)
        : base(message, HttpStatusCode.NotFound, facts)
    {
    }
}
