using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>The handlers of an endpoint for webhooks.</summary>
/// <remarks>
/// All handlers whose type fits an event receive it, one after the other, in the order in which they were added. If one fails, the next attempt
/// calls all of them again. An event without a handler is accepted.
/// </remarks>
public sealed class WebhookRoutes
{
    private readonly List<Func<WebhookEvent, WebhookContext, CancellationToken, Task>> _handlers = [];

    internal WebhookRoutes()
    {
    }

    /// <summary>Handles events of a type with a delegate.</summary>
    /// <typeparam name="TEvent">
    /// The type of event, such as <see cref="IssueUpdated"/>, a base type of several, such as <see cref="IssueEvent"/>, or
    /// <see cref="WebhookEvent"/> for all.
    /// </typeparam>
    /// <param name="handler">
    /// Handles the event. If it throws, it is called again later. See <see cref="IWebhookHandler{TEvent}.HandleAsync"/>.
    /// </param>
    /// <returns>The same routes.</returns>
    public WebhookRoutes On<TEvent>(Func<TEvent, WebhookContext, CancellationToken, Task> handler)
        where TEvent : WebhookEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handlers.Add((received, context, cancellationToken) =>
            received is TEvent fitting ? handler(fitting, context, cancellationToken) : Task.CompletedTask);
        return this;
    }

    /// <summary>Handles events of a type with a class, whose constructor receives services.</summary>
    /// <remarks>
    /// The class does not have to be registered. If it is not, an instance is created for each event, and disposed of after it.
    /// </remarks>
    /// <typeparam name="TEvent">The type of event.</typeparam>
    /// <typeparam name="THandler">The class.</typeparam>
    /// <returns>The same routes.</returns>
    public WebhookRoutes On<TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TEvent : WebhookEvent
        where THandler : class, IWebhookHandler<TEvent> =>
        On<TEvent>(static (received, context, cancellationToken) => context.Services.GetService<THandler>() is { } registered
            ? registered.HandleAsync(received, context, cancellationToken)
            : CreateAndHandleAsync<TEvent, THandler>(received, context, cancellationToken));

    internal async Task HandleAsync(WebhookEvent received, WebhookContext context, CancellationToken cancellationToken)
    {
        foreach (Func<WebhookEvent, WebhookContext, CancellationToken, Task> handler in _handlers)
        {
            await handler(received, context, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CreateAndHandleAsync<TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        TEvent received, WebhookContext context, CancellationToken cancellationToken)
        where TEvent : WebhookEvent
        where THandler : class, IWebhookHandler<TEvent>
    {
        THandler handler = ActivatorUtilities.CreateInstance<THandler>(context.Services);
        try
        {
            await handler.HandleAsync(received, context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (handler is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (handler as IDisposable)?.Dispose();
            }
        }
    }
}
