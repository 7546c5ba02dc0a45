using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>Delivers webhooks as Atlassian does, and signs them with both proofs.</summary>
internal static class Deliveries
{
    public const string ClientSecret = "the client secret of the app";
    public const string AdminSecret = "It's a Secret to Everybody";
    public const string Site = "https://example.atlassian.net";

    public static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public static string CreateToken(string secret = ClientSecret, DateTimeOffset? expiresAt = null) =>
        SignToken("""{"alg":"HS256","typ":"JWT"}""", $$"""{"exp":{{(expiresAt ?? Now.AddMinutes(15)).ToUnixTimeSeconds()}},"iat":{{Now.ToUnixTimeSeconds()}}}""", Encoding.UTF8.GetBytes(secret));

    public static string SignToken(string header, string claims, byte[] secret)
    {
        string content = $"{Encode(header)}.{Encode(claims)}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(content)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string SignBody(string body, string secret = AdminSecret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    /// <summary>A body whose event is unique by its key.</summary>
    public static string CreateBody(string key, string name = "jira:issue_updated", string site = Site, DateTimeOffset? at = null) => $$$"""
        {"timestamp":{{{(at ?? Now).ToUnixTimeMilliseconds()}}},"webhookEvent":"{{{name}}}","issue_event_type_name":"issue_generic","matchedWebhookIds":[7,8],
        "user":{"self":"{{{site}}}/rest/api/2/user?accountId=5b10","accountId":"5b10","displayName":"Mia"},
        "issue":{"id":"10002","self":"{{{site}}}/rest/api/2/issue/10002","key":"{{{key}}}","fields":{"summary":"Boom","description":"*wiki*","priority":{"name":"High"} } },
        "changelog":{"id":"10124","items":[{"field":"status","fieldtype":"jira","fieldId":"status","from":"1","fromString":"To Do","to":"3","toString":"Done"}]}}
        """;

    public static HttpRequestMessage Dynamic(string body, string identifier, string? token = null)
    {
        HttpRequestMessage request = Create(body, identifier);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + (token ?? CreateToken()));
        return request;
    }

    public static HttpRequestMessage Admin(string body, string identifier, string? signature = null)
    {
        HttpRequestMessage request = Create(body, identifier);
        request.Headers.TryAddWithoutValidation("X-Hub-Signature", signature ?? SignBody(body));
        return request;
    }

    public static HttpRequestMessage Create(string body, string? identifier)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/hooks") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Atlassian Webhook HTTP Client");
        if (identifier is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Atlassian-Webhook-Identifier", identifier);
        }

        return request;
    }
}
