using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A call that reached a site.</summary>
/// <param name="Request">The request as it arrived.</param>
/// <param name="Operation">The operation; <see langword="null"/> for an unknown route.</param>
/// <param name="Segments">The decoded segments of the path after the cloud id.</param>
/// <param name="SiteUrl">The address of the site.</param>
/// <param name="Paging">How the site divides lists into pages.</param>
/// <param name="Base">The address of the product at the gateway, such as <c>https://api.atlassian.com/ex/jira/{cloudId}</c>, or of the
/// site.</param>
/// <param name="Downloads">How to respond to downloads.</param>
/// <param name="App">The app that calls with the consent of a user; <see langword="null"/> for other credentials.</param>
/// <param name="Caller">The account of the token; <see langword="null"/> for a service account.</param>
/// <param name="Now">The current time.</param>
internal sealed record SiteRequest(
    SimulatedRequest Request,
    SimulatedOperation? Operation,
    string[] Segments,
    string SiteUrl,
    PagingOptions Paging,
    string Base,
    DownloadRoutes Downloads,
    RegisteredApp? App,
    Account? Caller,
    DateTimeOffset Now)
{
    /// <summary>Returns the value of a path parameter.</summary>
    /// <param name="name">The name in the path of the operation.</param>
    /// <exception cref="InvalidOperationException">The operation has no such parameter.</exception>
    public string this[string name]
    {
        get
        {
            int index = Array.IndexOf(Operation!.Segments, $"{{{name}}}");
            return index >= 0 ? Segments[index] : throw new InvalidOperationException($"{Operation} has no path parameter '{name}'.");
        }
    }

    /// <summary>Returns a query parameter; null if it is missing or empty.</summary>
    public string? Query(string name) => Request.Query.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>Returns the values of a query parameter that can be repeated or have several values with commas.</summary>
    public List<string> QueryList(string name)
    {
        List<string> values = [];
        foreach (string value in Request.QueryValues(name))
        {
            values.AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return values;
    }

    /// <summary>Returns whether a query parameter is <c>true</c>.</summary>
    public bool QueryFlag(string name) => bool.TryParse(Query(name), out bool value) && value;

    public int QueryNumber(string name, int defaultValue, int maximum) =>
        Request.Query.TryGetValue(name, out string? text) && int.TryParse(text, out int value) && value >= 0
            ? Math.Min(value, maximum)
            : defaultValue;

    /// <summary>Reads the body as a JSON object; null if it is not one.</summary>
    public JsonObject? ReadObject() => ReadBody() as JsonObject;

    /// <summary>Reads the body as JSON; null if it is not JSON.</summary>
    public JsonNode? ReadBody()
    {
        try
        {
            return JsonNode.Parse(Request.Body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
