using System.Text.Json.Nodes;
using Leeway.Queries;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;
using Leeway.Webhooks;

namespace Leeway.Runtime.Tests.Webhooks;

/// <summary>How one process keeps a webhook. The simulation runs several, with faults.</summary>
public sealed class KeepingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WebhookShouldBeRegisteredAndExtended(bool writesDates)
    {
        await using KeepingHost host = new();
        host.Site.Webhooks.WritesExpirationAsText = writesDates;
        await host.SweepAsync();
        Assert.Empty(host.Webhooks);

        await host.ConnectAsync();
        await host.SweepAsync();

        long id = Assert.Single(host.Webhooks).Id;
        KeptWebhook record = await host.FindRecordAsync();
        Assert.Equal((id, host.Site.Url, host.Webhooks[0].ExpiresAt), (record.WebhookId!.Value, record.Site, record.ExpiresAt!.Value));
        Assert.Empty(record.Attempts);
        Assert.Null(record.BusyUntil);
        Assert.Equal(KeepingHost.Grant, await host.Keeper.FindGrantAsync(host.Site.Url, [7, id]));
        Assert.Null(await host.Keeper.FindGrantAsync(host.Site.Url, [7]));

        for (int day = 0; day < 100; day++)
        {
            host.Time.Advance(TimeSpan.FromDays(1));
            await host.SweepAsync();
        }

        Assert.Equal(id, Assert.Single(host.Webhooks).Id);
        Assert.InRange(host.Webhooks[0].ExpiresAt - host.Time.GetUtcNow(), TimeSpan.FromDays(17), TimeSpan.FromDays(30));
        Assert.Equal([KeptWebhookChange.Registered, .. Enumerable.Repeat(KeptWebhookChange.Extended, 8)], host.TakeEvents().Take(9));
        Assert.Empty(host.Keeper.Troubles);
    }

    [Fact]
    public async Task ChangeShouldRegisterTheNewWebhookBeforeTheFormerOneIsDeleted()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        await host.SweepAsync();
        long former = Assert.Single(host.Webhooks).Id;
        host.Wanted = KeepingHost.Describe("OTHER");

        // The process ends before the former webhook is deleted.
        host.Atlassian.Faults.Add(Fault.DropBeforeCommit, static request => request.Method == "DELETE", 10);
        await host.SweepAsync();
        Assert.Equal(["project = \"DEMO\"", "project = \"OTHER\""], host.Webhooks.Select(static webhook => webhook.JqlFilter));
        host.Atlassian.Faults.Clear();
        await host.RestartAsync();
        host.Time.Advance(KeepingDecision.BusyTime);
        await host.SweepAsync();

        Assert.Equal("project = \"OTHER\"", Assert.Single(host.Webhooks).JqlFilter);
        Assert.NotEqual(former, (await host.FindRecordAsync()).WebhookId);
        Assert.Equal([KeptWebhookChange.Registered, KeptWebhookChange.Registered, KeptWebhookChange.Deleted], host.TakeEvents());

        host.Wanted = null;
        await host.SweepAsync();
        Assert.Empty(host.Webhooks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CodeThatBlocksItsThreadShouldNotStopTheKeeping(bool isDescription)
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        using SemaphoreSlim began = new(0);
        using ManualResetEventSlim release = new();
        host.OnDescribe = isDescription ? Block : static () => { };
        host.OnEvent = isDescription ? static () => { } : Block;

        // On another thread, so that the test can end if the keeper is blocked.
        Task sweeping = Task.Run(host.SweepAsync, TestContext.Current.CancellationToken);
        Assert.True(await began.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        host.Time.Advance(TimeSpan.FromSeconds(30));
        await sweeping.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(isDescription ? 0 : 1, host.Webhooks.Count);
        release.Set();

        void Block()
        {
            began.Release();
            release.Wait(CancellationToken.None);
        }
    }

    [Fact]
    public async Task FailedPassShouldLeaveTheRecordToOtherProcesses()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        host.Atlassian.Faults.Add(Fault.DropBeforeCommit, static request => request.Path.Contains("/webhook", StringComparison.Ordinal), 10);

        await host.SweepAsync();

        Assert.Null((await host.FindRecordAsync()).BusyUntil);
        host.Atlassian.Faults.Clear();
        await host.RestartAsync();
        await host.SweepAsync();
        Assert.Single(host.Webhooks);
    }

    [Fact]
    public async Task OtherAddressShouldReplaceTheFormerWebhook()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        await host.SweepAsync();

        host.Wanted = KeepingHost.Describe("DEMO", "https://other.example/hooks");
        await host.SweepAsync();

        Assert.Equal("https://other.example/hooks", Assert.Single(host.Webhooks).Url.OriginalString);
        Assert.Empty(host.Keeper.Troubles);
    }

    [Fact]
    public async Task WebhookWhoseRegistrationWasLostShouldBeDeletedWhenNoRequestCanBeUnderWay()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        host.Atlassian.Faults.Add(Fault.DropAfterCommit, static request => request.Method == "POST", 1);
        await host.SweepAsync();
        long orphan = Assert.Single(host.Webhooks).Id;
        Assert.Single((await host.FindRecordAsync()).Attempts);

        await host.RestartAsync();
        host.Time.Advance(KeepingDecision.BusyTime);
        await host.SweepAsync();
        Assert.Equal(2, host.Webhooks.Count);

        host.Time.Advance(KeepingDecision.AttemptTime);
        await host.SweepAsync();
        Assert.NotEqual(orphan, Assert.Single(host.Webhooks).Id);
        Assert.Empty((await host.FindRecordAsync()).Attempts);
    }

    [Fact]
    public async Task WebhooksOfAFormerProcessShouldBeReplacedIfRecordsWereInMemory()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        await host.SweepAsync();
        long former = Assert.Single(host.Webhooks).Id;

        await host.RestartAsync(losesRecords: true);
        await host.SweepAsync();

        Assert.NotEqual(former, Assert.Single(host.Webhooks).Id);
    }

    /// <summary>The pass of the grant has succeeded by then, so that its record alone would not be due for a day.</summary>
    [Fact]
    public async Task CleanUpThatFailsShouldBeRepeatedByTheNextProcess()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        await host.SweepAsync();
        await host.RestartAsync(losesRecords: true);
        host.Atlassian.Faults.Add(Fault.DropBeforeCommit, static request => request.Method == "DELETE", 10);
        await host.SweepAsync();
        Assert.Equal(2, host.Webhooks.Count);
        long kept = (await host.FindRecordAsync()).WebhookId!.Value;

        host.Atlassian.Faults.Clear();
        await host.RestartAsync();
        await host.SweepAsync();

        Assert.Equal(kept, Assert.Single(host.Webhooks).Id);
        Assert.Equal(host.Time.GetUtcNow(), (await host.FindRecordAsync()).CheckedAt);
    }

    [Fact]
    public async Task DisconnectShouldDeleteTheWebhook()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        await host.SweepAsync();
        host.TakeEvents();

        await host.ForgetAsync();
        Assert.Empty(host.Webhooks);
        Assert.Equal([KeptWebhookChange.Deleted], host.TakeEvents());

        await host.SweepAsync();
        Assert.True((await host.FindRecordAsync()).IsEmpty);
        host.Time.Advance(KeepingDecision.LeavingTime);
        await host.SweepAsync();
        Assert.Empty(await host.Records.ListAsync());

        await host.ConnectAsync();
        await host.SweepAsync();
        Assert.Single(host.Webhooks);
    }

    [Fact]
    public async Task RecordsShouldSurviveAWrongClockAndALostGrant()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        await host.SweepAsync();
        host.Atlassian.Authorization.Withdraw(host.Atlassian.App.ClientId, host.Atlassian.Account.AccountId);

        host.Time.Advance(TimeSpan.FromDays(150));
        await host.SweepAsync();
        await host.SweepAsync();
        Assert.NotNull((await host.FindRecordAsync()).WebhookId);

        host.Time.Advance(KeepingDecision.BusyTime);
        await host.ConnectAsync();
        await host.SweepAsync();
        Assert.Single(host.Webhooks, webhook => webhook.ExpiresAt > host.Time.GetUtcNow());
    }

    [Fact]
    public async Task MissingSiteShouldNotRemoveItsRecord()
    {
        await using KeepingHost host = new();
        await host.ConnectAsync();
        await host.SweepAsync();
        host.Atlassian.Faults.Add(Fault.Instead(SimulatedResponse.Json(200, new JsonArray())), static request => request.Path.EndsWith("accessible-resources", StringComparison.Ordinal), 1_000);
        for (int day = 0; day < 40; day++)
        {
            host.Time.Advance(TimeSpan.FromDays(1));
            await host.SweepAsync();
        }

        Assert.True(Assert.Single(host.Webhooks).ExpiresAt > host.Time.GetUtcNow());
        Assert.NotNull((await host.FindRecordAsync()).WebhookId);
    }

    [Fact]
    public async Task MissingScopeShouldBeNamed()
    {
        await using KeepingHost host = new();
        JsonObject refusal = new() { ["code"] = 401, ["message"] = "Unauthorized; scope does not match" };
        host.Atlassian.Faults.Add(
            Fault.Instead(SimulatedResponse.Json(401, refusal)), static request => request.Path.EndsWith("/webhook", StringComparison.Ordinal), 10);
        await host.ConnectAsync();
        await host.SweepAsync();

        KeptWebhookTrouble trouble = Assert.Single(host.Keeper.Troubles);
        Assert.Contains("manage:jira-webhook", trouble.Problem, StringComparison.Ordinal);
        Assert.Equal([KeptWebhookChange.Failed], host.TakeEvents());
    }

    [Fact]
    public async Task InvalidQueryShouldKeepTheFormerWebhook()
    {
        await using KeepingHost host = new() { IsListenerBroken = true };
        await host.ConnectAsync();
        await host.SweepAsync();
        host.Wanted = new JiraWebhookDescription { Url = host.Wanted!.Url, JqlFilter = Jql.Query($"summary ~ {"x"}"), Events = host.Wanted.Events };
        await host.SweepAsync();

        Assert.Equal("project = \"DEMO\"", Assert.Single(host.Webhooks).JqlFilter);
        Assert.Contains("summary", Assert.Single(host.Keeper.Troubles).Problem, StringComparison.Ordinal);

        host.Wanted = KeepingHost.Describe("DEMO");
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.Keeper.CheckAsync(KeepingHost.Grant);
        Assert.Single(host.Webhooks);
        Assert.Empty(host.Keeper.Troubles);
    }

    [Fact]
    public void ScopesShouldBeCompletedInTheirOwnKind()
    {
        Assert.Equal(["read:jira-work", "manage:jira-webhook"], JiraWebhookScopes.AddTo(["read:jira-work"]));
        Assert.Contains("delete:webhook:jira", JiraWebhookScopes.AddTo(["write:webhook:jira"]));
        Assert.DoesNotContain("manage:jira-webhook", JiraWebhookScopes.AddTo(["write:webhook:jira"]));
        Assert.Empty(JiraWebhookScopes.AddTo([]));
    }
}
