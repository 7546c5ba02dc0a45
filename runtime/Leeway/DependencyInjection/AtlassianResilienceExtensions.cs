using Leeway;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds handlers of the application around Leeway's retries and timeouts, or in place of them.</summary>
public static class AtlassianResilienceExtensions
{
    /// <summary>
    /// Adds a handler outside of the login. It handles each call once, with an address relative to its site and without
    /// its login, before it is retried. Handlers that are added earlier are further outside.
    /// </summary>
    /// <remarks>
    /// The handler may send a request several times. To add handlers for single attempts, with address and login, use
    /// <see cref="HttpClientBuilderExtensions.AddHttpMessageHandler(IHttpClientBuilder, Func{DelegatingHandler})"/> instead.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="create">Creates the handler. It is called once; all calls of all users use the same handler concurrently.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder AddCallHandler(this IAtlassianBuilder builder, Func<IServiceProvider, DelegatingHandler> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddOptions<AtlassianOptions>()
            .Configure<IServiceProvider>((options, provider) => options.CallHandlers.Add(() => create(provider)));
        return builder;
    }

    /// <summary>
    /// Disables Leeway's own retries and timeouts, and the blocking of calls whose quota is spent, so that the application can use its own:
    /// add a handler such as the <c>ResilienceHandler</c> of Microsoft.Extensions.Http.Resilience with <see cref="AddCallHandler"/>.
    /// </summary>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder WithoutResilience(this IAtlassianBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<AtlassianOptions>(static options => options.Resilience.IsEnabled = false);
        return builder;
    }
}
