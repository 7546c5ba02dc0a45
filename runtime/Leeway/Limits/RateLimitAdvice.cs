using System.Globalization;

namespace Leeway.Limits;

/// <summary>Says what a limit means for the caller, and what to do.</summary>
internal static class RateLimitAdvice
{
    /// <param name="scope">What the limit covers.</param>
    /// <param name="resetsAt">When it ends.</param>
    public static string For(RateLimitScope scope, DateTimeOffset? resetsAt)
    {
        string until = resetsAt is { } end
            ? string.Create(CultureInfo.InvariantCulture, $"until {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z")
            : "for a while";
        return scope switch
        {
            RateLimitScope.App => $"The hourly quota of the app is spent, for all its sites together: make no calls to this product {until}.",
            RateLimitScope.Site => $"The hourly quota of the app at this site is spent: make no calls to this product of the site {until}; other sites are not concerned.",
            RateLimitScope.Issue => $"There were too many writes to one issue: leave it alone {until}; other calls are not concerned.",
            RateLimitScope.Operation => $"There were too many calls of this operation at this site: make none {until}; other operations are not concerned.",
            _ => $"There were too many calls: make none {until}.",
        };
    }
}
