using Leeway.Grants;

namespace Leeway.Calls;

/// <summary>Makes clients for one of many tenants.</summary>
public static class AtlassianClientExtensions
{
    /// <summary>Makes a client that calls for a grant, at one of its sites.</summary>
    /// <inheritdoc cref="IAtlassianClient{TClient}.WithSettings" path="/remarks"/>
    /// <typeparam name="TClient">The product's interface.</typeparam>
    /// <param name="client">Any client of the product.</param>
    /// <param name="grant">Whose calls they are.</param>
    /// <param name="site">The site's address, cloud id or name; may be left out where the grant reaches one alone.</param>
    public static TClient For<TClient>(this IAtlassianClient<TClient> client, GrantId grant, string? site = null)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.WithSettings(new CallSettings { Grant = grant, Site = site });
    }
}
