using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Limits;
using Leeway.Sites;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Leeway;

/// <summary>What <c>AddAtlassian</c> registers, for a program without dependency injection.</summary>
/// <example>
/// <code>
/// await using var connection = AtlassianConnection.Open(options, FileGrantStore.Open(folder));
/// var jira = new JiraClient(connection.Caller);
/// </code>
/// </example>
/// <remarks>One for the life of the program: it holds the grants' state and the sockets.</remarks>
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

    /// <summary>Hands out and renews tokens, and reports the health of grants.</summary>
    public GrantKeeper Grants => _pipeline.Keeper;

    /// <summary>Lets users consent.</summary>
    public AuthorizationCodeFlow SignIn => _pipeline.SignIn;

    /// <summary>Knows which sites a grant reaches.</summary>
    public SiteDirectory Sites => _pipeline.Sites;

    /// <summary>Knows what is left of Atlassian's limits.</summary>
    public RateLimits Limits => _pipeline.Limits;

    /// <summary>Puts the runtime together.</summary>
    /// <param name="options">The options of the application.</param>
    /// <param name="store">Where grants are kept; null for memory.</param>
    /// <param name="transport">
    /// Replaces the sockets, for the gateway and the authorization server alike. It must not follow redirects by itself, and
    /// remains the caller's to dispose of.
    /// </param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="loggers">Makes the loggers; null for none.</param>
    /// <param name="events">Receive the events of grants.</param>
    /// <exception cref="OptionsValidationException">An option is missing or wrong; the message says which.</exception>
    public static AtlassianConnection Open(
        AtlassianOptions options,
        IGrantStore? store = null,
        HttpMessageHandler? transport = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        params IGrantEvents[] events)
    {
        ArgumentNullException.ThrowIfNull(options);
        ValidateOptionsResult validity = new AtlassianOptionsValidator().Validate(null, options);
        if (validity.Failed)
        {
            throw new OptionsValidationException(nameof(AtlassianOptions), typeof(AtlassianOptions), validity.Failures);
        }

        time ??= TimeProvider.System;
        return new AtlassianConnection(new AtlassianPipeline(
            options,
            store ?? new InMemoryGrantStore(time),
            new RuntimeEnvironment(time, new Random()),
            transport is null ? CreateTransport() : new BorrowedHandler(transport),
            transport is null ? CreateTransport() : new BorrowedHandler(transport),
            loggers ?? NullLoggerFactory.Instance,
            events));
    }

    /// <summary>Ends it at once, whatever is under way: see <see cref="GrantKeeper.Dispose"/>.</summary>
    public void Dispose() => _pipeline.Dispose();

    /// <summary>Ends it once the exchanges of tokens under way have ended and their outcome is stored: see <see cref="GrantKeeper.DisposeAsync"/>.</summary>
    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    /// <summary>Connections, not handlers, are what has to be renewed when addresses change; redirects are followed by origin further out.</summary>
    internal static SocketsHttpHandler CreateTransport() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = ConnectFailure.Timeout,
    };

    /// <summary>Leaves a handler that belongs to somebody else alive.</summary>
    private sealed class BorrowedHandler(HttpMessageHandler lent) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _lent = new(lent, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _lent.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _lent.Dispose();
            base.Dispose(disposing);
        }
    }
}
