using Leeway.Simulator.Site;

namespace Leeway.Simulator.Limits;

/// <summary>What limits tell calls apart by.</summary>
/// <param name="Product"><c>jira</c> or <c>confluence</c>.</param>
/// <param name="ClientId">The app that has to pay points; <see langword="null"/> for API tokens, which pay none.</param>
/// <param name="CloudId">The tenant.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Endpoint">The path behind the product, with an asterisk for each value.</param>
/// <param name="WrittenIssue">The issue that the call changes.</param>
internal sealed record LimitedCall(string Product, string? ClientId, string CloudId, string Method, string Endpoint, string? WrittenIssue)
{
    // Before it are the API's name and version, such as rest/api/3 and wiki/api/v2.
    private const int FirstResource = 3;

    public static LimitedCall Of(SiteRequest call, string product, string? clientId)
    {
        string[] endpoint = [.. call.Segments];
        for (int i = FirstResource; i < endpoint.Length; i++)
        {
            endpoint[i] = IsValue(endpoint[i]) ? "*" : endpoint[i];
        }

        bool writesIssue = call.Request.Method != "GET" && call.Segments is ["rest", _, _, "issue", var idOrKey, ..] && IsValue(idOrKey);
        string? issue = writesIssue ? call.Site.Jira.FindIssueId(call.Segments[4]) ?? call.Segments[4] : null;
        return new LimitedCall(product, clientId, call.Site.CloudId, call.Request.Method, string.Join('/', endpoint), issue);
    }

    // Ids have digits, keys of projects and spaces capitals only: no word of a route has either.
    private static bool IsValue(string segment)
    {
        bool hasOnlyCapitals = true;
        foreach (char c in segment)
        {
            if (char.IsAsciiDigit(c))
            {
                return true;
            }

            hasOnlyCapitals &= char.IsAsciiLetterUpper(c) || c == '_';
        }

        return hasOnlyCapitals;
    }
}
