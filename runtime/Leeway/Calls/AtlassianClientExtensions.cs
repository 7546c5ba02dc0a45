using Leeway.Grants;

namespace Leeway.Calls;

/// <summary>Creates clients for one of many tenants.</summary>
public static class AtlassianClientExtensions
{
    /// <summary>Creates a client that uses a grant, at one of its sites.</summary>
    /// <inheritdoc cref="IAtlassianClient{TClient}.WithSettings" path="/remarks"/>
    /// <typeparam name="TClient">The product's interface.</typeparam>
    /// <param name="client">Any client of the product.</param>
    /// <param name="grant">The grant to call with.</param>
    /// <param name="site">The address, cloud id or name of the site; can be null if the grant reaches only one.</param>
    public static TClient For<TClient>(this IAtlassianClient<TClient> client, GrantId grant, string? site = null)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.WithSettings(new CallSettings { Grant = grant, Site = site });
    }
}
