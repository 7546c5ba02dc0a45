using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Leeway.Samples;
using Leeway.Simulator;
using Leeway.Stores.Tests.Databases;

namespace Leeway.Stores.Tests.Samples;

/// <summary>Runs the sample as a process, with the database by configuration.</summary>
public abstract class ConnectJiraTests(TestDatabase database, string provider) : IDisposable
{
    private const string ClientSecret = "simulated-secret";
    private const string Listening = "Now listening on: ";

    [Fact]
    public async Task ApplicationShouldStoreWhatItReceivesInItsDatabase()
    {
        await using SimulatorHost atlassian = await SimulatorHost.StartAsync(new AtlassianSimulator(), cancellationToken: TestContext.Current.CancellationToken);
        await using SampleProcess sample = SampleProcess.Start("ConnectJira", CreateEnvironment(atlassian.Simulator));
        string line = await sample.WaitForLineAsync(static line => line.Contains(Listening, StringComparison.Ordinal));
        using HttpClient client = new() { BaseAddress = new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim()) };

        Assert.Equal("Healthy", await client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "1"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "1"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "2"));
        await sample.WaitForLineAsync(static line => line.Contains("DEMO-", StringComparison.Ordinal));
        await sample.WaitForLineAsync(static line => line.Contains("DEMO-", StringComparison.Ordinal));

        Assert.Equal(["1", "2"], database.Query("SELECT identifier AS \"Value\" FROM leeway_webhooks ORDER BY identifier"));
        Assert.Empty(database.Query("SELECT grant_id AS \"Value\" FROM leeway_kept_webhooks"));
        Assert.DoesNotContain(sample.Lines, static line => line.Contains("Leeway", StringComparison.Ordinal) && (line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        database.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string identifier)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using HttpRequestMessage request = new(HttpMethod.Post, "/hooks")
        {
            Content = new StringContent(string.Create(CultureInfo.InvariantCulture, $$$"""
                {"timestamp":{{{now.ToUnixTimeMilliseconds()}}},"webhookEvent":"jira:issue_updated","issue":{"id":"{{{identifier}}}","self":"https://example.atlassian.net/rest/api/2/issue/{{{identifier}}}","key":"DEMO-{{{identifier}}}","fields":{"summary":"Boom"} } }
                """)),
        };
        request.Headers.TryAddWithoutValidation("X-Atlassian-Webhook-Identifier", identifier);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", CreateToken(now));
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static string CreateToken(DateTimeOffset now)
    {
        string claims = string.Create(CultureInfo.InvariantCulture, $$"""{"exp":{{now.AddMinutes(5).ToUnixTimeSeconds()}}}""");
        string content = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), Encoding.ASCII.GetBytes(content)))}";
    }

    private Dictionary<string, string> CreateEnvironment(AtlassianSimulator atlassian) => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Atlassian__ClientSecret"] = ClientSecret,
        ["Atlassian__Endpoints__AuthorizationServer"] = atlassian.AuthorizationOrigin.AbsoluteUri,
        ["Atlassian__Endpoints__Gateway"] = atlassian.GatewayOrigin.AbsoluteUri,
        ["ConnectionStrings__" + provider] = database.ConnectionString,
    };
}
