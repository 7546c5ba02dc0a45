using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A call that has passed the gateway.</summary>
/// <param name="Request">As it arrived.</param>
/// <param name="Segments">The decoded parts of the path behind the cloud id.</param>
/// <param name="Site">The site it is for.</param>
/// <param name="Base">The gateway's address of the product, such as <c>https://api.atlassian.com/ex/jira/{cloudId}</c>.</param>
/// <param name="Downloads">Where downloads lead.</param>
/// <param name="Caller">The account that the token acts for; <see langword="null"/> for a service account.</param>
/// <param name="Now">The time.</param>
internal sealed record SiteRequest(
    SimulatedRequest Request,
    string[] Segments,
    SimulatedSite Site,
    string Base,
    DownloadRoutes Downloads,
    Account? Caller,
    DateTimeOffset Now)
{
    public bool Is(string method, params ReadOnlySpan<string> pattern)
    {
        if (Request.Method != method || Segments.Length != pattern.Length)
        {
            return false;
        }

        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != "*" && pattern[i] != Segments[i])
            {
                return false;
            }
        }

        return true;
    }

    public int QueryNumber(string name, int otherwise, int maximum) =>
        Request.Query.TryGetValue(name, out string? text) && int.TryParse(text, out int value) && value >= 0
            ? Math.Min(value, maximum)
            : otherwise;
}
