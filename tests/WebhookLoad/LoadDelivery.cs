using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.WebhookLoad;

/// <summary>A delivery with an identifier and a body of its own, signed as Atlassian does.</summary>
internal sealed class LoadDelivery
{
    private static readonly string s_description = string.Concat(Enumerable.Repeat("The printer on the third floor is offline. ", 40));

    private readonly byte[] _body;

    public LoadDelivery(int number)
    {
        Identifier = string.Create(CultureInfo.InvariantCulture, $"load-{number}");
        _body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
            {"timestamp":{{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}},"webhookEvent":"jira:issue_updated","issue_event_type_name":"issue_generic","matchedWebhookIds":[1000],
            "user":{"self":"https://example.atlassian.net/rest/api/2/user?accountId=5b10","accountId":"5b10","displayName":"Mia"},
            "issue":{"id":"{{{number}}}","self":"https://example.atlassian.net/rest/api/2/issue/{{{number}}}","key":"LOAD-{{{number}}}","fields":{"summary":"Boom","description":"{{{s_description}}}"} },
            "changelog":{"id":"{{{number}}}","items":[{"field":"status","fieldtype":"jira","fieldId":"status","from":"1","fromString":"To Do","to":"3","toString":"Done"}]}}
            """));
    }

    public string Identifier { get; }

    public HttpRequestMessage CreateRequest(Uri address, byte[] secret, int retry)
    {
        HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ByteArrayContent(_body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", CreateToken(secret));
        request.Headers.TryAddWithoutValidation("X-Atlassian-Webhook-Identifier", Identifier);
        request.Headers.TryAddWithoutValidation("X-Atlassian-Webhook-Flow", "Primary");
        if (retry > 0)
        {
            request.Headers.TryAddWithoutValidation("X-Atlassian-Webhook-Retry", retry.ToString(CultureInfo.InvariantCulture));
        }

        return request;
    }

    private static string CreateToken(byte[] secret)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string claims = string.Create(CultureInfo.InvariantCulture, $$"""{"nbf":{{now}},"exp":{{now + 900}}}""");
        string content = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims)}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
