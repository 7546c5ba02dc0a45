using Leeway.Simulator.Site;

namespace Leeway.Simulator.Limits;

/// <summary>The properties of a call that limits depend on.</summary>
/// <param name="Product"><c>jira</c> or <c>confluence</c>.</param>
/// <param name="ClientId">The client id of the app that spends points; <see langword="null"/> for API tokens, which spend none.</param>
/// <param name="CloudId">The cloud id of the tenant.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Endpoint">The path after the product, with an asterisk for each value.</param>
/// <param name="WrittenIssue">The issue that the call changes.</param>
internal sealed record LimitedCall(string Product, string? ClientId, string CloudId, string Method, string Endpoint, string? WrittenIssue)
{
    // The segments before it are the name and version of the API, such as rest/api/3 and wiki/api/v2.
    private const int FirstResource = 3;

    public static LimitedCall Of(SiteRequest call, string product, string? clientId, string cloudId, Func<string, string?> findIssueId)
    {
        string[] endpoint = [.. call.Segments];
        for (int i = FirstResource; i < endpoint.Length; i++)
        {
            endpoint[i] = IsValue(endpoint[i]) ? "*" : endpoint[i];
        }

        bool writesIssue = call.Request.Method != "GET" && call.Segments is ["rest", _, _, "issue", var idOrKey, ..] && IsValue(idOrKey);
        string? issue = writesIssue ? findIssueId(call.Segments[4]) ?? call.Segments[4] : null;
        return new LimitedCall(product, clientId, cloudId, call.Request.Method, string.Join('/', endpoint), issue);
    }

    // Ids contain digits, and keys of projects and spaces are all upper-case. The fixed segments of a route are neither.
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
