using Leeway.Calls;
using Leeway.Http.Resilience;
using Leeway.Sites;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace Leeway;

/// <summary>Validates the options. Each problem is a message of one line that says what to correct.</summary>
internal sealed class AtlassianOptionsValidator : IValidateOptions<AtlassianOptions>
{
    /// <summary>Longer than any useful wait.</summary>
    private static readonly TimeSpan s_maxTime = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_minTimeout = TimeSpan.FromMilliseconds(10);

    public ValidateOptionsResult Validate(string? name, AtlassianOptions options)
    {
        List<string> problems = [];
        if (options.Login.Kind is LoginKind.Consent or LoginKind.ServiceAccount)
        {
            string source = options.Login.Kind == LoginKind.Consent
                ? $"in the developer console, or set options.{nameof(options.Login)} to log in without an app, as by {nameof(AtlassianLogin)}.{nameof(AtlassianLogin.ApiToken)}(email, token)"
                : "with the service account's credential";
            Require(!string.IsNullOrWhiteSpace(options.ClientId), $"{nameof(options.ClientId)} is not set: find it {source}.");
            Require(!string.IsNullOrWhiteSpace(options.ClientSecret), $"{nameof(options.ClientSecret)} is not set: find it {source}.");
        }

        if (options.Login.Kind is LoginKind.SiteApiToken or LoginKind.GatewayApiToken)
        {
            bool isNamed = SiteAddress.FindOrigin(options.Site) is not null
                || (options.Login.Kind == LoginKind.GatewayApiToken && SiteAddress.IsCloudId(options.Site));
            Require(isNamed, $"{nameof(options.Site)} is not an address such as https://example.atlassian.net. It is required because an API token does not identify its site.");
        }

        Require(
            !SiteAddress.IsBrokenCloudId(options.Site),
            $"{nameof(options.Site)} '{options.Site}' looks like a cloud id but is not a UUID such as 11111111-2222-4333-8444-555555555555. Copy it again.");
        RequireOrigin(options.Endpoints.AuthorizationServer, nameof(options.Endpoints.AuthorizationServer));
        RequireOrigin(options.Endpoints.Gateway, nameof(options.Endpoints.Gateway));

        problems.AddRange(FindInvalidScopes(options.Scopes));
        problems.AddRange(Grants.GrantOptionsProblems.Find(options.Grants));
        Require(
            options.MaxResponseBytes is > 0 and <= AtlassianCaller.MaxBufferBytes,
            $"{nameof(options.MaxResponseBytes)} is not between 1 and {AtlassianCaller.MaxBufferBytes}, the largest body that memory can hold in one piece.");
        RequireResilience(options.Resilience);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(bool condition, string problem)
        {
            if (!condition)
            {
                problems.Add(problem);
            }
        }

        void RequireTime(TimeSpan time, string which) =>
            Require(time > TimeSpan.Zero && time <= s_maxTime, $"{which} is not positive, or longer than a day.");

        void RequireMargin(TimeSpan margin, string which) =>
            Require(margin >= TimeSpan.Zero && margin <= s_maxTime, $"{which} is negative, or longer than a day.");

        void RequireResilience(ResilienceOptions resilience)
        {
            HttpRetryStrategyOptions retry = resilience.Retry;
            Require(
                retry.MaxRetryAttempts >= 1,
                $"Resilience.Retry.MaxRetryAttempts is {retry.MaxRetryAttempts} and must be at least 1: to repeat nothing, set ShouldHandle to a delegate that returns false.");
            RequireTime(retry.Delay, "Resilience.Retry.Delay");
            RequireTime(retry.MaxDelay ?? s_maxTime, "Resilience.Retry.MaxDelay");
            Require(
                retry.MaxDelay is not { } max || max >= retry.Delay,
                $"Resilience.Retry.MaxDelay ({retry.MaxDelay}) is shorter than Delay ({retry.Delay}).");
            RequireMargin(resilience.MaxRetryAfter, "Resilience.MaxRetryAfter");
            RequireTimeout(resilience.AttemptTimeout, "Resilience.AttemptTimeout");
            RequireTimeout(resilience.CallTimeout, "Resilience.CallTimeout");
        }

        // The bounds of Polly.
        void RequireTimeout(HttpTimeoutStrategyOptions timeout, string which) =>
            Require(
                timeout.Timeout >= s_minTimeout && timeout.Timeout <= s_maxTime,
                $"{which}.Timeout is {timeout.Timeout} and must be between 10 milliseconds and a day: for no limit, set TimeoutGenerator to a delegate that returns Timeout.InfiniteTimeSpan.");

        // Tokens are sent to these origins, so they must use https unless they are on this machine.
        void RequireOrigin(Uri? origin, string which) =>
            Require(
                origin is { IsAbsoluteUri: true }
                    && origin.PathAndQuery == "/"
                    && (origin.Scheme == Uri.UriSchemeHttps || (origin.Scheme == Uri.UriSchemeHttp && origin.IsLoopback)),
                $"Endpoints.{which} is not an https origin such as https://api.atlassian.com (http is accepted only for loopback addresses).");
    }

    private static IEnumerable<string> FindInvalidScopes(IEnumerable<string?> scopes) =>
        scopes.Where(static scope => !IsScope(scope)).Select(static scope =>
            $"{nameof(AtlassianOptions.Scopes)} contains '{DisplayText.Clean(scope ?? "")}', which is not a scope. Add each scope on its own, without spaces, such as read:jira-work.");

    // The characters of RFC 6749: visible ASCII without the quotation mark and the backslash.
    private static bool IsScope(string? scope) =>
        !string.IsNullOrEmpty(scope) && !scope.AsSpan().ContainsAnyExceptInRange('!', '~') && !scope.AsSpan().ContainsAny('"', '\\');
}
