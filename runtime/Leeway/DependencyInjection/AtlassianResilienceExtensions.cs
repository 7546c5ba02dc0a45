using Leeway;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts handlers of the application in the place of Leeway's own repetitions and timeouts, or around them.</summary>
public static class AtlassianResilienceExtensions
{
    /// <summary>
    /// Adds a handler that stands outside of the login: it sees each call once, with an address relative to its site and without
    /// its login, before it is repeated. Handlers added earlier stand further outside.
    /// </summary>
    /// <remarks>
    /// It may send a request several times. Handlers for single attempts, with address and login, are chained by
    /// <see cref="HttpClientBuilderExtensions.AddHttpMessageHandler(IHttpClientBuilder, Func{DelegatingHandler})"/> instead.
    /// </remarks>
    /// <param name="builder">What <c>AddAtlassian</c> returned.</param>
    /// <param name="create">Makes the handler, once: all calls of all users go through it, several at a time.</param>
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
    /// Turns Leeway's own repetitions, timeouts and holding back off, so that handlers of the application can do so: added by
    /// <see cref="AddCallHandler"/>, with a handler such as the <c>ResilienceHandler</c> of Microsoft.Extensions.Http.Resilience.
    /// </summary>
    /// <param name="builder">What <c>AddAtlassian</c> returned.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder WithoutResilience(this IAtlassianBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<AtlassianOptions>(static options => options.Resilience.IsEnabled = false);
        return builder;
    }
}
