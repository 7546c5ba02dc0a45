namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// The builder that <c>AddAtlassian</c> returns. Each product adds its clients to it (<c>AddJira()</c>, <c>AddConfluence()</c>).
/// </summary>
/// <remarks>
/// It is an <see cref="IHttpClientBuilder"/>. Handlers that are added to it are between Leeway's own handlers and the primary handler. They
/// handle each request of each attempt, including redirects and the retry after a 401. A request contains the login only if it goes to the
/// origin that the login is for.
/// </remarks>
public interface IAtlassianBuilder : IHttpClientBuilder
{
    /// <summary>
    /// The name that was passed to <c>AddAtlassian</c>; empty if there was none. It is the key of the registration's services and the name of
    /// its options. <see cref="IHttpClientBuilder.Name"/> is the name of its HTTP client.
    /// </summary>
    string RegistrationName { get; }
}
