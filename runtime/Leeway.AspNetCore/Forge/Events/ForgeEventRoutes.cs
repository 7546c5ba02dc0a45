namespace Leeway.AspNetCore.Forge.Events;

/// <summary>The handlers of the events that Forge sends to an endpoint.</summary>
public sealed class ForgeEventRoutes
{
    private readonly Dictionary<string, List<Func<ForgeEvent, CancellationToken, Task>>> _handlers = new(StringComparer.Ordinal);
    private readonly List<Func<ForgeEvent, CancellationToken, Task>> _others = [];

    internal ForgeEventRoutes()
    {
    }

    /// <summary>The authentication scheme that verifies the events.</summary>
    /// <value>The default is <see cref="ForgeRemoteDefaults.AuthenticationScheme"/>.</value>
    public string AuthenticationScheme { get; set; } = ForgeRemoteDefaults.AuthenticationScheme;

    /// <summary>The maximum size of the body of an event, in bytes. A larger one is answered with status 413.</summary>
    /// <value>The default is 1 MB (1,048,576).</value>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Handles an event by its name.</summary>
    /// <param name="name">The name, such as <c>avi:jira:created:issue</c>, as Forge's reference of events lists it.</param>
    /// <param name="handler">
    /// Handles the event within five seconds, which Forge waits. If it throws, Forge sends the event again after a minute, up to four times, so
    /// it can receive an event twice.
    /// </param>
    /// <returns>The same routes.</returns>
    public ForgeEventRoutes On(string name, Func<ForgeEvent, CancellationToken, Task> handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handler);
        if (!_handlers.TryGetValue(name, out List<Func<ForgeEvent, CancellationToken, Task>>? handlers))
        {
            _handlers.Add(name, handlers = []);
        }

        handlers.Add(handler);
        return this;
    }

    /// <summary>Handles the installation of the app.</summary>
    /// <remarks>
    /// Forge need not say who installed or upgraded the app. Without that, an upgrade looks like an installation, and this handler receives it.
    /// </remarks>
    /// <inheritdoc cref="On" path="/param[@name='handler']"/>
    /// <returns>The same routes.</returns>
    public ForgeEventRoutes OnInstalled(Func<ForgeLifecycleEvent, CancellationToken, Task> handler) => OnLifecycle(ForgeLifecycleEvent.Installed, handler);

    /// <summary>Handles the upgrade of the app to a new major version.</summary>
    /// <inheritdoc cref="On" path="/param[@name='handler']"/>
    /// <returns>The same routes.</returns>
    public ForgeEventRoutes OnUpgraded(Func<ForgeLifecycleEvent, CancellationToken, Task> handler) => OnLifecycle(ForgeLifecycleEvent.Upgraded, handler);

    /// <summary>Handles the events that no other handler handles.</summary>
    /// <inheritdoc cref="On" path="/param[@name='handler']"/>
    /// <returns>The same routes.</returns>
    public ForgeEventRoutes OnOther(Func<ForgeEvent, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _others.Add(handler);
        return this;
    }

    internal async Task HandleAsync(ForgeEvent received, CancellationToken cancellationToken)
    {
        foreach (Func<ForgeEvent, CancellationToken, Task> handler in _handlers.GetValueOrDefault(received.Name, _others))
        {
            await handler(received, cancellationToken).ConfigureAwait(false);
        }
    }

    private ForgeEventRoutes OnLifecycle(string name, Func<ForgeLifecycleEvent, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return On(name, (received, cancellationToken) => handler((ForgeLifecycleEvent)received, cancellationToken));
    }
}
