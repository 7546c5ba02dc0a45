using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Browser.Tests.Endpoints;

/// <summary>The endpoints of the sample that programs use.</summary>
public sealed class SampleEndpointTests(WatchedHost host) : IClassFixture<WatchedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HealthShouldBeReported()
    {
        using HttpClient client = new();

        Assert.Equal("Healthy", await client.GetStringAsync(new Uri(host.Address, "/health"), Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("another secret of sixteen bytes")]
    public async Task DeliveryWithoutTheProofShouldBeRefused(string secret)
    {
        using HttpResponseMessage response = await DeliverAsync(secret);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task DeliveryShouldReachTheHandler()
    {
        using HttpResponseMessage response = await DeliverAsync(host.Atlassian.App.ClientSecret);

        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        Assert.Equal("jira:issue_updated DEMO-1 at https://example.atlassian.net", await host.Handled.WaitAsync(Cancellation));
    }

    private async Task<HttpResponseMessage> DeliverAsync(string secret)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(host.Address, "/hooks"));
        request.Headers.Add("X-Atlassian-Webhook-Identifier", "delivery-1");
        request.Content = new StringContent(
            $$$"""{"timestamp":{{{now * 1000}}},"webhookEvent":"jira:issue_updated","issue":{"id":"10001","self":"https://example.atlassian.net/rest/api/2/issue/10001","key":"DEMO-1"}}""",
            Encoding.UTF8,
            "application/json");
        if (secret.Length > 0)
        {
            string content = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode($$"""{"exp":{{now + 600}},"iat":{{now}}}""")}";
            string signature = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(content)));
            request.Headers.Authorization = new("Bearer", $"{content}.{signature}");
        }

        using HttpClient client = new();
        return await client.SendAsync(request, Cancellation);
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
