using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Limits;
using Leeway.Sites;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly;

namespace Leeway;

/// <summary>Provides the services that <c>AddAtlassian</c> registers, for a program without dependency injection.</summary>
/// <example>
/// <code>
/// await using var connection = AtlassianConnection.Open(options, FileGrantStore.Open(folder));
/// var jira = new JiraClient(connection.Caller);
/// </code>
/// </example>
/// <remarks>Use one instance for the lifetime of the program: it holds the state of grants and the connections.</remarks>
public sealed class AtlassianConnection : IDisposable, IAsyncDisposable
{
    private readonly AtlassianPipeline _pipeline;

    private AtlassianConnection(AtlassianPipeline pipeline)
    {
        _pipeline = pipeline;
        Caller = pipeline.CreateCaller();
    }

    /// <summary>Sends the calls of generated clients.</summary>
    public AtlassianCaller Caller { get; }

    /// <summary>Provides and renews tokens, and reports the health of grants.</summary>
    public GrantKeeper Grants => _pipeline.Keeper;

    /// <summary>Signs users in.</summary>
    public AuthorizationCodeFlow SignIn => _pipeline.SignIn;

    /// <summary>Finds the sites that a grant reaches.</summary>
    public SiteDirectory Sites => _pipeline.Sites;

    /// <summary>The state of Atlassian's rate limits.</summary>
    public RateLimits Limits => _pipeline.Limits;

    /// <summary>Creates a connection.</summary>
    /// <param name="options">The options of the application.</param>
    /// <param name="store">The grant store; <see langword="null"/> to store grants in memory.</param>
    /// <param name="transport">
    /// Replaces the primary HTTP handler for both the gateway and the authorization server. It must not follow redirects. The caller has to
    /// dispose it.
    /// </param>
    /// <param name="time">The time; <see langword="null"/> for the system time.</param>
    /// <param name="loggers">Creates the loggers; <see langword="null"/> for no logging.</param>
    /// <param name="configureResilience">
    /// Adds strategies of the application, such as a circuit breaker. They run between
    /// <see cref="ResilienceOptions.Retry"/> and <see cref="ResilienceOptions.AttemptTimeout"/> and handle each attempt with its timeout.
    /// By default, Polly logs to <paramref name="loggers"/>. <c>ConfigureTelemetry</c> on the builder changes that.
    /// </param>
    /// <param name="events">The handlers of grant events.</param>
    /// <exception cref="OptionsValidationException">An option is missing or invalid. The message says which.</exception>
    public static AtlassianConnection Open(
        AtlassianOptions options,
        IGrantStore? store = null,
        HttpMessageHandler? transport = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        Action<ResiliencePipelineBuilder<HttpResponseMessage>>? configureResilience = null,
        params IGrantEvents[] events)
    {
        ArgumentNullException.ThrowIfNull(options);
        ValidateOptionsResult validity = new AtlassianOptionsValidator().Validate(null, options);
        if (validity.Failed)
        {
            throw new OptionsValidationException(nameof(AtlassianOptions), typeof(AtlassianOptions), validity.Failures);
        }

        time ??= TimeProvider.System;
        loggers ??= NullLoggerFactory.Instance;
        return new AtlassianConnection(new AtlassianPipeline(
            options,
            new CurrentResilience(options.Resilience),
            CallStrategies.CreateHandlers(options.Resilience, time, loggers, configureResilience),
            store ?? new InMemoryGrantStore(time),
            new RuntimeEnvironment(time, new Random()),
            transport is null ? CreateTransport() : new BorrowedHandler(transport),
            transport is null ? CreateTransport() : new BorrowedHandler(transport),
            loggers,
            events));
    }

    /// <summary>Disposes the connection without waiting for exchanges under way. See <see cref="GrantKeeper.Dispose"/>.</summary>
    public void Dispose() => _pipeline.Dispose();

    /// <summary>
    /// Disposes the connection when the token exchanges under way have ended and their results are stored. See
    /// <see cref="GrantKeeper.DisposeAsync"/>.
    /// </summary>
    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    /// <summary>
    /// Creates the primary handler. It renews connections so that DNS changes are noticed. Another handler follows redirects, by origin.
    /// </summary>
    internal static SocketsHttpHandler CreateTransport() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = ConnectFailure.Timeout,
    };

    /// <summary>Uses a handler without disposing it, because it belongs to the caller.</summary>
    private sealed class BorrowedHandler(HttpMessageHandler handler) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _invoker.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _invoker.Dispose();
            base.Dispose(disposing);
        }
    }
}
