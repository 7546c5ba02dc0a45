using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The site was renamed: it answers with a redirect to another address. The redirect is not followed, because the login is for the
/// configured address only, and without it the new one answers as to an anonymous user.
/// </summary>
public sealed class SiteMovedException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="status">The answer's status.</param>
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
    /// The new address of the site, such as <c>https://new.atlassian.net</c>, as the old one gives it: check it before you put it in
    /// <see cref="AtlassianOptions.Site"/>, because the login is sent there.
    /// </summary>
    public Uri NewAddress { get; }
}
