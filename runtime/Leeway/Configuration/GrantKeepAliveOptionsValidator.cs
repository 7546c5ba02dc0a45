using Microsoft.Extensions.Options;

namespace Leeway.Grants;

/// <summary>Validates the options. Each problem is a message of one line that says what to correct.</summary>
internal sealed class GrantKeepAliveOptionsValidator(IOptionsMonitor<AtlassianOptions> atlassian) : IValidateOptions<GrantKeepAliveOptions>
{
    // Within the maximum of timers, which is about 49 days.
    private static readonly TimeSpan s_maxRetryAfter = TimeSpan.FromDays(30);

    // The inactivity limit has no maximum, but the age is subtracted from the current time.
    private static readonly TimeSpan s_maxAge = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, GrantKeepAliveOptions options)
    {
        GrantOptions grants = atlassian.Get(name).Grants;
        List<string> problems = [];
        if (options.FromAge < TimeSpan.FromDays(1) || options.FromAge >= grants.InactivityLimit || options.FromAge > s_maxAge)
        {
            problems.Add($"{nameof(options.FromAge)} is not between one day and {nameof(grants.InactivityLimit)}, or is longer than ten years.");
        }

        if (options.MaxPerMinute <= 0)
        {
            problems.Add($"{nameof(options.MaxPerMinute)} is not positive.");
        }

        if (options.Interval <= TimeSpan.Zero || options.Interval > grants.Leeway - grants.LeewayMargin)
        {
            problems.Add($"{nameof(options.Interval)} is not between zero and {nameof(grants.Leeway)} minus {nameof(grants.LeewayMargin)}.");
        }

        if (options.RetryAfter <= TimeSpan.Zero || options.RetryAfter > s_maxRetryAfter)
        {
            problems.Add($"{nameof(options.RetryAfter)} is not between zero and 30 days.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
