using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The site was renamed: it returns a redirect to another address. The redirect is not followed, because the login is for the
/// configured address only, and without it the new address would treat the request as anonymous.
/// </summary>
public sealed class SiteMovedException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="newAddress">The new address of the site.</param>
    public SiteMovedException(string message, HttpStatusCode status, Uri newAddress)
        : base(message, status)
    {
        ArgumentNullException.ThrowIfNull(newAddress);
        NewAddress = newAddress;
    }

    internal SiteMovedException(string message, HttpStatusCode status, ErrorFacts facts, Uri newAddress)
        : base(message, status, facts)
    {
        NewAddress = newAddress;
    }

    /// <summary>
    /// The new address of the site, such as <c>https://new.atlassian.net</c>, from the redirect. Check it before you set it as
    /// <see cref="AtlassianOptions.Site"/>, because the login is sent there.
    /// </summary>
    public Uri NewAddress { get; }
}
