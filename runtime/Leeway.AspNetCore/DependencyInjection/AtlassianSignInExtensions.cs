using Leeway;
using Leeway.AspNetCore;
using Leeway.Grants;
using Leeway.Sites;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the sign-in of an ASP.NET Core application.</summary>
public static class AtlassianSignInExtensions
{
    /// <summary>
    /// Adds a sign-in with which each user of the application connects an Atlassian account. Clients such as <c>IJiraClient</c> that are
    /// injected call for the current user. Map its pages with <c>app.MapAtlassianSignIn("/atlassian")</c>, and mark endpoints that call
    /// Atlassian with <c>RequireAtlassian()</c>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The grant of a call is found when the call is made, from the user of the request that makes it. A call that is made outside of a
    /// request throws <see cref="NoCurrentGrantException"/>; there, use the client that <c>For(grant)</c> returns.
    /// <see cref="AtlassianOptions.DefaultGrant"/> is not used.
    /// </para>
    /// <para>
    /// Also adds antiforgery, Data Protection and <see cref="IHttpContextAccessor"/>. If several machines serve the application, they must
    /// share the keys of Data Protection.
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="configure">Configures the sign-in.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder AddSignIn(this IAtlassianBuilder builder, Action<AtlassianSignInOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string registration = builder.RegistrationName;
        IServiceCollection services = builder.Services;
        OptionsBuilder<AtlassianSignInOptions> options = services.AddOptions<AtlassianSignInOptions>(registration).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.HasServiceOf<SignInServices>(registration))
        {
            return builder;
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AtlassianSignInOptions>, AtlassianSignInOptionsValidator>());
        services.AddHttpContextAccessor();
        services.AddAntiforgery();
        services.AddDataProtection();
        services.AddRouting();

        // The outermost handler, so that the application's own handlers see which grant a call uses.
        services.AddOptions<AtlassianOptions>(registration).PostConfigure<IHttpContextAccessor>((atlassian, contexts) =>
            atlassian.CallHandlers.Insert(0, () => new CurrentGrantHandler(contexts, registration, atlassian)));
        services.TryAddOf(registration, ServiceLifetime.Singleton, provider => new CookieFactory(
            registration, provider.GetRequiredService<IDataProtectionProvider>(), provider.GetOptionsOf<AtlassianOptions>(registration).RedirectUri!));
        services.TryAddOf(registration, ServiceLifetime.Singleton, provider => CreateResolver(provider, registration));
        services.TryAddOf<ISelectedSiteStore>(
            registration, ServiceLifetime.Singleton, provider => new CookieSiteStore(provider.GetRequiredServiceOf<CookieFactory>(registration)));
        services.TryAddOf(registration, ServiceLifetime.Scoped, provider => new CurrentGrant(
            provider.GetRequiredServiceOf<IGrantResolver>(registration), provider.GetRequiredServiceOf<ISelectedSiteStore>(registration)));
        services.TryAddOf(registration, ServiceLifetime.Singleton, static provider => new GrantCounts(provider.GetRequiredService<TimeProvider>()));
        services.AddOf<IGrantEvents>(registration, ServiceLifetime.Singleton, provider => provider.GetRequiredServiceOf<GrantCounts>(registration));
        services.TryAddOf(registration, ServiceLifetime.Singleton, provider => CreateServices(provider, registration));
        return builder;
    }

    private static IGrantResolver CreateResolver(IServiceProvider provider, string registration) =>
        provider.GetOptionsOf<AtlassianSignInOptions>(registration).BrowserGrantLifetime is { } lifetime
            ? new BrowserGrants(provider.GetRequiredServiceOf<CookieFactory>(registration), lifetime, provider.GetRequiredService<TimeProvider>())
            : new ClaimsGrantResolver();

    private static SignInServices CreateServices(IServiceProvider provider, string registration)
    {
        AtlassianSignInOptions options = provider.GetOptionsOf<AtlassianSignInOptions>(registration);
        CookieFactory cookies = provider.GetRequiredServiceOf<CookieFactory>(registration);
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return new SignInServices
        {
            Registration = registration,
            Atlassian = provider.GetOptionsOf<AtlassianOptions>(registration),
            Options = options,
            ApplicationName = options.ApplicationName ?? provider.GetRequiredService<IHostEnvironment>().ApplicationName,
            Keeper = provider.GetRequiredServiceOf<IGrantKeeper>(registration),
            Flow = provider.GetRequiredServiceOf<IAuthorizationCodeFlow>(registration),
            Sites = provider.GetRequiredServiceOf<ISiteDirectory>(registration),
            Attempts = new SignInAttempts(cookies, time),
            AdditionalScopes = new AdditionalScopes(cookies, time),
            Addresses = new SignInAddresses(provider.GetRequiredService<LinkGenerator>(), registration),
            Antiforgery = provider.GetRequiredService<IAntiforgery>(),
            Time = time,
            Logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(registration.Length == 0 ? "Leeway.SignIn" : $"Leeway.SignIn.{registration}"),
        };
    }
}
