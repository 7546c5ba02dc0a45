using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The site is unavailable, suspended or deactivated. The status can be 404, but the response says nothing about the resource that the
/// call asked for: keep your data about it.
/// </summary>
public sealed class SiteUnavailableException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="status">The status of the response.</param>
    public SiteUnavailableException(string message, HttpStatusCode status)
        : base(message, status)
    {
    }

    internal SiteUnavailableException(string message, HttpStatusCode status, ErrorFacts facts)
        : base(message, status, facts)
    {
    }
}
