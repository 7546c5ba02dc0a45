using System.Diagnostics;
using Leeway.AspNetCore.Forge.Tokens;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Json;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore.Forge;

/// <summary>A verified invocation of the application by Forge: which app, where it is installed, who caused it, and the tokens to call back.</summary>
/// <remarks>
/// The scheme that <c>AddForgeRemote</c> adds creates it. An endpoint that requires the scheme receives it as a parameter, or with
/// <see cref="ForgeHttpContextExtensions.GetForgeInvocation"/>. Members that Forge documents as required are never <see langword="null"/>.
/// </remarks>
[DebuggerDisplay("{InstallationId,nq}")]
public sealed class ForgeInvocation : IBindableFromHttpContext<ForgeInvocation>
{
    private readonly IReadOnlyCollection<string> _apiHosts;

    internal ForgeInvocation(ForgeToken token, AccessToken? systemToken, AccessToken? userToken, IReadOnlyCollection<string> apiHosts)
    {
        RawJson claims = token.Claims;
        RawJson app = token.App;
        _apiHosts = apiHosts;
        Claims = claims;
        ExpiresAt = token.ExpiresAt;
        SystemToken = systemToken;
        UserToken = userToken;
        AppId = token.AppId;
        InstallationId = token.InstallationId;
        ApiBaseUrl = token.ApiBaseUrl;
        AppVersion = app.FindString("appVersion");
        Environment = app.FindObject("environment") is { } environment
            ? new ForgeEnvironment(environment.FindString("type"), environment.FindString("id"))
            : null;
        Module = app.FindObject("module") is { } module ? new ForgeModule(module.FindString("type"), module.FindString("key")) : null;
        License = app.FindObject("license") is { } license ? new ForgeLicense(license) : null;
        Contexts = ReadContexts(app);
        Context = claims.FindObject("context");
        CloudId = Context?.FindString("cloudId") ?? FindCloudId();
        WorkspaceId = Context?.FindString("workspaceId") ?? FindWorkspaceId();
        SiteUrl = Context?.FindAddress("siteUrl");
        Principal = claims.FindString("principal");
        IsolatedCloudLabel = token.Label;
    }

    /// <summary>The id of the app, an ARI: always that of <see cref="ForgeRemoteOptions.AppId"/>.</summary>
    public string AppId { get; }

    /// <summary>The version of the app, such as <c>2.0.0</c>.</summary>
    public string? AppVersion { get; }

    /// <summary>The id of the installation, an ARI. Store data by it. It changes when the app is installed again.</summary>
    public string InstallationId { get; }

    /// <summary>The address that calls go to, such as <c>https://api.atlassian.com/ex/jira/{cloudId}</c>.</summary>
    public Uri ApiBaseUrl { get; }

    /// <summary>The environment of the app.</summary>
    public ForgeEnvironment? Environment { get; }

    /// <summary>The module that caused the invocation.</summary>
    public ForgeModule? Module { get; }

    /// <summary>The license; <see langword="null"/> for free apps and outside of production.</summary>
    public ForgeLicense? License { get; }

    /// <summary>Where the app is installed. An app for several products has several.</summary>
    public IReadOnlyList<ForgeInstallationContext> Contexts { get; }

    /// <summary>What the user interface says about where it is shown; <see langword="null"/> for invocations without one.</summary>
    public RawJson? Context { get; }

    /// <summary>The cloud id of the site. It stays the same when the app is installed again.</summary>
    public string? CloudId { get; }

    /// <summary>The id of the workspace, for apps in Bitbucket.</summary>
    public string? WorkspaceId { get; }

    /// <summary>The address of the site, if the invocation comes from a user interface.</summary>
    public Uri? SiteUrl { get; }

    /// <summary>The account id of the person who caused the invocation; <see langword="null"/> if it does not come from a user interface.</summary>
    public string? Principal { get; }

    /// <summary>The label of the isolated cloud; <see langword="null"/> for Atlassian's commercial cloud.</summary>
    public string? IsolatedCloudLabel { get; }

    /// <summary>When the invocation token expires, usually some seconds after it was issued.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>All claims of the token.</summary>
    public RawJson Claims { get; }

    /// <summary>
    /// The token to call Atlassian as the app; <see langword="null"/> if the manifest does not ask for one. It is valid for some hours, also
    /// after the request, and cannot be refreshed: a scheduled trigger brings a new one.
    /// </summary>
    public AccessToken? SystemToken { get; }

    /// <summary>The token to call Atlassian as the person who caused the invocation; <see langword="null"/> if there is none.</summary>
    public AccessToken? UserToken { get; }

    /// <summary>
    /// Creates settings for calls as the app, for example <c>jira.WithSettings(invocation.AsApp())</c>. The registration of the client logs in
    /// with <see cref="AtlassianLogin.PerCall"/>, or with any other login of Atlassian, which is then not used.
    /// </summary>
    /// <param name="product">
    /// The product, such as <c>jira</c> or <c>confluence</c>, for an app that is installed in several; <see langword="null"/> for that of
    /// <see cref="ApiBaseUrl"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The request has no system token, the app is not installed in the product, or the address is not at one of
    /// <see cref="ForgeRemoteOptions.ApiHosts"/>.
    /// </exception>
    public CallSettings AsApp(string? product = null) => CreateSettings(SystemToken, "x-forge-oauth-system", "appSystemToken", product);

    /// <summary>Creates settings for calls as the person who caused the invocation, for example <c>jira.WithSettings(invocation.AsUser())</c>.</summary>
    /// <inheritdoc cref="AsApp" path="/param"/>
    /// <exception cref="InvalidOperationException">
    /// The request has no user token, the app is not installed in the product, or the address is not at one of
    /// <see cref="ForgeRemoteOptions.ApiHosts"/>.
    /// </exception>
    public CallSettings AsUser(string? product = null) => CreateSettings(UserToken, "x-forge-oauth-user", "appUserToken", product);

    /// <summary>Returns the invocation of a request, for endpoints with a parameter of this type.</summary>
    static ValueTask<ForgeInvocation?> IBindableFromHttpContext<ForgeInvocation>.BindAsync(HttpContext context, System.Reflection.ParameterInfo parameter) =>
        new(context.FindForgeInvocation());

    private CallSettings CreateSettings(AccessToken? token, string header, string setting, string? product)
    {
        if (token is null)
        {
            throw new InvalidOperationException(
                $"The request has no {header} header. Set auth.{setting}.enabled to true for the endpoint in the manifest, and deploy the app again.");
        }

        return new CallSettings { Target = new CallTarget(RequireHost(FindAddress(product)), token) };
    }

    private Uri FindAddress(string? product)
    {
        if (product is null || IsOf(ApiBaseUrl, product))
        {
            return ApiBaseUrl;
        }

        foreach (ForgeInstallationContext context in Contexts)
        {
            if (context.ApiBaseUrl is { } address && IsOf(address, product))
            {
                return address;
            }
        }

        throw new InvalidOperationException($"The app is not installed in '{product}'. Its addresses are {ApiBaseUrl} and those of {nameof(Contexts)}.");
    }

    private Uri RequireHost(Uri address)
    {
        bool isSecure = address.Scheme == Uri.UriSchemeHttps || address.IsLoopback;
        foreach (string host in _apiHosts)
        {
            if (isSecure && string.Equals(address.Authority, host, StringComparison.OrdinalIgnoreCase))
            {
                return address;
            }
        }

        throw new InvalidOperationException(
            $"The token is not sent to '{address.GetLeftPart(UriPartial.Authority)}', because it is not https at one of {nameof(ForgeRemoteOptions)}.{nameof(ForgeRemoteOptions.ApiHosts)}. Add the host if you trust it.");
    }

    private string? FindCloudId()
    {
        foreach (ForgeInstallationContext context in Contexts)
        {
            if (context.CloudId is { } id)
            {
                return id;
            }
        }

        return ApiBaseUrl.AbsolutePath.Split('/') is ["", "ex", "jira" or "confluence", { Length: > 0 } cloudId, ..] ? cloudId : null;
    }

    private string? FindWorkspaceId()
    {
        foreach (ForgeInstallationContext context in Contexts)
        {
            if (context.WorkspaceId is { } id)
            {
                return id;
            }
        }

        return null;
    }

    private static bool IsOf(Uri address, string product) =>
        address.AbsolutePath.Split('/') is ["", "ex", var name, ..] && string.Equals(name, product, StringComparison.OrdinalIgnoreCase);

    private static List<ForgeInstallationContext> ReadContexts(RawJson app)
    {
        List<ForgeInstallationContext> contexts = [];
        if (app.FindObject("installation") is { } installation)
        {
            foreach (RawJson context in installation.FindObjects("contexts"))
            {
                contexts.Add(new ForgeInstallationContext(
                    context.FindString("name"), context.FindAddress("apiBaseUrl"), context.FindString("cloudId"), context.FindString("workspaceId")));
            }
        }

        return contexts;
    }
}
