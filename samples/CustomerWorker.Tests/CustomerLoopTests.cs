using Leeway.Simulator.Faults;
using Leeway.Simulator.Limits;

namespace CustomerWorker.Tests;

public sealed class CustomerLoopTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task RoundShouldReportTheOpenIssuesOfEachCustomer()
    {
        await using TestWorker worker = await TestWorker.CreateAsync();
        await worker.ConnectAsync("acme");
        await worker.ConnectAsync("globex");
        worker.Atlassian.Sites[0].Jira.AddIssue("DEMO", "One issue more than at the other site");

        IReadOnlyList<string> log = await worker.RunRoundAsync();

        int open = ReadCount(log, "globex");
        Assert.InRange(open, 1, int.MaxValue);
        Assert.Equal(open + 1, ReadCount(log, "acme"));
        AssertLogged(log, "Round: 2 customers done, 0 failed, 0 on hold.");
    }

    [Fact]
    public async Task LostGrantShouldPutItsCustomerOnHoldUntilTheNextSignIn()
    {
        await using TestWorker worker = await TestWorker.CreateAsync();
        await worker.ConnectAsync("acme");
        await worker.ConnectAsync("globex");
        worker.Withdraw("acme");
        worker.Clock.Advance(TimeSpan.FromHours(2));

        IReadOnlyList<string> log = await worker.RunRoundAsync();
        AssertLogged(log, "acme has to sign in again");
        AssertLogged(log, "globex has ");
        AssertLogged(log, "Round: 1 customers done, 1 failed, 0 on hold.");

        int tokenRequests = worker.Atlassian.Authorization.TokenRequests;
        AssertLogged(await worker.RunRoundAsync(), "Round: 1 customers done, 0 failed, 1 on hold.");
        Assert.Equal(tokenRequests, worker.Atlassian.Authorization.TokenRequests);

        await worker.ConnectAsync("acme");
        AssertLogged(await worker.RunRoundAsync(), "Round: 2 customers done, 0 failed, 0 on hold.");
    }

    [Fact]
    public async Task MissingScopeShouldPutItsCustomerOnHoldUntilTheNextSignIn()
    {
        await using TestWorker worker = await TestWorker.CreateAsync();
        await worker.ConnectAsync("acme", scopes: "read:jira-user offline_access");
        await worker.ConnectAsync("globex");

        IReadOnlyList<string> log = await worker.RunRoundAsync();
        AssertLogged(log, "acme has not granted read:jira-work.");
        AssertLogged(log, "Round: 1 customers done, 1 failed, 0 on hold.");
        AssertLogged(await worker.RunRoundAsync(), "Round: 1 customers done, 0 failed, 1 on hold.");

        await worker.ConnectAsync("acme");
        AssertLogged(await worker.RunRoundAsync(), "Round: 2 customers done, 0 failed, 0 on hold.");
    }

    [Fact]
    public async Task SpentQuotaShouldPutItsCustomerOnHoldUntilItResets()
    {
        const long Points = 1000;
        await using TestWorker worker = await TestWorker.CreateAsync();
        await worker.ConnectAsync("acme");
        await worker.ConnectAsync("globex");
        worker.Atlassian.Gateway.Limits.TenantQuota = new PointsQuota { Points = Points };
        worker.Atlassian.Gateway.Limits.Spend("jira", worker.Atlassian.App.ClientId, worker.Atlassian.Sites[0].CloudId, Points, worker.Clock.GetUtcNow());

        IReadOnlyList<string> log = await worker.RunRoundAsync();
        AssertLogged(log, "A rate limit (Site) refuses the calls for acme.");
        AssertLogged(log, "Round: 1 customers done, 1 failed, 0 on hold.");
        AssertLogged(await worker.RunRoundAsync(), "Round: 1 customers done, 0 failed, 1 on hold.");

        worker.Clock.Advance(TimeSpan.FromHours(1));
        AssertLogged(await worker.RunRoundAsync(), "Round: 2 customers done, 0 failed, 0 on hold.");
    }

    [Fact]
    public async Task OutageShouldBeFollowedByAnotherAttempt()
    {
        await using TestWorker worker = await TestWorker.CreateAsync();
        await worker.ConnectAsync("acme");
        worker.Atlassian.Faults.AddForGateway(Fault.HtmlPage(500));

        AssertLogged(await worker.RunRoundAsync(), "The work of acme failed.");
        AssertLogged(await worker.RunRoundAsync(), "Round: 1 customers done, 0 failed, 0 on hold.");
    }

    [Fact]
    public async Task LostAnswerOfATokenExchangeShouldLoseNoCustomer()
    {
        await using TestWorker worker = await TestWorker.CreateAsync();
        await worker.ConnectAsync("acme");
        worker.Clock.Advance(TimeSpan.FromHours(2));
        worker.Atlassian.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);

        AssertLogged(await worker.RunRoundAsync(), "Round: 1 customers done, 0 failed, 0 on hold.");
        Assert.Equal(2, worker.Atlassian.Authorization.Exchanges);
    }

    [Fact]
    public async Task NoTokenShouldBeLogged()
    {
        await using TestWorker worker = await TestWorker.CreateAsync();
        await worker.ConnectAsync("acme");
        await worker.ConnectAsync("globex");
        await worker.RunRoundAsync();
        worker.Withdraw("acme");
        worker.Clock.Advance(TimeSpan.FromHours(2));
        await worker.RunRoundAsync();

        string[] tokens = [.. worker.FindTokens()];
        Assert.InRange(tokens.Length, 4, int.MaxValue);
        Assert.All(worker.Log, line => Assert.DoesNotContain(tokens, token => line.Contains(token, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task StopShouldEndCallsUnderWayWithoutAFailure()
    {
        await using TestWorker worker = await TestWorker.CreateAsync();
        await worker.ConnectAsync("acme");
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Atlassian.Faults.Add(Fault.HoldAnswer(TimeSpan.FromHours(1)), _ => arrived.TrySetResult());

        await worker.StartAsync();
        await arrived.Task.WaitAsync(s_limit, TestContext.Current.CancellationToken);
        await worker.StopAsync().WaitAsync(s_limit, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(worker.Log, static line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static void AssertLogged(IEnumerable<string> log, string text) => Assert.Contains(log, line => line.Contains(text, StringComparison.Ordinal));

    private static int ReadCount(IEnumerable<string> log, string customer)
    {
        string start = $"Information: {customer} has ";
        string line = Assert.Single(log, line => line.StartsWith(start, StringComparison.Ordinal));
        return int.Parse(line[start.Length..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
