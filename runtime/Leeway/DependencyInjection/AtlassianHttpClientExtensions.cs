using Leeway;
using Leeway.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects other HTTP clients to the pipeline that <c>AddAtlassian</c> registers.</summary>
public static class AtlassianHttpClientExtensions
{
    /// <summary>
    /// Sends the requests of an <see cref="HttpClient"/> through the pipeline of <c>AddAtlassian</c>, which selects the site, adds the
    /// login, retries, and respects rate limits.
    /// </summary>
    /// <remarks>
    /// Use this for generated interfaces that are not registered with methods such as <c>AddJira()</c>, for example with Refit's
    /// <c>AddRefitGeneratedClient&lt;IIssuesApi&gt;()</c>. It sets the client's base address and primary handler, and removes its timeout,
    /// because the pipeline has its own, and its loggers, which would log addresses. Handlers that are added to the builder are outside of
    /// the pipeline: they handle each call once, without its login.
    /// </remarks>
    /// <param name="builder">The client's builder.</param>
    /// <returns>The same builder.</returns>
    public static IHttpClientBuilder UseAtlassian(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .ConfigureHttpClient(static (services, client) =>
            {
                client.BaseAddress = GetOptions(services).Endpoints.Gateway;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(static services =>
            {
                AtlassianOptions options = GetOptions(services);
                return new PipelineHandler(services.GetRequiredService<AtlassianPipeline>().Invoker, options.Endpoints.Gateway, options.Login);
            })
            .RemoveAllLoggers();
    }

    private static AtlassianOptions GetOptions(IServiceProvider services) => services.GetRequiredService<IOptions<AtlassianOptions>>().Value;
}
