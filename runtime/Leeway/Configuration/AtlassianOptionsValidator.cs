using Leeway.Calls;
using Leeway.Http.Resilience;
using Leeway.Sites;
using Microsoft.Extensions.Options;

namespace Leeway;

/// <summary>Validates the options. Each problem is a message of one line that says what to correct.</summary>
internal sealed class AtlassianOptionsValidator : IValidateOptions<AtlassianOptions>
{
    /// <summary>Longer than any useful wait.</summary>
    private static readonly TimeSpan s_maxTime = TimeSpan.FromDays(1);

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

        problems.AddRange(Grants.GrantOptionsProblems.Find(options.Grants));
        Require(
            options.MaxResponseBytes is > 0 and <= AtlassianCaller.LargestMaxResponseBytes,
            $"{nameof(options.MaxResponseBytes)} is not between 1 and {AtlassianCaller.LargestMaxResponseBytes}, the largest supported body.");
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
            Require(resilience.MaximumRetries >= 0, $"{nameof(resilience.MaximumRetries)} is negative.");
            RequireTime(resilience.RetryDelay, nameof(resilience.RetryDelay));
            RequireTime(resilience.MaximumRetryDelay, nameof(resilience.MaximumRetryDelay));
            Require(resilience.MaximumRetryDelay >= resilience.RetryDelay, $"{nameof(resilience.MaximumRetryDelay)} is shorter than {nameof(resilience.RetryDelay)}.");
            RequireMargin(resilience.MaximumWait, nameof(resilience.MaximumWait));
            RequireTimeout(resilience.AttemptTimeout, nameof(resilience.AttemptTimeout));
            RequireTimeout(resilience.CallTimeout, nameof(resilience.CallTimeout));
        }

        void RequireTimeout(TimeSpan timeout, string which) =>
            Require(
                timeout == Timeout.InfiniteTimeSpan || (timeout > TimeSpan.Zero && timeout <= s_maxTime),
                $"{which} is neither infinite nor between zero and a day.");

        // Tokens are sent to these origins, so they must use https unless they are on this machine.
        void RequireOrigin(Uri? origin, string which) =>
            Require(
                origin is { IsAbsoluteUri: true }
                    && origin.PathAndQuery == "/"
                    && (origin.Scheme == Uri.UriSchemeHttps || (origin.Scheme == Uri.UriSchemeHttp && origin.IsLoopback)),
                $"Endpoints.{which} is not an https origin such as https://api.atlassian.com (http is accepted only for loopback addresses).");
    }
}
