using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The site is unavailable, suspended or deactivated. Its status can be 404, and yet the answer says nothing about the thing that the
/// call asked for: keep what you know about it.
/// </summary>
public sealed class SiteUnavailableException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="status">The answer's status.</param>
    public SiteUnavailableException(string message, HttpStatusCode status)
        : base(message, status)
    {
    }

    internal SiteUnavailableException(string message, HttpStatusCode status, ErrorFacts facts)
        : base(message, status, facts)
    {
    }
}
