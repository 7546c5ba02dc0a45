using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Changes JSON of version 3 of the REST API to that of version 2, which deliveries contain: rich text is plain text.</summary>
internal static class RestV2
{
    private const string Version3 = "/rest/api/3/";
    private const string Version2 = "/rest/api/2/";

    /// <summary>Creates the JSON of version 2, without e-mail addresses.</summary>
    /// <param name="json">The JSON of version 3.</param>
    /// <param name="siteUrl">The address that links start with, unless they are relative.</param>
    public static JsonNode? From(JsonNode? json, string siteUrl)
    {
        switch (json)
        {
            case JsonObject when AdfText.IsDocument(json):
                return AdfText.Of(json);

            case JsonObject source:
                JsonObject target = [];
                foreach ((string name, JsonNode? value) in source)
                {
                    if (name != "emailAddress")
                    {
                        target[name] = From(value, siteUrl);
                    }
                }

                return target;

            case JsonArray items:
                return items.Select(item => From(item, siteUrl)).ToJsonArray();

            default:
                return IsLink(json.Text(), siteUrl) ? json.Text()!.Replace(Version3, Version2, StringComparison.Ordinal) : json?.DeepClone();
        }
    }

    private static bool IsLink(string? text, string siteUrl) =>
        text is not null
        && (text.StartsWith(Version3, StringComparison.Ordinal)
            || (text.StartsWith(siteUrl, StringComparison.Ordinal) && text.AsSpan(siteUrl.Length).StartsWith(Version3)));
}
