using System.Text.Json;
using Leeway.Json;

namespace Leeway.Sites;

/// <summary>Reads the body of <c>accessible-resources</c>.</summary>
/// <remarks>
/// It lists containers, not sites: a site with Jira and Confluence appears twice, under one id and with different scopes. See
/// <see href="https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/#3-1-get-the-cloudid-for-your-site">Atlassian's
/// documentation</see>.
/// </remarks>
internal static class SiteListing
{
    /// <summary>Reads the sites. An entry without a cloud id cannot be called and is ignored.</summary>
    /// <returns>The sites, each once, in the order of their first appearance.</returns>
    /// <exception cref="JsonException">The body is not an array, or none of its entries has a cloud id.</exception>
    public static IReadOnlyList<Site> Read(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader json = SiteText.Open(utf8);
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"an array was expected, not {json.TokenType}");
        }

        List<Site> sites = [];
        int entries = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            entries++;
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
            }
            else if (ReadEntry(ref json) is { } entry)
            {
                Add(sites, entry);
            }
        }

        json.Read();
        return sites.Count == 0 && entries > 0
            ? throw new JsonException($"none of its {entries} entries has a cloud id, which is a UUID")
            : sites;
    }

    private static Site? ReadEntry(ref Utf8JsonReader json)
    {
        string? id = null;
        string? name = null;
        Uri? url = null;
        List<string> scopes = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string member = JsonSyntax.Unescape(json.ValueSpan);
            json.Read();
            switch (member)
            {
                case "id":
                    id = SiteText.Read(ref json);
                    break;
                case "name":
                    name = SiteText.Read(ref json);
                    break;
                case "url":
                    url = ReadAddress(SiteText.Read(ref json));
                    break;
                case "scopes":
                    ReadScopes(ref json, scopes);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return SiteAddress.FindCloudId(id) is { } cloudId
            ? new Site { CloudId = cloudId, Name = string.IsNullOrWhiteSpace(name) ? url?.Host ?? cloudId : name, Url = url, Scopes = scopes }
            : null;
    }

    private static void Add(List<Site> sites, Site entry)
    {
        int known = sites.FindIndex(site => site.CloudId.Equals(entry.CloudId, StringComparison.OrdinalIgnoreCase));
        if (known < 0)
        {
            sites.Add(entry);
            return;
        }

        Site site = sites[known];
        sites[known] = site with
        {
            Name = site.Name == site.CloudId ? entry.Name : site.Name,
            Url = site.Url ?? entry.Url,
            Scopes = [.. site.Scopes.Union(entry.Scopes, StringComparer.Ordinal)],
        };
    }

    private static void ReadScopes(ref Utf8JsonReader json, List<string> scopes)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (SiteText.Read(ref json) is { } scope)
            {
                scopes.Add(scope);
            }
        }
    }

    private static Uri? ReadAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.UserInfo.Length == 0
            ? address
            : null;
}
