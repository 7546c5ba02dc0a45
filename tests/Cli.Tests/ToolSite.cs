using Leeway.Simulator;
using Leeway.Simulator.Gateway;

namespace Leeway.Cli.Tests;

/// <summary>A simulator on this machine, and a folder for the profiles of the tool.</summary>
internal sealed class ToolSite : IAsyncDisposable
{
    private readonly SimulatorHost _host;
    private readonly TemporaryFolder _folder = new();

    private ToolSite(SimulatorHost host)
    {
        _host = host;
    }

    public AtlassianSimulator Simulator => _host.Simulator;

    /// <summary>The folder of the profiles.</summary>
    public string Home => _folder["home"];

    public string Site => Simulator.SiteOrigin.GetLeftPart(UriPartial.Authority);

    /// <summary>An environment with the profiles of the folder and no login.</summary>
    public ToolEnvironment Environment => TestEnvironment.Create(new Dictionary<string, string> { ["LEEWAY_HOME"] = Home });

    /// <summary>An environment with a login by variables.</summary>
    public ToolEnvironment SignedIn => TestEnvironment.Create(new Dictionary<string, string>
    {
        ["LEEWAY_HOME"] = Home,
        ["ATLASSIAN_SITE"] = Site,
        ["ATLASSIAN_EMAIL"] = Simulator.Account.Email,
        ["ATLASSIAN_API_TOKEN"] = "secret-token",
    });

    public static async Task<ToolSite> StartAsync(SimulatorOptions? options = null)
    {
        AtlassianSimulator simulator = options is null ? new() : new(options);
        simulator.ApiTokens = [new SimulatedApiToken { Value = "secret-token", Account = simulator.Account }];
        return new ToolSite(await SimulatorHost.StartAsync(simulator, cancellationToken: TestContext.Current.CancellationToken));
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    public string this[string name] => _folder[name];

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
