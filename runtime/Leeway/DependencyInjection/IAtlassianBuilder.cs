namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// What <c>AddAtlassian</c> returns: each product adds its clients to it (<c>AddJira()</c>, <c>AddConfluence()</c>).
/// </summary>
/// <remarks>
/// It is an <see cref="IHttpClientBuilder"/>: handlers chained here stand between Leeway's own and the socket, see every
/// request once per attempt, and see it with its login.
/// </remarks>
public interface IAtlassianBuilder : IHttpClientBuilder;
