using System.Text.Json;

namespace Leeway.Sites;

/// <summary>Reads the body of <c>accessible-resources</c>.</summary>
/// <remarks>
/// It lists containers, not sites: a site with Jira and Confluence appears twice, under one id and with different scopes. See
/// <see href="https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/#3-1-get-the-cloudid-for-your-site">Atlassian's description</see>.
/// </remarks>
internal static class SiteListing
{
    /// <returns>The sites, each once, in the order of their first appearance.</returns>
    /// <exception cref="JsonException">The body is no array of such entries.</exception>
    public static IReadOnlyList<Site> Read(ReadOnlyMemory<byte> body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException($"an array was expected, not {document.RootElement.ValueKind}");
        }

        List<Site> sites = [];
        foreach (JsonElement entry in document.RootElement.EnumerateArray())
        {
            if (Text(entry, "id") is not { } id || !Uri.TryCreate(Text(entry, "url"), UriKind.Absolute, out Uri? url))
            {
                throw new JsonException("an entry lacks its id or url");
            }

            int known = sites.FindIndex(site => site.CloudId.Equals(id, StringComparison.OrdinalIgnoreCase));
            if (known < 0)
            {
                sites.Add(new Site(id, Text(entry, "name") ?? url.Host, url, Scopes(entry)));
            }
            else
            {
                sites[known] = sites[known] with { Scopes = [.. sites[known].Scopes.Union(Scopes(entry), StringComparer.Ordinal)] };
            }
        }

        return sites;
    }

    private static List<string> Scopes(JsonElement entry)
    {
        List<string> scopes = [];
        if (entry.TryGetProperty("scopes", out JsonElement values) && values.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement value in values.EnumerateArray())
            {
                if (value.ValueKind == JsonValueKind.String)
                {
                    scopes.Add(value.GetString()!);
                }
            }
        }

        return scopes;
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object
        && entry.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
