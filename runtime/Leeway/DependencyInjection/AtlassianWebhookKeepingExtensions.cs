using Leeway;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Sites;
using Leeway.Webhooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps dynamic webhooks of Jira registered.</summary>
public static class AtlassianWebhookKeepingExtensions
{
    /// <summary>
    /// Keeps a webhook registered for each grant and each of its sites with Jira: registers it after a sign-in, extends it before it expires, replaces
    /// it when the description changes, and deletes it before the grant is forgotten.
    /// </summary>
    /// <remarks>
    /// Adds the scopes that it needs to <see cref="AtlassianOptions.Scopes"/>. If several processes use the app, they must share a store of the records
    /// (<see cref="StoreKeptWebhooks"/>, or <c>StoreWebhooksInDatabase</c>): without one, they would delete the webhooks of each other.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="description">The webhook.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">Jira would refuse the webhook. The message says why.</exception>
    /// <exception cref="InvalidOperationException">The registration keeps a webhook already.</exception>
    public static IAtlassianBuilder KeepJiraWebhook(this IAtlassianBuilder builder, JiraWebhookDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description.FindFault() is { } fault
            ? throw new ArgumentException(fault, nameof(description))
            : builder.KeepJiraWebhook((_, _, _, _) => new(description));
    }

    /// <summary>Keeps a webhook registered whose description depends on the grant or the site.</summary>
    /// <inheritdoc cref="KeepJiraWebhook(IAtlassianBuilder, JiraWebhookDescription)" path="/remarks"/>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="describe">
    /// Describes the webhook of a grant at a site; <see langword="null"/> for none. It is called at each interval with services of a scope of its
    /// own. If it throws, the webhook stays as it is.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The registration keeps a webhook already.</exception>
    public static IAtlassianBuilder KeepJiraWebhook(
        this IAtlassianBuilder builder,
        Func<IServiceProvider, GrantId, Site, CancellationToken, ValueTask<JiraWebhookDescription?>> describe)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(describe);
        string registration = builder.RegistrationName;
        IServiceCollection services = builder.Services;
        if (services.HasServiceOf<JiraWebhookKeeper>(registration))
        {
            throw new InvalidOperationException(
                $"{nameof(KeepJiraWebhook)} was called twice for one registration. Jira allows few webhooks, so describe one that has all projects and events.");
        }

        services.AddOptions<JiraWebhookKeepingOptions>(registration)
            .Validate(
                static options => options.Interval > TimeSpan.Zero && options.Interval <= TimeSpan.FromMinutes(20),
                $"{nameof(JiraWebhookKeepingOptions)}.{nameof(JiraWebhookKeepingOptions.Interval)} is not between zero and 20 minutes.")
            .ValidateOnStart();
        services.PostConfigure<AtlassianOptions>(registration, static atlassian => atlassian.Scopes = [.. JiraWebhookScopes.AddTo(atlassian.Scopes)]);
        services.TryAddSingletonOf<IKeptWebhookStore>(registration, static _ => new InMemoryKeptWebhookStore());
        services.TryAddSingletonOf(registration, provider => Create(provider, registration, describe));
        services.AddSingleton<IHostedService>(provider => new JiraWebhookKeepingService(provider.GetRequiredServiceOf<JiraWebhookKeeper>(registration)));
        return builder;
    }

    /// <summary>Stores which webhook belongs to which grant in a store of the application or of another package.</summary>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="createStore">Creates the store.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder StoreKeptWebhooks(this IAtlassianBuilder builder, Func<IServiceProvider, IKeptWebhookStore> createStore)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(createStore);
        builder.Services.ReplaceSingletonOf(builder.RegistrationName, createStore);
        return builder;
    }

    private static JiraWebhookKeeper Create(
        IServiceProvider provider,
        string registration,
        Func<IServiceProvider, GrantId, Site, CancellationToken, ValueTask<JiraWebhookDescription?>> describe)
    {
        AtlassianPipeline pipeline = provider.GetRequiredServiceOf<AtlassianPipeline>(registration);
        if (pipeline.Options.Login.Kind != LoginKind.Consent)
        {
            throw new InvalidOperationException(
                $"Calls log in with {pipeline.Options.Login}, but Jira registers dynamic webhooks only for the consent of a user. Remove {nameof(KeepJiraWebhook)}, or use {nameof(AtlassianLogin)}.{nameof(AtlassianLogin.Consent)}.");
        }

        IServiceScopeFactory scopes = provider.GetRequiredService<IServiceScopeFactory>();
        return pipeline.CreateWebhookKeeper(
            provider.GetRequiredServiceOf<IKeptWebhookStore>(registration),
            async (grant, site, cancellationToken) =>
            {
                AsyncServiceScope scope = scopes.CreateAsyncScope();
                await using (scope.ConfigureAwait(false))
                {
                    return await describe(scope.ServiceProvider, grant, site, cancellationToken).ConfigureAwait(false);
                }
            },
            provider.GetRequiredService<IOptionsMonitor<JiraWebhookKeepingOptions>>().Get(registration),
            [.. provider.GetServicesOf<IKeptWebhookEvents>(registration)],
            provider.GetRequiredService<ILogger<JiraWebhookKeeper>>());
    }
}
