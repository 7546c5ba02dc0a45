using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Leeway.Calls;
using Leeway.Confluence;
using Leeway.Fields;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Limits;
using Leeway.Simulator.Wire;
using Leeway.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Cli.Demo;

/// <summary>
/// Shows the library in use against a simulated Atlassian, over real connections on loopback: from the consent screen to an access token
/// that expires under load.
/// </summary>
internal sealed class Demonstration : IAsyncDisposable
{
    private const int AttachmentLength = 256 * 1024;
    private const int PageSize = 5;
    private const int Workers = 50;
    private const int CallsPerWorker = 4;

    private readonly SimulatorClock _clock = new();
    private readonly List<DemoStep> _steps = [];
    private SimulatorHost? _host;
    private ServiceProvider? _services;
    private string _issueKey = "";
    private string _attachmentId = "";
    private byte[] _attachment = [];

    private AtlassianSimulator Simulator => _host!.Simulator;

    private ServiceProvider Services => _services!;

    private IJiraClient Jira => Services.GetRequiredService<IJiraClient>();

    /// <summary>Runs the steps in order and stops after the first one that fails.</summary>
    /// <returns>The steps that were run.</returns>
    public async Task<IReadOnlyList<DemoStep>> RunAsync(CancellationToken cancellationToken)
    {
        (string Name, Func<CancellationToken, Task<(string, IReadOnlyList<KeyValuePair<string, long>>)>> Step)[] steps =
        [
            ("Start the simulator", StartAsync),
            ("Sign in", SignInAsync),
            ("Find the site", FindSiteAsync),
            ("List projects", ListProjectsAsync),
            ("Create an issue", CreateIssueAsync),
            ("Read it back", ReadIssueAsync),
            ("Upload an attachment", UploadAsync),
            ("Download it", DownloadAsync),
            ("Read pages by cursor", ReadPagesAsync),
            ("Handle a rate limit", HandleRateLimitAsync),
            ("Read the rate limit budget", ReadBudgetAsync),
            ("Recover a lost rotation response", RecoverLostRotationAsync),
            ("Renew an expired token under load", RenewUnderLoadAsync),
        ];
        foreach ((string name, var step) in steps)
        {
            long startedAt = Stopwatch.GetTimestamp();
            try
            {
                (string outcome, IReadOnlyList<KeyValuePair<string, long>> counts) = await step(cancellationToken);
                _steps.Add(new DemoStep(name, outcome, counts, Stopwatch.GetElapsedTime(startedAt), Passed: true));
            }
            catch (Exception exception)
            {
                _steps.Add(new DemoStep(name, exception.Message, [], Stopwatch.GetElapsedTime(startedAt), Passed: false));
                break;
            }
        }

        return _steps;
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> StartAsync(CancellationToken cancellationToken)
    {
        _host = await SimulatorHost.StartAsync(
            new AtlassianSimulator(new SimulatorOptions { Time = _clock }), cancellationToken: cancellationToken);

        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(_clock);
        services
            .AddAtlassian(options =>
            {
                options.ClientId = Simulator.App.ClientId;
                options.ClientSecret = Simulator.App.ClientSecret;
                options.RedirectUri = new Uri("http://127.0.0.1/callback");
                options.UserAgent = "LeewayDemo/1.0";
                options.Resilience.Retry.Delay = TimeSpan.FromMilliseconds(100);
                options.Endpoints.AuthorizationServer = Simulator.AuthorizationOrigin;
                options.Endpoints.Gateway = Simulator.GatewayOrigin;
                options.Scopes = ["read:jira-work", "write:jira-work", "read:page:confluence", "read:space:confluence", "offline_access"];
            })
            .AddJira()
            .AddConfluence();
        _services = services.BuildServiceProvider();
        return ($"gateway on {Simulator.GatewayOrigin.Authority}", [new("origins", 3)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> SignInAsync(CancellationToken cancellationToken)
    {
        AuthorizationCodeFlow flow = Services.GetRequiredService<AuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();

        // Acts as the browser: the consent screen redirects it to the application with a code.
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpResponseMessage consent = await browser.GetAsync(request.Address, cancellationToken);
        DemoException.Require(consent.StatusCode == HttpStatusCode.Found, $"The consent screen returned status {(int)consent.StatusCode} instead of 302.");

        CompletedSignIn signIn = await flow.CompleteAsync(request, consent.Headers.Location!, cancellationToken: cancellationToken);
        DemoException.Require(signIn.Grant.RefreshToken is not null, "The token response has no refresh token.");
        return (
            $"consented, exchanged the code; access token expires at {signIn.Grant.AccessTokenExpiresAt:HH:mm:ss}",
            [new("scopes", signIn.Grant.Scopes.Count)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> FindSiteAsync(CancellationToken cancellationToken)
    {
        SiteDirectory directory = Services.GetRequiredService<SiteDirectory>();
        Site site = await directory.ChooseAsync(GrantId.Default, wanted: null, cancellationToken);
        DemoException.Require(site is { HasJira: true, HasConfluence: true }, $"{site} does not have both Jira and Confluence.");
        return ($"{site.Name}: Jira and Confluence under one id", [new("sites", 1)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> ListProjectsAsync(CancellationToken cancellationToken)
    {
        List<Project> projects = await Jira.Projects.EnumerateProjectsAsync(maxResults: 2).ToListAsync(cancellationToken);
        DemoException.Require(projects.Count > 0, "No projects were returned.");
        return (string.Join(", ", projects.Select(static project => project.Key)), [new("projects", projects.Count)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> CreateIssueAsync(CancellationToken cancellationToken)
    {
        IssueUpdate details = new()
        {
            Fields = new IssueFields { Project = new("DEMO"), IssueType = new("Task"), Summary = "Größer als \"gedacht\"" },
        };
        CreatedIssue created = await Jira.Issues.CreateIssueAsync(details, cancellationToken: cancellationToken);
        _issueKey = created.Key ?? throw new DemoException("The new issue has no key.");
        return (_issueKey, [new("issues", 1)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> ReadIssueAsync(CancellationToken cancellationToken)
    {
        Issue issue = await Jira.Issues.GetIssueAsync(_issueKey, cancellationToken: cancellationToken);
        string? summary = issue.Fields?.Summary;
        DemoException.Require(summary == "Größer als \"gedacht\"", $"The summary that was read is '{summary}'.");
        IssueUser creator = issue.Fields?.Creator ?? throw new DemoException("The issue has no creator.");
        return ($"'{summary}' by {creator.DisplayName}", [new("fields", issue.Fields.Count)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> UploadAsync(CancellationToken cancellationToken)
    {
        _attachment = new byte[AttachmentLength];
        new Random(1).NextBytes(_attachment);
        using MemoryStream stream = new(_attachment);
        IReadOnlyList<Attachment> added = await Jira.IssueAttachments.AddAttachmentAsync(
            _issueKey, FileUpload.FromStream(stream, "noise.bin"), cancellationToken);
        Attachment attachment = added.Single();
        DemoException.Require(attachment.Size == AttachmentLength, $"The server received {attachment.Size} bytes instead of {AttachmentLength}.");
        _attachmentId = attachment.Id ?? throw new DemoException("The attachment has no id.");
        return ($"{attachment.Filename} of {attachment.Created:yyyy-MM-dd}", [new("bytes", AttachmentLength)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> DownloadAsync(CancellationToken cancellationToken)
    {
        await using Stream content = await Jira.IssueAttachments.GetAttachmentContentAsync(_attachmentId, cancellationToken: cancellationToken);
        using MemoryStream received = new();
        await content.CopyToAsync(received, cancellationToken);
        DemoException.Require(received.ToArray().AsSpan().SequenceEqual(_attachment), "The downloaded bytes differ from the uploaded ones.");

        SimulatedRequest[] media = [.. Simulator.Requests.Where(static request => request.Origin == SimulatedOrigin.Media)];
        int tokensSent = media.Count(static request => request.Headers.ContainsKey("Authorization"));
        DemoException.Require(media.Length == 1 && tokensSent == 0, $"The media host received {media.Length} requests, {tokensSent} of them with a token. Expected one request without a token.");
        return ("same bytes; no token was sent to the redirect's host", [new("bytes", received.Length), new("tokens sent to other hosts", tokensSent)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> ReadPagesAsync(CancellationToken cancellationToken)
    {
        IConfluenceClient confluence = Services.GetRequiredService<IConfluenceClient>();
        HashSet<string> ids = [];
        int pages = 0;
        await foreach (IReadOnlyList<PageSummary> page in confluence.Page.EnumeratePagesAsync(limit: PageSize).FetchAhead().AsPages(cancellationToken))
        {
            pages++;
            foreach (PageSummary item in page)
            {
                DemoException.Require(ids.Add(item.Id ?? ""), $"Page {item.Id} was returned twice.");
            }
        }

        DemoException.Require(ids.Count == 23, $"{ids.Count} of 23 pages were returned.");
        return ($"{PageSize} pages per request", [new("pages", ids.Count), new("requests", pages)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> HandleRateLimitAsync(CancellationToken cancellationToken)
    {
        SimulatedResponse refusal = SimulatedResponse.Json(429, new JsonObject { ["errorMessages"] = new JsonArray("Rate limit exceeded.") })
            .With("Retry-After", "1")
            .With("RateLimit-Reason", "jira-burst-based");
        Simulator.Faults.Add(Fault.Instead(refusal), static request => request.Origin == SimulatedOrigin.Gateway);

        ResponseRecord response = new();
        await Jira.WithSettings(new CallSettings { Response = response }).Issues.GetIssueAsync(_issueKey, cancellationToken: cancellationToken);
        DemoException.Require(response.Attempts == 2, $"The call was sent {response.Attempts} times instead of twice.");
        return ("429; waited for Retry-After, then retried", [new("attempts", response.Attempts)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> ReadBudgetAsync(CancellationToken cancellationToken)
    {
        Simulator.Gateway.Limits.AppQuota = new PointsQuota { Points = 65_000 };
        Simulator.Gateway.Limits.Spend("jira", Simulator.App.ClientId, Simulator.Sites[0].CloudId, 60_000, _clock.GetUtcNow());

        ResponseRecord response = new();
        await Jira.WithSettings(new CallSettings { Response = response }).Issues.GetIssueAsync(_issueKey, cancellationToken: cancellationToken);
        long remaining = response.RateLimit?.Budgets.Min(static budget => budget.Remaining)
            ?? throw new DemoException("The response has no rate limit budget.");
        DemoException.Require(response.RateLimit.IsNearLimit, "The response does not show that the limit is near.");
        Simulator.Gateway.Limits.AppQuota = null;
        return ("points left this hour, from the response headers", [new("remaining", remaining)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> RecoverLostRotationAsync(CancellationToken cancellationToken)
    {
        int exchanges = Simulator.Authorization.Exchanges;
        _clock.Advance(TimeSpan.FromMinutes(61));
        Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);

        await Jira.Issues.GetIssueAsync(_issueKey, cancellationToken: cancellationToken);
        int exchanged = Simulator.Authorization.Exchanges - exchanges;
        GrantHealth health = await Services.GetRequiredService<GrantKeeper>().GetHealthAsync(GrantId.Default, cancellationToken);
        DemoException.Require(exchanged == 2, $"{exchanged} exchanges were made instead of 2.");
        DemoException.Require(health.State == GrantState.Alive, $"The grant is {health.State} instead of Alive.");
        return ("sent the same refresh token again within the leeway", [new("exchanges", exchanged)]);
    }

    private async Task<(string, IReadOnlyList<KeyValuePair<string, long>>)> RenewUnderLoadAsync(CancellationToken cancellationToken)
    {
        IJiraClient jira = Jira;
        int exchanges = Simulator.Authorization.Exchanges;
        int requests = Simulator.Requests.Count;
        int done = 0;

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, cancellationToken)));

        int exchanged = Simulator.Authorization.Exchanges - exchanges;
        int sent = Simulator.Requests.Skip(requests).Count(static request => request.Origin == SimulatedOrigin.Gateway);
        DemoException.Require(exchanged == 1, $"{exchanged} exchanges were made instead of 1.");
        return (
            $"{Workers} concurrent callers, no failures",
            [new("calls", done), new("retried after a 401", sent - done), new("exchanges", exchanged)]);

        async Task WorkAsync()
        {
            for (int i = 0; i < CallsPerWorker; i++)
            {
                Issue issue = await jira.Issues.GetIssueAsync(_issueKey, cancellationToken: cancellationToken);
                DemoException.Require(issue.Key == _issueKey, $"Issue {issue.Key} was returned for {_issueKey}.");
                if (Interlocked.Increment(ref done) == Workers)
                {
                    _clock.Advance(TimeSpan.FromMinutes(61));
                }
            }
        }
    }
}
