using System.Net;
using System.Net.Sockets;
using Leeway.Simulator;

namespace Leeway.Cli.Tests.Login;

public sealed class LoginCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApiTokenShouldBeKeptEncryptedUntilLogout()
    {
        await using ToolSite site = await ToolSite.StartAsync();

        CommandRun login = LogIn(site);

        Assert.Equal((0, ""), (login.ExitCode, login.Error));
        Assert.Contains(site.Simulator.Account.AccountId, login.Output, StringComparison.Ordinal);
        Assert.Contains("The profile is 'default'.", login.Output, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(site.Home), static file => Assert.DoesNotContain("secret-token", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(site.Home), AssertOwnerOnly);

        CommandRun who = CommandRun.With(site.Environment, "whoami");
        Assert.Equal((0, ""), (who.ExitCode, who.Error));
        Assert.Contains(site.Simulator.Account.AccountId, who.Output, StringComparison.Ordinal);
        Assert.Contains($"Site: {site.Site}", who.Output, StringComparison.Ordinal);
        Assert.Equal("DEMO-1", CommandRun.With(site.Environment, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--select", "key").Output.TrimEnd());

        CommandRun logout = CommandRun.With(site.Environment, "logout");
        Assert.Equal((0, ""), (logout.ExitCode, logout.Error));
        Assert.Equal(ExitCode.NotSignedIn, CommandRun.With(site.Environment, "whoami").ExitCode);
        Assert.DoesNotContain("secret", File.ReadAllText(Path.Combine(site.Home, "profiles.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenShouldComeFromTheVariableOrThePrompt()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        string[] line = ["login", "--api-token", "--site", site.Site, "--email", site.Simulator.Account.Email];

        Assert.Equal(0, CommandRun.With(site.Environment with { AskSecret = static question => question.StartsWith("API token of ", StringComparison.Ordinal) ? "secret-token" : null }, line).ExitCode);
        Assert.Equal(0, CommandRun.With(site.SignedIn, "login", "--api-token", "--profile", "second").ExitCode);
        CommandRun none = CommandRun.With(site.Environment, line);
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("Set the variable ATLASSIAN_API_TOKEN, or write it to the standard input and add --token-stdin.", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongTokenShouldNotBeKept()
    {
        await using ToolSite site = await ToolSite.StartAsync();

        CommandRun run = LogInWith(site, "another-secret");

        Assert.Equal((ExitCode.NotSignedIn, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("another-secret", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(site.Home, "profiles.json")));
    }

    [Fact]
    public async Task ProfilesShouldBeSelectedByName()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        Assert.Equal(0, LogIn(site).ExitCode);
        Assert.Equal(0, LogIn(site, "--profile", "work").ExitCode);

        Assert.Equal(["* default", "  work"], CommandRun.With(site.Environment, "whoami", "--list").Output.TrimEnd().ReplaceLineEndings("\n").Split('\n').Select(static l => l.Split(':')[0]));
        Assert.Contains("Profile: work", CommandRun.With(site.Environment, "whoami", "--profile", "work").Output, StringComparison.Ordinal);
        Assert.Equal(0, LogIn(site, "--profile", "work", "--default").ExitCode);
        Assert.Contains("Profile: work", CommandRun.With(site.Environment, "whoami").Output, StringComparison.Ordinal);
        CommandRun unknown = CommandRun.With(site.Environment, "whoami", "--profile", "wrk");
        Assert.Equal(ExitCode.NotSignedIn, unknown.ExitCode);
        Assert.Contains("There is no profile 'wrk'. Did you mean 'work'?", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("The default profile is 'default'.", CommandRun.With(site.Environment, "logout").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrowserShouldSignInAtTheLoopbackAddress()
    {
        await using ToolSite site = await ToolSite.StartAsync(new SimulatorOptions { ShowsConsentPage = false });
        string shown = "";
        Task visit = Task.CompletedTask;
        ToolEnvironment environment = TestEnvironment.Create(new Dictionary<string, string>
        {
            ["LEEWAY_HOME"] = site.Home,
            ["ATLASSIAN_CLIENT_ID"] = site.Simulator.App.ClientId,
            ["ATLASSIAN_CLIENT_SECRET"] = site.Simulator.App.ClientSecret,
        }) with
        {
            OpenBrowser = (address, _) =>
            {
                shown = address.AbsoluteUri;
                visit = VisitAsync(address);
                return Task.CompletedTask;
            },
        };

        CommandRun login = CommandRun.With(
            environment, "login", "--callback-port", $"{FindPort()}", "--authorization-server", Origin(site.Simulator.AuthorizationOrigin), "--gateway", Origin(site.Simulator.GatewayOrigin));

        Assert.Equal((0, ""), (login.ExitCode, login.Error));
        await visit.WaitAsync(Cancellation);
        Assert.Contains(shown, login.Output, StringComparison.Ordinal);
        Assert.Contains("code_challenge=", shown, StringComparison.Ordinal);
        Assert.Contains(site.Simulator.Account.AccountId, login.Output, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(site.Home), file => Assert.DoesNotContain(site.Simulator.App.ClientSecret, File.ReadAllText(file), StringComparison.Ordinal));
        CommandRun who = CommandRun.With(site.Environment, "whoami");
        Assert.Contains("signed in with the browser", who.Output, StringComparison.Ordinal);
        Assert.Contains("Reaches: ", who.Output, StringComparison.Ordinal);
        Assert.Equal("DEMO-1", CommandRun.With(site.Environment, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--select", "key").Output.TrimEnd());

        CommandRun logout = CommandRun.With(site.Environment, "logout");
        Assert.Equal((0, ""), (logout.ExitCode, logout.Error));
        Assert.Empty(Directory.EnumerateFiles(site.Home, "*.grant"));
        Assert.Equal(ExitCode.NotSignedIn, CommandRun.With(site.Environment, "call", "getIssue", "--issueIdOrKey", "DEMO-1").ExitCode);
    }

    [Fact]
    public async Task FailedSignInShouldLeaveTheProfileAndStoreNoTokens()
    {
        await using ToolSite site = await ToolSite.StartAsync(new SimulatorOptions { ShowsConsentPage = false });
        Assert.Equal(0, LogIn(site).ExitCode);
        Task visit = Task.CompletedTask;
        ToolEnvironment environment = TestEnvironment.Create(new Dictionary<string, string>
        {
            ["LEEWAY_HOME"] = site.Home,
            ["ATLASSIAN_CLIENT_ID"] = site.Simulator.App.ClientId,
            ["ATLASSIAN_CLIENT_SECRET"] = site.Simulator.App.ClientSecret,
        }) with
        {
            OpenBrowser = (address, _) =>
            {
                visit = VisitAsync(address);
                return Task.CompletedTask;
            },
        };

        CommandRun login = CommandRun.With(
            environment, "login", "--site", "https://other.example", "--callback-port", $"{FindPort()}",
            "--authorization-server", Origin(site.Simulator.AuthorizationOrigin), "--gateway", Origin(site.Simulator.GatewayOrigin));

        Assert.NotEqual(0, login.ExitCode);
        await visit.WaitAsync(Cancellation);
        Assert.Empty(Directory.EnumerateFiles(site.Home, "*.grant"));
        Assert.Equal("DEMO-1", CommandRun.With(site.Environment, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--select", "key").Output.TrimEnd());
    }

    [Fact]
    public async Task TokenOfTheEnvironmentShouldNotBeKeptForAnotherHost()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        ToolEnvironment environment = TestEnvironment.Create(new Dictionary<string, string>
        {
            ["LEEWAY_HOME"] = site.Home,
            ["ATLASSIAN_SITE"] = site.Site,
            ["ATLASSIAN_API_TOKEN"] = "token of the site",
        });

        CommandRun login = CommandRun.With(environment, "login", "--access-token", "--server", "https://api.bitbucket.org/2.0");

        Assert.NotEqual(0, login.ExitCode);
        Assert.StartsWith("leeway: There is no token. Write it to the standard input and add --token-stdin.", login.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperationOfAnotherHostShouldAskForAnotherProfile()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        Assert.Equal(0, LogIn(site).ExitCode);

        CommandRun call = CommandRun.With(site.Environment, "call", "listRepositories", "--workspace", "leeway");

        Assert.Equal(ExitCode.NotSignedIn, call.ExitCode);
        Assert.Equal(call.Error, CommandRun.With(site.Environment, "call", "listRepositories", "--workspace", "leeway", "--dry-run").Error);
        CommandRun login = CommandRun.With(
            site.Environment with { OpenInput = static () => new StringReader("token\n") }, "login", "--profile", "bitbucket", "--access-token", "--token-stdin", "--server", "https://proxy.example/api");
        Assert.Equal("Saved without a call that would verify the token at https://proxy.example/api. The profile is 'bitbucket'.", login.Output.TrimEnd());
        CommandRun dry = CommandRun.With(site.Environment, "call", "listRepositories", "--workspace", "leeway", "--profile", "bitbucket", "--dry-run");
        Assert.StartsWith("GET https://proxy.example/api/repositories/leeway", dry.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotSignedIn, CommandRun.With(site.Environment, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--profile", "bitbucket").ExitCode);
        Assert.NotEqual(0, CommandRun.With(site.Environment, "fields", "pull", "--profile", "bitbucket").ExitCode);
        Assert.StartsWith("leeway: The login of the profile 'default' is not for the host of listRepositories. Choose another one with --profile, or sign in with 'leeway login --access-token --server https://api.bitbucket.org/2.0'.", call.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("To sign in with the browser, add --client-id", "login")]
    [InlineData("Add --email with the email address of your account.", "login", "--api-token", "--site", "https://example.atlassian.net")]
    [InlineData("Add --site with the address of your site", "login", "--api-token", "--email", "ada@example.com")]
    [InlineData("Use either --api-token or --access-token.", "login", "--api-token", "--access-token")]
    [InlineData("--callback-port must be a number from 1 to 65535.", "login", "--callback-port", "0")]
    [InlineData("'example' is not an address.", "login", "--gateway", "example")]
    [InlineData("There are no profiles to forget.", "logout")]
    public void MistakeShouldBeReportedOnOneLine(string message, params string[] line)
    {
        CommandRun run = CommandRun.Of(line);

        Assert.NotEqual(0, run.ExitCode);
        Assert.StartsWith("leeway: " + message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private static void AssertOwnerOnly(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private static CommandRun LogIn(ToolSite site, params string[] options) => LogInWith(site, "secret-token", options);

    private static CommandRun LogInWith(ToolSite site, string token, params string[] options) => CommandRun.With(
        site.Environment with { OpenInput = () => new StringReader(token + "\n") },
        ["login", "--api-token", "--token-stdin", "--site", site.Site, "--email", site.Simulator.Account.Email, .. options]);

    /// <summary>Follows the redirects of the consent to the callback, as a browser does.</summary>
    private static async Task VisitAsync(Uri address)
    {
        using HttpClient browser = new();
        using HttpResponseMessage response = await browser.GetAsync(address, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    private static int FindPort()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
