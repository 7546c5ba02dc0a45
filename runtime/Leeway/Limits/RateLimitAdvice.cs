using System.Globalization;

namespace Leeway.Limits;

/// <summary>Describes what a limit means for the caller, and what to do.</summary>
internal static class RateLimitAdvice
{
    /// <param name="scope">What the limit covers.</param>
    /// <param name="resetsAt">When it resets.</param>
    public static string For(RateLimitScope scope, DateTimeOffset? resetsAt)
    {
        string until = resetsAt is { } end
            ? string.Create(CultureInfo.InvariantCulture, $"until {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z")
            : "for a while";
        return scope switch
        {
            RateLimitScope.App => $"The hourly quota of the app for all its sites is spent. Make no calls to this product {until}.",
            RateLimitScope.Site => $"The hourly quota of the app for this site is spent. Make no calls to this product of the site {until}. Other sites are not affected.",
            RateLimitScope.Issue => $"There were too many writes to one issue. Do not write to it {until}. Other calls are not affected.",
            RateLimitScope.Operation => $"There were too many calls of this operation at this site. Do not call it {until}. Other operations are not affected.",
            _ => $"There were too many calls. Make no calls {until}.",
        };
    }
}
