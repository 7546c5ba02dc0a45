using Leeway.Http;

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
    /// <param name="registration">The name that was passed to <c>AddAtlassian</c>; empty for the registration without a name.</param>
    /// <returns>The same builder.</returns>
    public static IHttpClientBuilder UseAtlassian(this IHttpClientBuilder builder, string registration = "")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registration);
        return builder
            .ConfigureHttpClient((services, client) =>
            {
                client.BaseAddress = FindBaseAddress(GetPipeline(services));
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(services =>
            {
                AtlassianPipeline pipeline = GetPipeline(services);
                return new PipelineHandler(pipeline.Invoker, FindBaseAddress(pipeline), pipeline.Options.Login);
            })
            .RemoveAllLoggers();

        // The path of a server is not part of it: the pipeline adds it.
        static Uri FindBaseAddress(AtlassianPipeline pipeline) =>
            pipeline.Options.Server is { } server ? new Uri(server.GetLeftPart(UriPartial.Authority)) : pipeline.Options.Endpoints.Gateway;

        AtlassianPipeline GetPipeline(IServiceProvider services) => services.GetRequiredServiceOf<AtlassianPipeline>(registration);
    }
}
