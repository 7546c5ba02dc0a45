using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The product reports that the resource does not exist, or that the user may not see it: Atlassian returns the same response for both.
/// </summary>
/// <remarks>
/// Other responses with the status 404 cause other exceptions: <see cref="SiteUnavailableException"/> for a site that is unavailable or
/// suspended, <see cref="AuthenticationFailedException"/> if the login failed, and a plain <see cref="AtlassianApiException"/> for a
/// route or site that the gateway does not know, or if the request carried no login.
/// </remarks>
public sealed class NotFoundException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public NotFoundException(string message)
        : base(message, HttpStatusCode.NotFound)
    {
    }

    /// <summary>Initializes a copy with a message that says more about what was not found.</summary>
    internal NotFoundException(string message, NotFoundException cause)
        : base(message, cause)
    {
    }

    internal NotFoundException(string message, ErrorFacts facts)
        : base(message, HttpStatusCode.NotFound, facts)
    {
    }
}
