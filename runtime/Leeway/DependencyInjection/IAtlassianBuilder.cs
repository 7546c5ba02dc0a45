namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// What <c>AddAtlassian</c> returns: each product adds its clients to it (<c>AddJira()</c>, <c>AddConfluence()</c>).
/// </summary>
/// <remarks>
/// It is an <see cref="IHttpClientBuilder"/>: handlers chained here stand between Leeway's own and the socket. They see each
/// hop of each attempt, a redirect's and the replay after a 401 too, and the login only where it is sent: at its own origin.
/// </remarks>
public interface IAtlassianBuilder : IHttpClientBuilder;
