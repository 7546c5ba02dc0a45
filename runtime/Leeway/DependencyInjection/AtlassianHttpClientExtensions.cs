using Leeway;
using Leeway.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets clients that others register call through what <c>AddAtlassian</c> registers.</summary>
public static class AtlassianHttpClientExtensions
{
    /// <summary>
    /// Sends the requests of an <see cref="HttpClient"/> through the whole pipeline: sites, login, repetitions and limits are
    /// those of <c>AddAtlassian</c>.
    /// </summary>
    /// <remarks>
    /// For generated interfaces that are not registered by <c>AddJira()</c> and its like, but for example by Refit's
    /// <c>AddRefitGeneratedClient&lt;IIssuesApi&gt;()</c>. It sets the client's base address and primary handler, takes its time limit away,
    /// since the pipeline has its own, and its loggers, which would log addresses. Handlers added to the builder stand outside of
    /// the pipeline and see each call once, without its login.
    /// </remarks>
    /// <param name="builder">The client's builder.</param>
    /// <returns>The same builder.</returns>
    public static IHttpClientBuilder UseAtlassian(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .ConfigureHttpClient(static (services, client) =>
            {
                client.BaseAddress = OptionsOf(services).Endpoints.Gateway;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(static services =>
            {
                AtlassianOptions options = OptionsOf(services);
                return new PipelineHandler(services.GetRequiredService<AtlassianPipeline>().Invoker, options.Endpoints.Gateway, options.Login);
            })
            .RemoveAllLoggers();
    }

    private static AtlassianOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<AtlassianOptions>>().Value;
}
