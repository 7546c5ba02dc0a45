using Microsoft.Extensions.Options;

namespace Leeway.Grants;

/// <summary>Says in one line what of the options is to be mended.</summary>
internal sealed class GrantKeepAliveOptionsValidator(IOptions<AtlassianOptions> atlassian) : IValidateOptions<GrantKeepAliveOptions>
{
    // A timer's farthest reach, and then some.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(30);

    // A limit may be set to what no grant reaches; an age is taken off the present time.
    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(3650);

    public ValidateOptionsResult Validate(string? name, GrantKeepAliveOptions options)
    {
        GrantOptions grants = atlassian.Value.Grants;
        List<string> problems = [];
        if (options.FromAge < TimeSpan.FromDays(1) || options.FromAge >= grants.InactivityLimit || options.FromAge > s_oldest)
        {
            problems.Add($"{nameof(options.FromAge)} is not between a day and {nameof(grants.InactivityLimit)}, or longer than ten years.");
        }

        if (options.MaxPerMinute <= 0)
        {
            problems.Add($"{nameof(options.MaxPerMinute)} is not positive.");
        }

        if (options.Interval <= TimeSpan.Zero || options.Interval > grants.Leeway - grants.LeewayMargin)
        {
            problems.Add($"{nameof(options.Interval)} is not between zero and {nameof(grants.Leeway)} less {nameof(grants.LeewayMargin)}.");
        }

        if (options.RetryAfter <= TimeSpan.Zero || options.RetryAfter > s_longest)
        {
            problems.Add($"{nameof(options.RetryAfter)} is not between zero and 30 days.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
