using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Simulator;

public sealed class ConsentPageTests
{
    private const string Query =
        "audience=api.atlassian.com&client_id=simulated-client&scope=read:jira-work%20read:issue.time-tracking:jira%20offline_access"
        + "&redirect_uri=http://localhost:5080/callback&state=s1&response_type=code&prompt=consent";

    private readonly AtlassianSimulator _atlassian = new(new SimulatorOptions
    {
        ShowsConsentPage = true,
        Sites = [SimulatedSite.WithContent("site-1", "one"), SimulatedSite.WithContent("site-2", "two")],
    });

    public static TheoryData<string, string, bool> Requests => new()
    {
        { "Sec-Fetch-Mode", "navigate", true },
        { "Sec-Fetch-Mode", "cors", false },
        { "Accept", "text/html,application/xhtml+xml,*/*;q=0.8", true },
        { "Accept", "*/*", false },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void PageShouldBeShownToBrowsersOnly(string header, string value, bool isPage)
    {
        SimulatedResponse response = Open(Query, _atlassian, header, value);

        Assert.Equal(isPage ? 200 : 302, response.Status);
    }

    [Fact]
    public void BrowserShouldGetADecisionAtOnceWithoutTheOption() => Assert.Equal(302, Open(Query, new AtlassianSimulator()).Status);

    [Fact]
    public void PageShouldShowWhatIsAskedAndTheChoices()
    {
        SimulatedResponse response = Open(Query, _atlassian);

        string page = Read(response);
        Assert.Contains("<h1>Your app requests access to your Atlassian account</h1>", page, StringComparison.Ordinal);
        Assert.Contains("View projects and issues in Jira", page, StringComparison.Ordinal);
        Assert.Contains("View in Jira: issue, time tracking", page, StringComparison.Ordinal);
        Assert.Contains("ada@example.com", page, StringComparison.Ordinal);
        Assert.Contains("grace@example.com", page, StringComparison.Ordinal);
        Assert.Contains("https://two.atlassian.net", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        string policy = response.Headers.Single(static header => header.Key == "Content-Security-Policy").Value;
        Assert.StartsWith("default-src 'none'; style-src 'self';", policy, StringComparison.Ordinal);
        SimulatedResponse stylesheet = _atlassian.Handle(new SimulatedRequest(SimulatedOrigin.AuthorizationServer, "GET", "/simulator.css"));
        Assert.Equal("text/css; charset=utf-8", stylesheet.ContentType);
    }

    [Fact]
    public void EveryValueShouldBeEncoded()
    {
        const string Hostile = "\"><script>alert('1')</script>&amp;";
        SimulatedSite site = new(Hostile, Hostile, Hostile);
        site.Jira.AddUser(new Account { AccountId = Hostile, Name = Hostile, Email = Hostile });
        AtlassianSimulator atlassian = new(new SimulatorOptions
        {
            ShowsConsentPage = true,
            Sites = [SimulatedSite.WithContent("site-1", "one"), site],
            App = new RegisteredApp { ClientId = "simulated-client", ClientSecret = "simulated-secret", Name = Hostile },
        });

        string page = Read(Open(Query.Replace("offline_access", Uri.EscapeDataString(Hostile), StringComparison.Ordinal), atlassian));

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert('1')", page, StringComparison.Ordinal);
        Assert.Contains("&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&amp;amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void AcceptShouldGrantTheChosenAccountAndSites()
    {
        SimulatedResponse response = Send("decision=accept&account=557058%3A00000000-0000-4000-8000-000000000002&site=site-2");

        Uri callback = ReadCallback(response);
        Assert.StartsWith("http://localhost:5080/callback?code=", callback.AbsoluteUri, StringComparison.Ordinal);
        Assert.EndsWith("&state=s1", callback.Query, StringComparison.Ordinal);
        _atlassian.Authorization.Exchange(new TokenRequest
        {
            GrantType = "authorization_code",
            ClientId = "simulated-client",
            ClientSecret = "simulated-secret",
            Code = callback.Query["?code=".Length..].Split('&')[0],
            RedirectUri = "http://localhost:5080/callback",
        });
        AppGrant grant = Assert.Single(_atlassian.Authorization.Families).Grant;
        Assert.Equal("Grace Sample", grant.Account.Name);
        Assert.Equal(["site-2"], grant.CloudIds);
    }

    [Fact]
    public void CancelShouldDecline() => Assert.Equal(
        "http://localhost:5080/callback?error=access_denied&state=s1", ReadCallback(Send("decision=cancel&account=x&site=site-1")).AbsoluteUri);

    [Theory]
    [InlineData("account=557058%3A00000000-0000-4000-8000-000000000002&site=site-2", "Choose Accept or Cancel.")]
    [InlineData("decision=accept&account=unknown&site=site-2", "Choose an account.")]
    [InlineData("decision=accept&site=site-2", "Choose an account.")]
    [InlineData("decision=accept&account=557058%3A00000000-0000-4000-8000-000000000002", "Choose at least one site.")]
    [InlineData("decision=accept&account=557058%3A00000000-0000-4000-8000-000000000002&site=unknown", "Choose at least one site.")]
    public void IncompleteChoiceShouldShowThePageAgain(string form, string problem)
    {
        SimulatedResponse response = Send(form);

        Assert.Equal(400, response.Status);
        Assert.Contains($"""role="alert">{problem}<""", Read(response), StringComparison.Ordinal);
        Assert.Empty(_atlassian.Authorization.Events);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public void RequestThatCannotBeGrantedShouldNotBeAsked(string method)
    {
        string unknownApp = Query.Replace("simulated-client", "other", StringComparison.Ordinal);
        string otherAudience = Query.Replace("api.atlassian.com", "other", StringComparison.Ordinal);

        SimulatedResponse unknown = Ask(method, unknownApp, _atlassian, "Accept", "text/html");
        SimulatedResponse other = Ask(method, otherAudience, _atlassian, "Accept", "text/html");

        Assert.Equal((400, "text/plain"), (unknown.Status, unknown.ContentType));
        Assert.Equal("http://localhost:5080/callback?error=invalid_request&state=s1", ReadCallback(other).AbsoluteUri);
    }

    private SimulatedResponse Send(string form) => Ask("POST", Query, _atlassian, "Content-Type", "application/x-www-form-urlencoded", form);

    private static SimulatedResponse Open(string query, AtlassianSimulator atlassian, string header = "Accept", string value = "text/html") =>
        Ask("GET", query, atlassian, header, value);

    private static SimulatedResponse Ask(string method, string query, AtlassianSimulator atlassian, string header, string value, string body = "") =>
        atlassian.Handle(new SimulatedRequest(
            SimulatedOrigin.AuthorizationServer,
            method,
            "/authorize?" + query,
            new Dictionary<string, string> { [header] = value },
            System.Text.Encoding.UTF8.GetBytes(body)));

    private static Uri ReadCallback(SimulatedResponse response)
    {
        Assert.Equal(303, response.Status);
        return new Uri(response.Headers.Single(static header => header.Key == "Location").Value);
    }

    private static string Read(SimulatedResponse response) => System.Text.Encoding.UTF8.GetString(response.Body.Span);
}
