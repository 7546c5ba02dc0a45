using System.Net;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>What the gateway refuses, and what replaces its responses.</summary>
public sealed class GatewayTests : IDisposable
{
    private const string Issue = "/rest/api/3/issue/NONE-1";

    private readonly SimulatorVisitor _visitor = new();

    public static TheoryData<string, SimulatedResponse, string> Shapes => new()
    {
        { "Jira", ErrorAnswers.Jira(400, "No.", ("summary", "Too long.")), """{"errorMessages":["No."],"errors":{"summary":"Too long."}}""" },
        { "Jira, fields alone", ErrorAnswers.Jira(400, null, ("summary", "Too long.")), """{"errorMessages":[],"errors":{"summary":"Too long."}}""" },
        { "Service Management", ErrorAnswers.ServiceManagement(404, "No.", "sd.none"), """{"errorMessage":"No.","i18nErrorMessage":{"i18nKey":"sd.none","parameters":[]}}""" },
        { "Confluence, first", ErrorAnswers.ConfluenceV1(403, "No.", "Why."), """{"statusCode":403,"data":{"authorized":false,"valid":false,"errors":[{"message":{"translation":"Why.","args":[]}}],"successful":false},"message":"No."}""" },
        { "Confluence, first and short", ErrorAnswers.ConfluenceV1Short(403, "No."), """{"message":"No.","statusCode":403}""" },
        { "Confluence, second", ErrorAnswers.ConfluenceV2(404, "NOT_FOUND", "Not Found"), """{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}""" },
        { "gateway", ErrorAnswers.Unauthorized(), """{"code":401,"message":"Unauthorized"}""" },
        { "scope", ErrorAnswers.ScopeMismatch(), """{"code":401,"message":"Unauthorized; scope does not match"}""" },
        { "not installed", ErrorAnswers.AppNotInstalled(), """{"code":403,"message":"The app is not installed on this instance"}""" },
        { "overload", ErrorAnswers.GatewayOverload(), "<!doctype html><html><body><h1>HTTP Status 429</h1></body></html>" },
        { "XML", ErrorAnswers.Xml(500, "a < b"), """<?xml version="1.0" encoding="UTF-8"?><status><status-code>500</status-code><message>a &lt; b</message></status>""" },
        { "empty", ErrorAnswers.Empty(502), "" },
    };

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task EveryErrorFormatShouldBeAvailable(string name, SimulatedResponse answer, string body)
    {
        Assert.NotEmpty(name);
        _visitor.Simulator.Faults.AddForOperation(Fault.Instead(answer), "GET", "/rest/api/3/issue/{issueIdOrKey}");

        using HttpResponseMessage response = await _visitor.JiraAsync(Issue);

        Assert.Equal(answer.Status, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RemovedSearchShouldReturnGone()
    {
        using HttpResponseMessage response = await _visitor.JiraAsync("/rest/api/3/search?jql=project=DEMO");

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Contains("/rest/api/3/search/jql", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultOfAnOperationShouldAffectOnlyItsCalls()
    {
        _visitor.Simulator.Faults.AddForOperation(Fault.Instead(new SimulatedResponse(500)), "GET", "/rest/api/3/issue/{issueIdOrKey}");
        _visitor.Simulator.Faults.AddForOperation(Fault.DropBeforeCommit, "GET", "/wiki/api/v2/pages");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/rest/api/3/project/search"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Issue + "/comment"));
        Assert.Equal(HttpStatusCode.InternalServerError, await StatusAsync(Issue));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Issue));
        await Assert.ThrowsAsync<HttpRequestException>(() => _visitor.ConfluenceAsync("/wiki/api/v2/pages"));
    }

    [Fact]
    public async Task HeldRequestShouldReturnAfterItsTime()
    {
        _visitor.Simulator.Faults.AddForOperation(Fault.HoldRequest(TimeSpan.FromMinutes(1)), "GET", "/rest/api/3/project/search");
        Task<HttpResponseMessage> call = _visitor.JiraAsync("/rest/api/3/project/search");
        _visitor.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        _visitor.Time.Advance(TimeSpan.FromSeconds(1));
        using HttpResponseMessage response = await call;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task ExpiredTokenShouldBeRefusedPlainlyUnlessConfiguredOtherwise()
    {
        _visitor.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Issue));

        _visitor.Simulator.Gateway.DisguisesEndedTokens = true;
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Issue));
        using HttpResponseMessage second = await _visitor.ConfluenceAsync("/wiki/api/v2/pages");
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);

        // This applies only to a token that once worked. Any other token is refused as usual.
        using HttpResponseMessage unknown = await _visitor.Client.GetAsync(new Uri(_visitor.Simulator.GatewayOrigin, "/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [Fact]
    public async Task MissingScopeShouldDifferFromAnInvalidToken()
    {
        _visitor.SignIn("read:jira-user");
        using HttpResponseMessage response = await _visitor.JiraAsync(Issue);
        Assert.Equal("FAILURE_CLIENT_SCOPE_CHECK", response.Headers.GetValues("X-Failure-Category").Single());
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage response = await _visitor.JiraAsync(path);
        return response.StatusCode;
    }
}
