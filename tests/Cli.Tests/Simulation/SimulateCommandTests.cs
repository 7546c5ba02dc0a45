using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Simulation;

public sealed class SimulateCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SimulatorShouldRespondAtThePrintedAddressesUntilItIsStopped()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync("--errors", "Documented", "--access-token-minutes", "20", "--absolute-days", "365");
        Uri server = simulator.AddressOf("authorization server");
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

        using (HttpResponseMessage consent = await client.GetAsync(new Uri(
            server,
            "/authorize?audience=api.atlassian.com&client_id=simulated-client&scope=read:jira-work&redirect_uri=http://127.0.0.1/&response_type=code&prompt=consent"), Cancellation))
        {
            Assert.Equal(HttpStatusCode.Found, consent.StatusCode);
        }

        JsonObject tokens = await PostAsync(client, server, """{"grant_type":"client_credentials","client_id":"simulated-client","client_secret":"simulated-secret"}""");
        Assert.Equal(1200, (int)tokens["expires_in"]!);
        JsonObject refusal = await PostAsync(
            client, server, """{"grant_type":"refresh_token","refresh_token":"x","client_id":"simulated-client","client_secret":"simulated-secret"}""");
        Assert.Equal("invalid_grant", (string)refusal["error"]!);
        Assert.Contains("cloudId", await client.GetStringAsync(new Uri(simulator.AddressOf("site"), "/_edge/tenant_info"), Cancellation), StringComparison.Ordinal);
        using (HttpResponseMessage gateway = await client.GetAsync(new Uri(simulator.AddressOf("gateway"), "/me"), Cancellation))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, gateway.StatusCode);
        }

        using (HttpRequestMessage request = new(HttpMethod.Get, new Uri(simulator.AddressOf("Bitbucket"), "/2.0/repositories/acme")))
        {
            request.Headers.Authorization = new("Bearer", "simulated-bitbucket-token");
            using HttpResponseMessage repositories = await client.SendAsync(request, Cancellation);
            Assert.Contains("\"values\":[]", await repositories.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        Assert.Equal(0, await simulator.StopAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(server, Cancellation));
    }

    [Fact]
    public void ServedOperationsShouldBeListed()
    {
        CommandRun run = CommandRun.Of("simulate", "--list");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("jira  getIssue  GET /rest/api/3/issue/{issueIdOrKey}", run.Output.Split('\n'));
        Assert.DoesNotContain("simulated Atlassian", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RequestsShouldBePrintedUnlessItIsQuiet(bool isQuiet)
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(isQuiet ? ["--quiet"] : []);
        Uri site = simulator.AddressOf("site");
        using HttpClient client = new();
        using (HttpRequestMessage request = new(HttpMethod.Get, new Uri(site, "/rest/api/3/issue/DEMO-1?fields=summary")))
        {
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("ada@example.com:simulated-api-token")));
            using HttpResponseMessage response = await client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await simulator.StopAsync();
        Assert.Equal(!isQuiet, simulator.Lines.Contains("GET /rest/api/3/issue/DEMO-1 200 getIssue"));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Found, "--consent-at-once")]
    public async Task BrowserShouldShowAConsentPageUnlessItConsentsAtOnce(HttpStatusCode expected, params string[] options)
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync(["--sites", "2", .. options]);
        Uri server = simulator.AddressOf("authorization server");
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using HttpResponseMessage consent = await client.GetAsync(new Uri(
            server,
            "/authorize?audience=api.atlassian.com&client_id=simulated-client&scope=read:jira-work&redirect_uri=http://127.0.0.1/&response_type=code&prompt=consent"), Cancellation);

        Assert.Equal(expected, consent.StatusCode);
        string page = await consent.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(expected == HttpStatusCode.OK, page.Contains("https://leeway-demo-2.atlassian.net", StringComparison.Ordinal));
    }

    [Fact]
    public void APortInUseShouldBeReportedOnOneLine()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = Math.Min(((IPEndPoint)taken.LocalEndpoint).Port, 65531);

        CommandRun run = CommandRun.Of("simulate", "--port", $"{port}");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("leeway: ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port}", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--port", "0")]
    [InlineData("--port", "65533")]
    [InlineData("--port", "many")]
    [InlineData("--siblings", "Some")]
    [InlineData("--siblings", "7")]
    [InlineData("--errors", "Liv")]
    [InlineData("--access-token-minutes", "0")]
    [InlineData("--leeway-minutes", "0")]
    [InlineData("--absolute-days", "long")]
    [InlineData("--sites", "0")]
    [InlineData("--sites", "10")]
    [InlineData("--admin-webhook", "hooks")]
    [InlineData("--forward-webhooks-to", "ftp://localhost/hooks")]
    [InlineData("--webhook-retry-seconds", "0")]
    [InlineData("--nonsense", "1")]
    public void AnInvalidArgumentShouldBeReportedOnOneLine(string option, string value)
    {
        CommandRun run = CommandRun.Of("simulate", option, value);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonObject> PostAsync(HttpClient client, Uri server, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri(server, "/oauth/token"), content, Cancellation);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
    }
}
