using Leeway.Grants;

namespace Leeway;

/// <summary>
/// Signs the user of a desktop or console application in: opens the consent page in the browser, and receives the callback on this machine.
/// </summary>
/// <example>
/// <code>
/// options.RedirectUri = new Uri("http://127.0.0.1:8400/callback");
/// await using var connection = AtlassianConnection.Open(options, FileGrantStore.Open(folder));
/// CompletedSignIn completed = await new BrowserSignIn(connection.SignIn).SignInAsync();
/// </code>
/// </example>
/// <remarks>
/// <para>
/// <see cref="AtlassianOptions.RedirectUri"/> must be an http address of this machine with a port, such as
/// <c>http://127.0.0.1:8400/callback</c>, and the same address must be set in the developer console. Atlassian accepts no other port.
/// </para>
/// <para>
/// During a sign-in, the port is open for this machine only. A callback with another state is refused, and the sign-in waits on. The response
/// is a fixed page that shows nothing of the request. PKCE is used.
/// </para>
/// </remarks>
public sealed class BrowserSignIn
{
    private readonly IAuthorizationCodeFlow _flow;
    private readonly TimeProvider _time;

    /// <summary>Initializes a sign-in.</summary>
    /// <param name="flow">Creates the address of the consent page, and exchanges the code.</param>
    /// <param name="time">The time; <see langword="null"/> for the system time.</param>
    public BrowserSignIn(IAuthorizationCodeFlow flow, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(flow);
        _flow = flow;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>How long the user may take.</summary>
    /// <value>The default is five minutes.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public TimeSpan Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Shows the consent page, when the callback can be received. An application that prints the address for the user, because there may be no
    /// browser, replaces this. If it has a browser of its own, the task may end when that is closed: the sign-in does not wait for the task once the
    /// callback has arrived, and ignores its failure then. Otherwise a failure ends the sign-in.
    /// </summary>
    /// <value>By default, <see cref="SystemBrowser.TryOpen"/>. Its result is ignored.</value>
    public Func<Uri, CancellationToken, Task> OpenBrowser { get; init; } = static (address, _) =>
    {
        SystemBrowser.TryOpen(address);
        return Task.CompletedTask;
    };

    /// <summary>Signs the user in, and stores the grant.</summary>
    /// <param name="grant">The grant to store; <see langword="null"/> for the default grant.</param>
    /// <param name="additionalScopes">Scopes to request beside those of the options.</param>
    /// <param name="cancellationToken">Cancels the sign-in, until the code is sent.</param>
    /// <exception cref="InvalidOperationException">
    /// The options lack the client id, the redirect address or the scopes, or the redirect address is not an http address of this machine with a
    /// port.
    /// </exception>
    /// <exception cref="SignInException">
    /// The sign-in failed, the browser did not return in time, or another process uses the port.
    /// </exception>
    /// <exception cref="GrantException">The code cannot be exchanged. See <see cref="AuthorizationCodeFlow.CompleteAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The sign-in was canceled.</exception>
    public async Task<CompletedSignIn> SignInAsync(
        GrantId? grant = null, IReadOnlyCollection<string>? additionalScopes = null, CancellationToken cancellationToken = default)
    {
        GrantId id = grant ?? GrantId.Default;
        AuthorizationRequest request = _flow.Begin(withPkce: true, additionalScopes);
        using LoopbackListener listener = LoopbackListener.Start(LoopbackAddress.FindRedirect(request.Address), id, _time);
        using CancellationTokenSource timeout = new(Timeout, _time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        LoopbackCallback callback;
        try
        {
            callback = await ReceiveAsync(listener, request, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SignInException(id, SignInFailure.TimedOut, $"The browser did not return within {Timeout}. Start the sign-in again.");
        }

        using (callback)
        {
            CompletedSignIn? completed = null;
            try
            {
                completed = await _flow.CompleteAsync(request, callback.Address, grant, cancellationToken).ConfigureAwait(false);
                return completed;
            }
            finally
            {
                await callback.RespondAsync(isSuccess: completed is not null).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Opens the browser, and waits for the callback. Once it has arrived, it does not matter what happens to the browser.</summary>
    private async Task<LoopbackCallback> ReceiveAsync(LoopbackListener listener, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        Task<LoopbackCallback> waiting = listener.WaitAsync(request.State, cancellationToken);
        Task opening = OpenAsync(request.Address, cancellationToken);
        await Task.WhenAny(waiting, opening).ConfigureAwait(false);
        if (!waiting.IsCompleted)
        {
            await opening.ConfigureAwait(false);
        }

        // A failure of the browser whose user has returned concerns nobody.
        _ = opening.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return await waiting.ConfigureAwait(false);
    }

    // An exception that the method throws before its first wait is in the task, too.
    private async Task OpenAsync(Uri address, CancellationToken cancellationToken) => await OpenBrowser(address, cancellationToken).ConfigureAwait(false);
}
