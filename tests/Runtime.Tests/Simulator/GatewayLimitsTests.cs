using System.Net;
using System.Text.Json.Nodes;
using Leeway.Simulator.Limits;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>The limits as an HTTP client sees them. Time starts at noon.</summary>
public sealed class GatewayLimitsTests : IDisposable
{
    private const string Projects = "/rest/api/3/project/search";

    private readonly SimulatorVisitor _visitor = new();

    private GatewayLimits Limits => _visitor.Simulator.Gateway.Limits;

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task GatewayShouldHaveNoLimitsByDefault()
    {
        for (int i = 0; i < 500; i++)
        {
            Assert.Equal("200", await SummaryAsync(Projects));
        }
    }

    [Fact]
    public async Task PointsOfTheAppShouldRunOutForAllTenantsUntilTheHourEnds()
    {
        Limits.AppQuota = new PointsQuota { Points = 20 };
        Limits.WritesStructuredHeaders = false;

        // One point for the call, and one for each of its two projects.
        Assert.Equal("200 X-RateLimit-Limit=20 X-RateLimit-Remaining=17", await SummaryAsync(Projects));
        Assert.Equal("200 X-RateLimit-Limit=20 X-RateLimit-Remaining=14", await SummaryAsync("/rest/api/3/myself"));
        Limits.Spend("jira", _visitor.Simulator.App.ClientId, "another tenant", 12, _visitor.Time.GetUtcNow());
        Assert.Equal("200 X-RateLimit-Limit=20 X-RateLimit-NearLimit=true X-RateLimit-Remaining=1", await SummaryAsync("/rest/api/3/serverInfo"));
        Assert.Equal("200 X-RateLimit-Limit=20 X-RateLimit-NearLimit=true X-RateLimit-Remaining=0", await SummaryAsync("/rest/api/3/serverInfo"));

        _visitor.Time.Advance(TimeSpan.FromMinutes(45));
        const string refused = "429 RateLimit-Reason=jira-quota-global-based Retry-After=900 X-RateLimit-Limit=20 X-RateLimit-Remaining=0 "
            + "X-RateLimit-Reset=2026-11-01T13:00:00Z";
        Assert.Equal(refused, await SummaryAsync(Projects));
        Limits.OmitsSeconds = true;
        Assert.Equal(refused.Replace("13:00:00Z", "13:00Z", StringComparison.Ordinal), await SummaryAsync(Projects));

        _visitor.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.StartsWith("429", await SummaryAsync(Projects), StringComparison.Ordinal);
        _visitor.Time.Advance(TimeSpan.FromMinutes(1));
        _visitor.SignIn();
        Assert.Equal("200 X-RateLimit-Limit=20 X-RateLimit-Remaining=17", await SummaryAsync(Projects));
    }

    [Fact]
    public async Task PointsOfATenantShouldNotAffectOthers()
    {
        Limits.TenantQuota = new PointsQuota { Points = 5 };
        Limits.AppQuota = new PointsQuota { Points = 1000 };
        Limits.Spend("jira", _visitor.Simulator.App.ClientId, "another tenant", 900, _visitor.Time.GetUtcNow());
        Assert.Equal(
            "200 RateLimit=\"global-app-quota\";r=97;t=3600 RateLimit-Policy=\"global-app-quota\";q=1000;w=3600, \"tenant-app-quota\";q=5;w=3600 "
            + "X-RateLimit-Limit=5 X-RateLimit-Remaining=2",
            await SummaryAsync(Projects));
        await SummaryAsync(Projects);
        Assert.Equal(
            "429 RateLimit=\"global-app-quota\";r=94;t=3600, \"tenant-app-quota\";r=0;t=3600 "
            + "RateLimit-Policy=\"global-app-quota\";q=1000;w=3600, \"tenant-app-quota\";q=5;w=3600 "
            + "RateLimit-Reason=jira-quota-tenant-based Retry-After=3600 X-RateLimit-Limit=5 X-RateLimit-Remaining=0 X-RateLimit-Reset=2026-11-01T13:00:00Z",
            await SummaryAsync(Projects));

        // Confluence has its own count.
        using HttpResponseMessage pages = await _visitor.ConfluenceAsync("/wiki/api/v2/pages?limit=1");
        Assert.Equal(HttpStatusCode.OK, pages.StatusCode);
    }

    [Fact]
    public async Task UnenforcedQuotaShouldOnlyBeReported()
    {
        Limits.AppQuota = new PointsQuota { Points = 100 };
        Limits.TenantQuota = new PointsQuota { Points = 3, IsEnforced = false };
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(
                "200 Beta-RateLimit=\"tenant-app-quota\";r=0;t=3600 Beta-RateLimit-Policy=\"tenant-app-quota\";q=3;w=3600 Beta-Retry-After=3600 "
                + "RateLimit-Policy=\"global-app-quota\";q=100;w=3600 "
                + $"X-Beta-RateLimit-Limit=3 X-Beta-RateLimit-NearLimit=true X-Beta-RateLimit-Remaining=0 X-RateLimit-Limit=100 X-RateLimit-Remaining={97 - (3 * i)}",
                await SummaryAsync(Projects));
        }
    }

    [Fact]
    public async Task BurstShouldBeRefusedForOneEndpointAndMethodOnly()
    {
        Limits.Burst = static (_, _) => new BurstLimit { PerSecond = 2, Capacity = 3 };
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal("404", await SummaryAsync($"/rest/api/3/issue/NONE-{i}"));
        }

        const string refused = "429 RateLimit-Reason=jira-burst-based Retry-After=1 X-RateLimit-Limit=2 X-RateLimit-Remaining=0 X-RateLimit-Reset=2026-11-01T12:00:00Z";
        Assert.Equal(refused, await SummaryAsync("/rest/api/3/issue/NONE-4"));
        Assert.Equal("404", await SummaryAsync("/rest/api/3/issue/NONE-4", HttpMethod.Delete));
        Assert.Equal("200", await SummaryAsync(Projects));
        _visitor.Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("404", await SummaryAsync("/rest/api/3/issue/NONE-4"));
        Assert.StartsWith("429", await SummaryAsync("/rest/api/3/issue/NONE-4"), StringComparison.Ordinal);
        _visitor.Time.Advance(TimeSpan.FromMinutes(1));
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal("404", await SummaryAsync($"/rest/api/3/issue/{i}"));
        }

        Assert.StartsWith("429", await SummaryAsync("/rest/api/3/issue/4"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WritesToOneIssueShouldBeCountedUnderItsKeyAndItsId()
    {
        (string id, string key) = await _visitor.CreateIssueAsync();
        (_, string other) = await _visitor.CreateIssueAsync();
        Limits.IssueWrites = [new WriteLimit { Writes = 2, Window = TimeSpan.FromSeconds(2) }, new WriteLimit { Writes = 3, Window = TimeSpan.FromSeconds(30) }];

        Assert.Equal("400", await SummaryAsync($"/rest/api/3/issue/{key}/comment", HttpMethod.Post));
        _visitor.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("400", await SummaryAsync($"/rest/api/3/issue/{id}/comment", HttpMethod.Post));
        const string refused = "429 RateLimit-Reason=jira-per-issue-on-write Retry-After=1 X-RateLimit-Limit=2 X-RateLimit-Remaining=0 X-RateLimit-Reset=2026-11-01T12:00:02Z";
        Assert.Equal(refused, await SummaryAsync($"/rest/api/3/issue/{id}", HttpMethod.Put));
        Assert.Equal("400", await SummaryAsync($"/rest/api/3/issue/{other}/comment", HttpMethod.Post));
        Assert.Equal("200", await SummaryAsync($"/rest/api/3/issue/{id}"));

        _visitor.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("400", await SummaryAsync($"/rest/api/3/issue/{id}/comment", HttpMethod.Post));
        Assert.Contains(" Retry-After=27 ", await SummaryAsync($"/rest/api/3/issue/{id}/comment", HttpMethod.Post), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalShouldHaveTheFormatOfTheProductOrBeHtml()
    {
        Limits.AppQuota = new PointsQuota { Points = 0 };
        Assert.Equal("""{"errorMessages":["Rate limit exceeded."],"errors":{},"status":429}""", await BodyAsync(_visitor.JiraAsync(Projects)));
        JsonNode confluence = JsonNode.Parse(await BodyAsync(_visitor.ConfluenceAsync("/wiki/api/v2/pages")))!;
        Assert.Equal("TOO_MANY_REQUESTS", (string)confluence["errors"]![0]!["code"]!);
        Limits.RefusesWithHtml = true;
        Assert.StartsWith("<!doctype html>", await BodyAsync(_visitor.JiraAsync(Projects)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "rest/api/3/issue/*", 150)]
    [InlineData("GET", "rest/api/3/issue/*/changelog", 200)]
    [InlineData("PUT", "rest/api/3/issue/*", 50)]
    [InlineData("POST", "rest/servicedeskapi/customer", 5)]
    [InlineData("GET", "rest/api/3/project/search", 100)]
    public void DocumentedBurstsShouldBeAsDocumented(string method, string endpoint, int perSecond) =>
        Assert.Equal(perSecond, GatewayLimits.DocumentedBurst(method, endpoint)!.PerSecond);

    private async Task<string> SummaryAsync(string path, HttpMethod? method = null)
    {
        using HttpResponseMessage response = await _visitor.JiraAsync(path, method);
        IEnumerable<string> headers = response.Headers.NonValidated
            .Where(static header => header.Key.Contains("RateLimit", StringComparison.Ordinal) || header.Key.EndsWith("Retry-After", StringComparison.Ordinal))
            .OrderBy(static header => header.Key, StringComparer.Ordinal)
            .Select(static header => $"{header.Key}={header.Value}");
        return string.Join(' ', [$"{(int)response.StatusCode}", .. headers]);
    }

    private static async Task<string> BodyAsync(Task<HttpResponseMessage> call)
    {
        using HttpResponseMessage response = await call;
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
