using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http;
using Leeway.Json;
using Leeway.Runtime.Tests.Grants;
using Leeway.Runtime.Tests.Http;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Leeway.Telemetry;

namespace Leeway.Runtime.Tests.Telemetry;

/// <summary>
/// Calls with every kind of result through the whole pipeline, with listeners for all telemetry. No secret and no value of a caller is
/// recorded.
/// </summary>
public sealed class CanaryTests : IDisposable
{
    private const string Secret = "canary-secret";
    private const string Value = "canary-value";

    private readonly List<string> _heard = [];
    private readonly ActivityListener _activities;
    private readonly MeterListener _measurements = new();

    public CanaryTests()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == LeewayTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Hear(
                $"{activity.DisplayName} {activity.StatusDescription} {Tags(activity.TagObjects)} {string.Join(' ', activity.Events.Select(static e => e.Name + Tags(e.Tags)))} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _measurements.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == LeewayTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _measurements.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Hear(instrument.Name + Tags(tags.ToArray())));
        _measurements.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(instrument.Name + Tags(tags.ToArray())));
        _measurements.Start();
    }

    public void Dispose()
    {
        _activities.Dispose();
        _measurements.Dispose();
    }

    [Fact]
    public async Task NoSecretShouldBeRecordedOfCallsWithAnyResult()
    {
        GrantWorld world = new(static options => options.App = new() { ClientId = "client", ClientSecret = Secret });
        await world.SignInAsync();
        AtlassianPipeline node = world.Node;
        SimulatedSite site = world.Simulator.Sites[0];
        Fault[] faults =
        [
            Fault.DropBeforeCommit,
            Fault.HtmlPage(502),
            Fault.TooManyRequests(TimeSpan.FromSeconds(5)),
            Fault.Instead(SimulatedResponse.Json(400, new System.Text.Json.Nodes.JsonObject { ["errors"] = new System.Text.Json.Nodes.JsonObject { ["field"] = "wrong" } })),
            Fault.Instead(SimulatedResponse.Redirect(302, $"https://evil.example/?token={Secret}")),
            Fault.Instead(SimulatedResponse.Redirect(302, $"http://evil.example/?token={Secret}")),
            Fault.Instead(SimulatedResponse.Text(200, "{\"id\":", "application/json")),
        ];
        foreach (Fault fault in faults)
        {
            world.Simulator.Faults.Add(fault, static request => request.Origin == SimulatedOrigin.Gateway);
            await CallAsync(world, node, HttpMethod.Get, "/rest/api/3/issue/{issueIdOrKey}", $"/rest/api/3/issue/{Value}?jql={Value}");
        }

        // An expired token, a token that another process replaced, a missing scope, a removed app, a withdrawn consent.
        world.Time.Advance(TimeSpan.FromMinutes(61));
        world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        await CallAsync(world, node, HttpMethod.Get, "/rest/api/3/myself", "/rest/api/3/myself");
        await CallAsync(world, node, HttpMethod.Get, "/wiki/api/v2/spaces", "/wiki/api/v2/spaces");
        await CallAsync(world, node, HttpMethod.Delete, "/rest/api/3/project/{projectIdOrKey}", $"/rest/api/3/project/{Value}");
        site.AppIsInstalled = false;
        await CallAsync(world, node, HttpMethod.Get, "/rest/api/3/myself", "/rest/api/3/myself");
        site.AppIsInstalled = true;
        world.Server.Withdraw("client", world.Simulator.Account.AccountId);
        await CallAsync(world, node, HttpMethod.Get, "/rest/api/3/myself", "/rest/api/3/myself");
        world.Time.Advance(TimeSpan.FromMinutes(61));
        await CallAsync(world, node, HttpMethod.Get, "/rest/api/3/myself", "/rest/api/3/myself");

        string[] secrets =
        [
            Secret,
            .. world.Server.Families.SelectMany(static family => family.RefreshTokens).Select(static token => token.Value),
            "simulated-access", "simulated-refresh", "simulated-code",
        ];
        string[] everything;
        lock (_heard)
        {
            everything = [.. _heard, .. world.Log.ReadLines()];
        }

        Assert.Contains(everything, static line => line.Contains("leeway.call.duration", StringComparison.Ordinal));
        Assert.Contains(everything, static line => line.Contains("GET /rest/api/3/issue/{issueIdOrKey}", StringComparison.Ordinal));
        Assert.Contains(everything, static line => line.Contains("leeway.call.retries", StringComparison.Ordinal));
        Assert.Contains(everything, static line => line.Contains("POST /oauth/token", StringComparison.Ordinal));
        Assert.Contains(everything, static line => line.StartsWith("leeway.grant.losses", StringComparison.Ordinal));
        Assert.All(everything, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));

        // A value of a caller may be in an exception that quotes the server, and nowhere else.
        Assert.DoesNotContain(everything, static line => line.Contains(Value, StringComparison.Ordinal) && !line.StartsWith("thrown", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoLoginOfAnotherHostShouldBeRecordedOfCallsWithAnyResult(bool isKey)
    {
        GrantWorld world = new();
        Queue<HttpResponseMessage> answers = new(
        [
            StubTransport.Json(HttpStatusCode.OK, "[]"),
            StubTransport.Json(HttpStatusCode.OK, "{"),
            StubTransport.Json(HttpStatusCode.Unauthorized, """{"title":"No"}"""),
            StubTransport.Json(HttpStatusCode.Forbidden, "{}"),
            StubTransport.Json(HttpStatusCode.NotFound, "{}"),
            StubTransport.Json(HttpStatusCode.Conflict, "{}"),
            StubTransport.Redirect(HttpStatusCode.Found, "https://evil.example/?x=1"),
            StubTransport.Json(HttpStatusCode.TooManyRequests, "{}"),
            StubTransport.Json(HttpStatusCode.ServiceUnavailable, "{}"),
        ]);
        AtlassianPipeline node = world.NewNode(
            options =>
            {
                options.Login = isKey ? AtlassianLogin.ApiKey("X-Api-Key", Secret) : AtlassianLogin.Basic("mia", Secret);
                options.Server = new Uri("https://api.acme.example/v1");
            },
            new StubTransport(_ => answers.TryDequeue(out HttpResponseMessage? answer) ? answer : StubTransport.Json(HttpStatusCode.OK, "[]")));
        ServerAddress server = new("https://api.acme.example/v1");
        for (int i = 0; i < 9; i++)
        {
            await CallAsync(world, node, new OperationDescriptor("operation", HttpMethod.Get, "/rockets/{id}", "", "Acme", [200], server: server), $"/rockets/{Value}");
        }

        // A call to Atlassian is refused.
        await CallAsync(world, node, HttpMethod.Get, "/rest/api/3/myself", "/rest/api/3/myself");

        string encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("mia:" + Secret));
        string[] everything;
        lock (_heard)
        {
            everything = [.. _heard, .. world.Log.ReadLines(), node.Options.Login.ToString(), node.Options.ToString()!];
        }

        Assert.Empty(answers);
        Assert.True(everything.Count(static line => line.StartsWith("thrown", StringComparison.Ordinal)) >= 6);
        Assert.All(everything, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
        Assert.All(everything, line => Assert.DoesNotContain(encoded, line, StringComparison.Ordinal));
        Assert.DoesNotContain(everything, static line => line.Contains(Value, StringComparison.Ordinal));
    }

    private static string Tags(IEnumerable<KeyValuePair<string, object?>> tags) => string.Concat(tags.Select(static tag => $" {tag.Key}={tag.Value}"));

    private void Hear(string line)
    {
        lock (_heard)
        {
            _heard.Add(line);
        }
    }

    private Task CallAsync(GrantWorld world, AtlassianPipeline node, HttpMethod method, string route, string path) => CallAsync(
        world,
        node,
        new OperationDescriptor("operation", method, route, path.StartsWith("/wiki", StringComparison.Ordinal) ? "confluence" : "jira", "Jira", [200]),
        path);

    private async Task CallAsync(GrantWorld world, AtlassianPipeline node, OperationDescriptor operation, string path)
    {
        HttpRequestMessage request = operation.CreateRequest(path);
        request.Headers.TryAddWithoutValidation("X-Custom", Secret);
        Task<RawJson> call = node.CreateCaller().SendAsync<RawJson, ValueCodec<RawJson>>(request, CancellationToken.None);
        for (int i = 0; i < 200 && !call.IsCompleted; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        try
        {
            await call;
        }
        catch (Exception exception) when (exception is LeewayException or HttpRequestException or InvalidOperationException)
        {
            Hear("thrown " + exception);
        }
    }
}
