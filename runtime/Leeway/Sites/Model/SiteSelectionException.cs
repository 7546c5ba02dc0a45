using Leeway.Sites;

namespace Leeway;

/// <summary>
/// The site of a call is not specified although there are several, or the grant does not reach it; or the same for its Assets workspace.
/// </summary>
public sealed class SiteSelectionException : LeewayException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What is wrong with the selection. The sites are added.</param>
    /// <param name="sites">The sites that the grant reaches.</param>
    /// <param name="innerException">The cause.</param>
    public SiteSelectionException(string message, IReadOnlyList<Site> sites, Exception? innerException = null)
        : base(sites.Count == 0 ? message : $"{message} The grant reaches: {string.Join("; ", sites)}.", innerException)
    {
        Sites = sites;
    }

    /// <summary>The sites that the grant reaches.</summary>
    public IReadOnlyList<Site> Sites { get; }
}
