using System.Text.Json.Nodes;
using Leeway.Simulator;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Wire;

namespace Leeway.Package.Tests;

/// <summary>A simulated Atlassian on this machine, which consumers call from their own processes.</summary>
internal sealed class SimulatedAtlassian : IAsyncDisposable
{
    /// <summary>The key of an existing issue.</summary>
    public const string IssueKey = "DEMO-1";

    public const string IssueSummary = "The printer on the third floor is offline";

    private const string ApiToken = "an-api-token";

    private readonly SimulatorHost _host;

    private SimulatedAtlassian(SimulatorHost host) => _host = host;

    /// <summary>The environment variables of a process that calls it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["ATLASSIAN_SITE"] = Origin(_host.Simulator.SiteOrigin),
        ["ATLASSIAN_EMAIL"] = _host.Simulator.Account.Email,
        ["ATLASSIAN_API_TOKEN"] = ApiToken,
        ["ATLASSIAN_CLIENT_ID"] = _host.Simulator.App.ClientId,
        ["ATLASSIAN_CLIENT_SECRET"] = _host.Simulator.App.ClientSecret,
        ["BITBUCKET_TOKEN"] = _host.Simulator.Bitbucket.AccessTokens[0],
        ["BITBUCKET_SERVER"] = Origin(_host.Simulator.BitbucketOrigin) + "/2.0",
        ["Atlassian__ClientId"] = _host.Simulator.App.ClientId,
        ["Atlassian__ClientSecret"] = _host.Simulator.App.ClientSecret,
        ["Atlassian__Login"] = "ServiceAccount",
        ["Atlassian__Endpoints__AuthorizationServer"] = Origin(_host.Simulator.AuthorizationOrigin),
        ["Atlassian__Endpoints__Gateway"] = Origin(_host.Simulator.GatewayOrigin),
    };

    /// <summary>The requests that it has received.</summary>
    public IReadOnlyList<SimulatedRequest> Requests => _host.Simulator.Requests;

    /// <summary>Adds an issue that is assigned to the user, and returns its key.</summary>
    public string AssignIssue(string summary) => _host.Simulator.Sites[0].Jira.AddIssue("DEMO", "Task", new JsonObject
    {
        ["summary"] = summary, ["assignee"] = new JsonObject { ["accountId"] = _host.Simulator.Account.AccountId },
    });

    public static async Task<SimulatedAtlassian> StartAsync()
    {
        var simulator = new AtlassianSimulator
        {
            ServiceAccountScopes = ["read:jira-work", "read:space:confluence", "read:servicedesk-request", "read:cmdb-object:jira"],
        };
        simulator.ApiTokens = [new SimulatedApiToken { Value = ApiToken, Account = simulator.Account }];
        simulator.Sites[0].Assets.AddObject("Laptop", "Mia's laptop");
        simulator.Sites[0].Assets.AddObject("Phone", "Mia's phone");
        simulator.Sites[0].Assets.AddObject("Laptop", "Spare laptop");
        simulator.Bitbucket.AddRepository("acme", "firmware");
        simulator.Bitbucket.AddRepository("acme", "website");
        simulator.Bitbucket.AddRepository("acme", "tools");
        simulator.Bitbucket.LargestPage = 2;
        return new SimulatedAtlassian(await SimulatorHost.StartAsync(simulator, cancellationToken: TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
