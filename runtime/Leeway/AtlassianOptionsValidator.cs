using Leeway.Http.Resilience;
using Leeway.Sites;
using Microsoft.Extensions.Options;

namespace Leeway;

/// <summary>Says in one line what of the options is to be mended.</summary>
internal sealed class AtlassianOptionsValidator : IValidateOptions<AtlassianOptions>
{
    /// <summary>What nobody waits for longer than.</summary>
    private static readonly TimeSpan s_longestTime = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, AtlassianOptions options)
    {
        List<string> problems = [];
        if (options.Login.Kind is LoginKind.Consent or LoginKind.ServiceAccount)
        {
            string source = options.Login.Kind == LoginKind.Consent ? "in the developer console" : "with the service account's credential";
            Require(!string.IsNullOrWhiteSpace(options.ClientId), $"{nameof(options.ClientId)} is missing: it stands {source}.");
            Require(!string.IsNullOrWhiteSpace(options.ClientSecret), $"{nameof(options.ClientSecret)} is missing: it stands {source}.");
        }

        if (options.Login.Kind is LoginKind.SiteApiToken or LoginKind.GatewayApiToken)
        {
            bool isNamed = SiteAddress.FindOrigin(options.Site) is not null
                || (options.Login.Kind == LoginKind.GatewayApiToken && SiteAddress.IsCloudId(options.Site));
            Require(isNamed, $"{nameof(options.Site)} is no address such as https://example.atlassian.net: nothing else tells where an API token is for.");
        }

        RequireOrigin(options.Endpoints.AuthorizationServer, nameof(options.Endpoints.AuthorizationServer));
        RequireOrigin(options.Endpoints.Gateway, nameof(options.Endpoints.Gateway));

        Grants.GrantOptions grants = options.Grants;
        RequireTime(grants.Leeway, nameof(grants.Leeway));
        Require(
            grants.LeewayMargin >= TimeSpan.Zero && grants.LeewayMargin < grants.Leeway,
            $"{nameof(grants.LeewayMargin)} is not between zero and {nameof(grants.Leeway)}.");
        RequireTime(grants.LeaseDuration, nameof(grants.LeaseDuration));
        Require(
            grants.ExchangeTimeout > TimeSpan.Zero && grants.ExchangeTimeout < grants.LeaseDuration,
            $"{nameof(grants.ExchangeTimeout)} is not between zero and {nameof(grants.LeaseDuration)}.");
        Require(
            grants.ExchangeTimeout <= grants.LeewayMargin,
            $"{nameof(grants.ExchangeTimeout)} is longer than {nameof(grants.LeewayMargin)}, so that a token could arrive after the leeway.");
        RequireMargin(grants.ExpiryMargin, nameof(grants.ExpiryMargin));
        RequireMargin(grants.RenewAhead, nameof(grants.RenewAhead));
        RequireTime(grants.LeasePollInterval, nameof(grants.LeasePollInterval));
        RequireMargin(grants.Patience, nameof(grants.Patience));
        RequireTime(grants.ForcedRenewalInterval, nameof(grants.ForcedRenewalInterval));
        RequireTime(grants.RetryDelay, nameof(grants.RetryDelay));
        RequireTime(grants.MaximumRetryDelay, nameof(grants.MaximumRetryDelay));
        Require(grants.MaximumRetryDelay >= grants.RetryDelay, $"{nameof(grants.MaximumRetryDelay)} is shorter than {nameof(grants.RetryDelay)}.");
        Require(
            grants.MaximumRetryDelay < grants.SpendWindow,
            $"{nameof(grants.MaximumRetryDelay)} is not shorter than {nameof(grants.Leeway)} less {nameof(grants.LeewayMargin)}, so that a lost answer would not be asked for again in time.");
        Require(
            grants.MaxStaleness >= TimeSpan.FromSeconds(1) && grants.MaxStaleness <= s_longestTime,
            $"{nameof(grants.MaxStaleness)} is {grants.MaxStaleness}; set it between a second and a day.");
        Require(grants.MaximumConcurrentExchanges > 0, $"{nameof(grants.MaximumConcurrentExchanges)} is not positive.");
        Require(
            grants.AgeWarning >= TimeSpan.Zero && grants.AgeWarning < grants.InactivityLimit && grants.AgeWarning < grants.AbsoluteLimit,
            $"{nameof(grants.AgeWarning)} is not between zero and the limits it is to warn of.");
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
            Require(time > TimeSpan.Zero && time <= s_longestTime, $"{which} is not positive, or longer than a day.");

        void RequireMargin(TimeSpan margin, string which) =>
            Require(margin >= TimeSpan.Zero && margin <= s_longestTime, $"{which} is negative, or longer than a day.");

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
                timeout == Timeout.InfiniteTimeSpan || (timeout > TimeSpan.Zero && timeout <= s_longestTime),
                $"{which} is neither infinite nor between zero and a day.");

        // Tokens go to these two, so they are not to travel in the clear but on this machine.
        void RequireOrigin(Uri? origin, string which) =>
            Require(
                origin is { IsAbsoluteUri: true }
                    && origin.PathAndQuery == "/"
                    && (origin.Scheme == Uri.UriSchemeHttps || (origin.Scheme == Uri.UriSchemeHttp && origin.IsLoopback)),
                $"Endpoints.{which} is no https origin such as https://api.atlassian.com (http is taken for loopback alone).");
    }
}
