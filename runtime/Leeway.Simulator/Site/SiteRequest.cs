using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A call that reached a site.</summary>
/// <param name="Request">The request as it arrived.</param>
/// <param name="Segments">The decoded segments of the path after the cloud id.</param>
/// <param name="Site">The site.</param>
/// <param name="Base">The address of the product at the gateway, such as <c>https://api.atlassian.com/ex/jira/{cloudId}</c>, or of the
/// site.</param>
/// <param name="Downloads">How to respond to downloads.</param>
/// <param name="Caller">The account of the token; <see langword="null"/> for a service account.</param>
/// <param name="Now">The current time.</param>
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

    public int QueryNumber(string name, int defaultValue, int maximum) =>
        Request.Query.TryGetValue(name, out string? text) && int.TryParse(text, out int value) && value >= 0
            ? Math.Min(value, maximum)
            : defaultValue;
}
