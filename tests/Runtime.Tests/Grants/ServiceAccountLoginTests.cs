using System.Text.Json;
using Leeway.Grants;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Grants;

public sealed class ServiceAccountLoginTests
{
    private readonly GrantWorld _world = new();

    [Fact]
    public async Task RequestShouldContainTheCredentialsAndNoScope()
    {
        await GetAsync(_world.NewServiceAccountLogin());

        SimulatedRequest request = Assert.Single(_world.Simulator.Requests);
        using JsonDocument body = JsonDocument.Parse(request.Body);
        Assert.Equal(
            ["client_id=simulated-client", "client_secret=simulated-secret", "grant_type=client_credentials"],
            body.RootElement.EnumerateObject().Select(static member => $"{member.Name}={member.Value.GetString()}"));
    }

    [Fact]
    public async Task ManyCallersShouldShareOneRequest()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));

        Task<AccessToken>[] callers = [.. Enumerable.Range(0, 100).Select(_ => GetAsync(login))];
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Single((await Task.WhenAll(callers)).Distinct());
        Assert.Equal(1, _world.TokenRequests);
    }

    [Fact]
    public async Task CanceledCallerShouldNotEndTheRequest()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));
        using CancellationTokenSource cancellation = new();

        Task<AccessToken> first = login.GetAccessTokenAsync(GrantWorld.Id, cancellation.Token).AsTask();
        Task<AccessToken> second = GetAsync(login);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        await second;
        Assert.Equal(1, _world.TokenRequests);
    }

    [Fact]
    public async Task TokenShouldBeRenewedWhileTheOldOneIsHandedOut()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        AccessToken first = await GetAsync(login);
        _world.Time.Advance(TimeSpan.FromMinutes(54));
        Assert.Same(first, await GetAsync(login));
        Assert.Equal(1, _world.TokenRequests);
        _world.Time.Advance(TimeSpan.FromMinutes(4));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));

        Task<AccessToken>[] callers = [.. Enumerable.Range(0, 20).Select(_ => GetAsync(login))];

        Assert.All(callers, caller => Assert.True(caller.IsCompletedSuccessfully && caller.Result == first));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, await GetAsync(login));
        Assert.Equal(2, _world.TokenRequests);
    }

    [Fact]
    public async Task ExpiredTokenShouldNotBeHandedOut()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        AccessToken first = await GetAsync(login);
        _world.Time.Advance(TimeSpan.FromMinutes(59.6));

        Assert.NotEqual(first, await GetAsync(login));
    }

    [Fact]
    public async Task RejectedTokenShouldBeReplacedOnceUnlessItIsNew()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        AccessToken first = await GetAsync(login);
        Assert.Null(await login.GetAccessTokenAfterAsync(GrantWorld.Id, first, CancellationToken.None));
        _world.Time.Advance(TimeSpan.FromMinutes(10));

        AccessToken? second = await login.GetAccessTokenAfterAsync(GrantWorld.Id, first, CancellationToken.None);

        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await login.GetAccessTokenAfterAsync(GrantWorld.Id, first, CancellationToken.None));
        Assert.Equal(2, _world.TokenRequests);
    }

    [Fact]
    public async Task WrongCredentialsShouldBeAConfigurationErrorAndBeSentRarely()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin(options => options.ClientSecret = "canary-wrong");
        for (int i = 0; i < 5; i++)
        {
            ClientCredentialsRefusedException exception = await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => GetAsync(login));
            Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(1, _world.TokenRequests);
        _world.Time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => GetAsync(login));
        Assert.Equal(2, _world.TokenRequests);
        Assert.All(_world.Log.ReadLines(), line => Assert.DoesNotContain("canary", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TransientFailureShouldBeRetried()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(5)));

        Task<AccessToken> caller = GetAsync(login);
        Assert.False(caller.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(_world.Server.Inspect((await caller).Reveal()).IsUsable);
        Assert.Equal(3, _world.TokenRequests);
    }

    [Fact]
    public async Task LastingFailureShouldEndTheWaitAndRecoverLater()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromMinutes(10)));

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => GetAsync(login));
        Assert.Equal(TimeSpan.FromMinutes(10), exception.RetryAfter);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => GetAsync(login));
        Assert.Equal(1, _world.TokenRequests);

        _world.Time.Advance(TimeSpan.FromMinutes(11));
        await GetAsync(login);
        Assert.Contains(_world.Log.Collector.GetSnapshot(), static record => record.Id.Name == "ServiceAccountUnavailable");
    }

    [Fact]
    public async Task FailedEarlyRenewalShouldNotAffectCallers()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        AccessToken first = await GetAsync(login);
        _world.Time.Advance(TimeSpan.FromMinutes(58));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromMinutes(1)));

        for (int i = 0; i < 10; i++)
        {
            Assert.Same(first, await GetAsync(login));
        }

        Assert.Equal(2, _world.TokenRequests);
        _world.Time.Advance(TimeSpan.FromMinutes(1.1));
        Assert.Same(first, await GetAsync(login));
        Assert.NotEqual(first, await GetAsync(login));
        Assert.Equal(3, _world.TokenRequests);
    }

    private static Task<AccessToken> GetAsync(ServiceAccountLogin login) =>
        login.GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None).AsTask();
}
