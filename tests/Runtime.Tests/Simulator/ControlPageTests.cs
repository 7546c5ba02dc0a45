using System.Text;
using System.Text.Json.Nodes;
using Leeway.Simulator;
using Leeway.Simulator.Site;
using Leeway.Simulator.Webhooks;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>The page of the simulator on which a person sends events, and what programs send there.</summary>
public sealed class ControlPageTests
{
    private const string Events = "/simulator/events";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json; charset=utf-8";

    private readonly AtlassianSimulator _atlassian = new(new SimulatorOptions
    {
        ShowsControlPage = true,
        Sites = [SimulatedSite.WithContent("site-1", "one"), SimulatedSite.WithContent("site-2", "two")],
    });

    public static TheoryData<string> EventNames => [.. SimulatedWebhooks.EventNames];

    public static TheoryData<string, string> BadOrders => new()
    {
        { """{"event":"coffee"}""", "'coffee' is not an event" },
        { "{}", "'' is not an event" },
        { "[]", "not an object" },
        { "{", "Expected depth" },
        { """{"event":"jira:issue_updated","issue":"NONE-1"}""", "no issue 'NONE-1'" },
        { """{"event":"jira:issue_updated","site":"three"}""", "The sites are one, two." },
    };

    [Fact]
    public void PageShouldShowWebhooksAndDeliveries()
    {
        AddWebhooks();
        _atlassian.Webhooks.Publish(_atlassian.Sites[0], "jira:issue_updated", "DEMO-1");

        string page = Read(Send("GET", "/simulator"));

        Assert.Contains("https://app.example/hooks", page, StringComparison.Ordinal);
        Assert.Contains("project = DEMO", page, StringComparison.Ordinal);
        Assert.Contains("of an administrator", page, StringComparison.Ordinal);
        Assert.Contains("&quot;key&quot;:&quot;DEMO-1&quot;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("admin-secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal("/simulator", Send("GET", "/", "", null, ("Accept", "text/html")).Headers.Single(static header => header.Key == "Location").Value);
    }

    [Fact]
    public void PageShouldBeMissingWithoutTheOption()
    {
        AtlassianSimulator atlassian = new();
        foreach ((string method, string path) in (ReadOnlySpan<(string, string)>)[("GET", "/simulator"), ("POST", Events), ("GET", "/")])
        {
            Assert.Equal(404, atlassian.Handle(new SimulatedRequest(SimulatedOrigin.AuthorizationServer, method, path)).Status);
        }
    }

    [Fact]
    public void EveryValueShouldBeEncoded()
    {
        const string Hostile = "\"><script>alert('1')</script>";
        _atlassian.Sites[0].Jira.AddAdminWebhook(new SimulatedAdminWebhook { Url = new Uri("https://app.example/?" + Hostile), Events = [Hostile] });
        _atlassian.Webhooks.Publish(_atlassian.Sites[0], Hostile);

        string page = Read(Send("GET", "/simulator"));
        page += Read(Send("POST", Events, "event=" + Uri.EscapeDataString(Hostile), Form));

        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void FormShouldRaiseAnEvent()
    {
        AddWebhooks();

        SimulatedResponse response = Send("POST", Events, "event=jira%3Aissue_updated&issue=DEMO-2&site=site-1&members=%7B%22changelog%22%3A%7B%22id%22%3A%227%22%7D%7D", Form);

        Assert.Equal(303, response.Status);
        SimulatedDelivery delivery = _atlassian.Webhooks.Deliveries[0];
        JsonNode body = JsonNode.Parse(delivery.Body.Span)!;
        Assert.Equal(("DEMO-2", "7"), ((string?)body["issue"]!["key"], (string?)body["changelog"]!["id"]));
    }

    [Fact]
    public void FormWithoutAWebhookShouldSaySo()
    {
        SimulatedResponse response = Send("POST", Events, "event=jira%3Aissue_updated&issue=&site=site-1&members=", Form);

        Assert.Equal(200, response.Status);
        Assert.Contains("No webhook matches jira:issue_updated.", Read(response), StringComparison.Ordinal);
        Assert.Equal(400, Send("POST", Events, "event=jira%3Aissue_updated&members=7", Form).Status);
    }

    [Fact]
    public void DeliveryShouldBeSentAgain()
    {
        AddWebhooks();
        SimulatedDelivery delivery = _atlassian.Webhooks.Publish(_atlassian.Sites[0], "sprint_started")[0];

        Assert.Equal(303, Send("POST", "/simulator/deliveries", "identifier=" + delivery.Identifier, Form).Status);
        Assert.Equal(200, Send("POST", "/simulator/deliveries", $$"""{"identifier":"{{delivery.Identifier}}"}""", Json).Status);
        Assert.Equal(400, Send("POST", "/simulator/deliveries", """{"identifier":"none"}""", Json).Status);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("same-origin", 303)]
    [InlineData("none", 303)]
    public void FormOfAnotherSiteShouldBeRefused(string source, int status)
    {
        AddWebhooks();

        SimulatedResponse response = Send("POST", Events, "event=jira%3Aissue_updated", Form, ("Sec-Fetch-Site", source));

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 303, _atlassian.Webhooks.Deliveries.Count > 0);
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void ProgramShouldRaiseEachEventWithSampleContent(string name)
    {
        AddWebhooks();

        JsonNode answer = JsonNode.Parse(Read(Send("POST", Events, $$"""{"event":"{{name}}"}""", Json)))!;

        Assert.Contains("https://app.example/admin", answer["deliveries"]!.AsArray().Select(static delivery => (string?)delivery!["url"]));
        JsonObject body = JsonNode.Parse(_atlassian.Webhooks.Deliveries[0].Body.Span)!.AsObject();
        bool hasContent = !name.StartsWith("app_access", StringComparison.Ordinal) && !name.StartsWith("jira_expression", StringComparison.Ordinal);
        Assert.Equal(hasContent, body.Any(static member => member.Key is not ("timestamp" or "webhookEvent" or "matchedWebhookIds")));
        Assert.Equal(name.Contains("issue_", StringComparison.Ordinal) || name.StartsWith("comment", StringComparison.Ordinal), body.ContainsKey("issue"));
    }

    [Theory]
    [MemberData(nameof(BadOrders))]
    public void BadOrderShouldBeExplained(string order, string expected)
    {
        SimulatedResponse response = Send("POST", Events, order, Json);

        Assert.Equal(400, response.Status);
        Assert.Contains(expected, (string)JsonNode.Parse(Read(response))!["error"]!, StringComparison.Ordinal);
    }

    private void AddWebhooks()
    {
        SimulatedSite site = _atlassian.Sites[0];
        _atlassian.Webhooks.Register(site, new Uri("https://app.example/hooks"), "project = DEMO", "jira:issue_updated", "sprint_started");
        site.Jira.AddAdminWebhook(new SimulatedAdminWebhook { Url = new Uri("https://app.example/admin"), Events = SimulatedWebhooks.EventNames, Secret = "admin-secret" });
    }

    private SimulatedResponse Send(string method, string path, string body = "", string? contentType = null, params (string Name, string Value)[] headers)
    {
        Dictionary<string, string> all = headers.ToDictionary(static header => header.Name, static header => header.Value);
        if (contentType is not null)
        {
            all["Content-Type"] = contentType;
        }

        return _atlassian.Handle(new SimulatedRequest(SimulatedOrigin.AuthorizationServer, method, path, all, Encoding.UTF8.GetBytes(body)));
    }

    private static string Read(SimulatedResponse response) => Encoding.UTF8.GetString(response.Body.Span);
}
