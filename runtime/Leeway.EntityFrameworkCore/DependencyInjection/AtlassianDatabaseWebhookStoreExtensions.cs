using Leeway.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods to store webhooks in a database.</summary>
public static class AtlassianDatabaseWebhookStoreExtensions
{
    /// <summary>
    /// Stores deliveries of webhooks in a table of a relational database, for any number of processes and machines: each delivery is committed
    /// before it is answered, and handled again if a process ends before it has handled it. Another table has the webhooks that
    /// <c>KeepJiraWebhook</c> keeps registered. Register the context with <c>AddPooledDbContextFactory</c> or <c>AddDbContextFactory</c>.
    /// </summary>
    /// <typeparam name="TContext">
    /// <see cref="WebhookDbContext"/>, or a context of the application that calls <see cref="WebhookModelBuilderExtensions.AddLeewayWebhooks"/>.
    /// </typeparam>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder StoreWebhooksInDatabase<TContext>(this IAtlassianBuilder builder)
        where TContext : DbContext =>
        builder
            .StoreWebhooks(static provider => new DatabaseWebhookStore<TContext>(
                AtlassianDatabaseGrantStoreExtensions.GetContextFactory<TContext>(provider), provider.GetRequiredService<TimeProvider>()))
            .StoreKeptWebhooks(static provider => new DatabaseKeptWebhookStore<TContext>(
                AtlassianDatabaseGrantStoreExtensions.GetContextFactory<TContext>(provider)));
}
