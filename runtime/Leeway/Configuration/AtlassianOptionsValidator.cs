using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Sites;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace Leeway;

/// <summary>
/// Validates the options. Each problem is a message of one line that begins with the property, or with its key if the options are bound to
/// configuration, and says what to correct.
/// </summary>
internal sealed class AtlassianOptionsValidator : IValidateOptions<AtlassianOptions>
{
    /// <summary>Longer than any useful wait.</summary>
    private static readonly TimeSpan s_maxTime = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_minTimeout = TimeSpan.FromMilliseconds(10);

    public ValidateOptionsResult Validate(string? name, AtlassianOptions options)
    {
        Problems problems = new(options.Section);
        RequireLogin(options, problems);
        RequireServer(options, problems);
        problems.Require(
            !SiteAddress.IsBrokenCloudId(options.Site),
            nameof(options.Site),
            $"'{options.Site}' looks like a cloud id but is not a UUID such as 11111111-2222-4333-8444-555555555555. Copy it again.");
        problems.Require(
            options.Workspace is null || WorkspaceId.Find(options.Workspace) is not null,
            nameof(options.Workspace),
            $"'{DisplayText.Clean(options.Workspace ?? "")}' is not the id of a workspace. Copy it again, or omit it so that Leeway finds it.");
        problems.Require(
            options.RedirectUri is not { IsAbsoluteUri: false },
            nameof(options.RedirectUri),
            $"'{options.RedirectUri}' is not an absolute address such as https://example.com/callback.");
        RequireScopes(options.Scopes, problems);
        RequireOrigin(options.Endpoints.AuthorizationServer, "Endpoints.AuthorizationServer", problems);
        RequireOrigin(options.Endpoints.Gateway, "Endpoints.Gateway", problems);
        foreach (string problem in Grants.GrantOptionsProblems.Find(options.Grants))
        {
            problems.Add("Grants.", problem);
        }

        problems.Require(
            options.MaxResponseBytes is > 0 and <= AtlassianCaller.MaxBufferBytes,
            nameof(options.MaxResponseBytes),
            $"({options.MaxResponseBytes}) is not between 1 and {AtlassianCaller.MaxBufferBytes}, the largest body that memory can hold in one piece.");
        RequireResilience(options.Resilience, problems);
        return problems.ToResult();
    }

    private static void RequireLogin(AtlassianOptions options, Problems problems)
    {
        if (options.Login.Kind is LoginKind.Consent or LoginKind.ServiceAccount)
        {
            string source = options.Login.Kind == LoginKind.Consent
                ? $"in the developer console, or set options.{nameof(options.Login)} to log in without an app, as by {nameof(AtlassianLogin)}.{nameof(AtlassianLogin.ApiToken)}(email, token)"
                : "with the service account's credential";
            problems.Require(!string.IsNullOrWhiteSpace(options.ClientId), nameof(options.ClientId), $"is not set: find it {source}.");
            problems.Require(!string.IsNullOrWhiteSpace(options.ClientSecret), nameof(options.ClientSecret), $"is not set: find it {source}.");
        }

        if (options.Login.Kind is LoginKind.SiteApiToken or LoginKind.GatewayApiToken)
        {
            bool isNamed = SiteAddress.FindOrigin(options.Site) is not null
                || (options.Login.Kind == LoginKind.GatewayApiToken && SiteAddress.IsCloudId(options.Site));
            problems.Require(
                isNamed,
                nameof(options.Site),
                $"'{options.Site}' is not an address such as https://example.atlassian.net. It is required because an API token does not identify its site.");
        }
    }

    private static void RequireServer(AtlassianOptions options, Problems problems)
    {
        bool isOnlyForeign = options.Login.Kind is LoginKind.Basic or LoginKind.ApiKey;
        if (options.Server is not { } server)
        {
            problems.Require(
                !isOnlyForeign,
                nameof(options.Server),
                $"is not set. Set it to the address of the API, such as https://api.example.com/v1: the login ({options.Login}) is sent to no other host.");
            return;
        }

        if (!options.Login.IsForeign && options.Login.Kind != LoginKind.BearerToken)
        {
            problems.Add(
                nameof(options.Server) + " ",
                $"is set, but the login ({options.Login}) is Atlassian's and is sent to Atlassian only. Remove {nameof(options.Server)}, or set {nameof(options.Login)} to the login of that host: {nameof(AtlassianLogin)}.{nameof(AtlassianLogin.BearerToken)}, {nameof(AtlassianLogin.Basic)}, {nameof(AtlassianLogin.ApiKey)} or {nameof(AtlassianLogin.None)}.");
        }

        // User information can contain a password, so the value is not quoted.
        problems.Require(
            IsServer(server),
            nameof(options.Server),
            "is not an https address without user information, query and fragment, such as https://api.example.com/v1 (http is accepted only for loopback addresses).");
        problems.Require(
            !server.IsAbsoluteUri || options.Endpoints.Gateway is not { IsAbsoluteUri: true } gateway || !Origins.AreSame(server, gateway),
            nameof(options.Server),
            $"is Atlassian's gateway. Remove it: calls to Atlassian need no {nameof(options.Server)}.");
    }

    private static bool IsServer(Uri server) =>
        server is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
        && server.Host.Length > 0
        && (server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && server.IsLoopback))
        && RequestPath.FindFault(server.AbsolutePath) is null;

    private static void RequireScopes(IEnumerable<string?> scopes, Problems problems)
    {
        foreach (string? scope in scopes)
        {
            problems.Require(
                ScopeToken.IsValid(scope),
                nameof(AtlassianOptions.Scopes),
                $"contains '{DisplayText.Clean(scope ?? "")}', which is not a scope. Add each scope on its own, without spaces, such as read:jira-work.");
        }
    }

    private static void RequireResilience(ResilienceOptions resilience, Problems problems)
    {
        HttpRetryStrategyOptions retry = resilience.Retry;
        problems.Require(
            retry.MaxRetryAttempts >= 1,
            "Resilience.Retry.MaxRetryAttempts",
            $"is {retry.MaxRetryAttempts} and must be at least 1: to repeat nothing, set ShouldHandle to a delegate that returns false.");
        RequireTime(retry.Delay, "Resilience.Retry.Delay", problems);
        RequireTime(retry.MaxDelay ?? s_maxTime, "Resilience.Retry.MaxDelay", problems);
        problems.Require(
            retry.MaxDelay is not { } max || max >= retry.Delay,
            "Resilience.Retry.MaxDelay",
            $"({retry.MaxDelay}) is shorter than Delay ({retry.Delay}).");
        problems.Require(
            resilience.MaxRetryAfter >= TimeSpan.Zero && resilience.MaxRetryAfter <= s_maxTime,
            "Resilience.MaxRetryAfter",
            $"({resilience.MaxRetryAfter}) is negative, or longer than a day.");
        RequireTimeout(resilience.AttemptTimeout, "Resilience.AttemptTimeout.Timeout", problems);
        RequireTimeout(resilience.CallTimeout, "Resilience.CallTimeout.Timeout", problems);
    }

    private static void RequireTime(TimeSpan time, string property, Problems problems) =>
        problems.Require(time > TimeSpan.Zero && time <= s_maxTime, property, $"({time}) is not positive, or longer than a day.");

    // The bounds of Polly.
    private static void RequireTimeout(HttpTimeoutStrategyOptions timeout, string property, Problems problems) =>
        problems.Require(
            timeout.Timeout >= s_minTimeout && timeout.Timeout <= s_maxTime,
            property,
            $"is {timeout.Timeout} and must be between 10 milliseconds and a day: for no limit, set TimeoutGenerator to a delegate that returns Timeout.InfiniteTimeSpan.");

    // Tokens are sent to these origins, so they must use https unless they are on this machine.
    private static void RequireOrigin(Uri? origin, string property, Problems problems) =>
        problems.Require(
            origin is { IsAbsoluteUri: true }
                && origin.PathAndQuery == "/"
                && (origin.Scheme == Uri.UriSchemeHttps || (origin.Scheme == Uri.UriSchemeHttp && origin.IsLoopback)),
            property,
            $"'{origin}' is not an https origin such as https://api.atlassian.com (http is accepted only for loopback addresses).");

    /// <summary>Collects problems.</summary>
    /// <param name="section">The path of the configuration section; <see langword="null"/> if the options are set in code only.</param>
    private sealed class Problems(string? section)
    {
        private readonly List<string> _found = [];

        public void Require(bool condition, string property, string problem)
        {
            if (!condition)
            {
                Add(property + " ", problem);
            }
        }

        public void Add(string property, string problem) => _found.Add(section switch
        {
            null => property + problem,
            "" => property.Replace('.', ':') + problem,
            _ => $"{section}:{property.Replace('.', ':')}{problem}",
        });

        public ValidateOptionsResult ToResult() => _found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_found);
    }
}
