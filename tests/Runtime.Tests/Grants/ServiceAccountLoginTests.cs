using System.Net;
using System.Text.Json;
using Leeway.Grants;
using Leeway.Runtime.Tests.Http;
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

    [Fact]
    public async Task TokenShouldBeUsedUntilItsMarginAndRenewedFromItsTime()
    {
        TimeSpan renewAhead = RenewalTiming.ChooseRenewAhead(new Random(5).NextDouble(), new GrantOptions());
        TimeSpan tick = TimeSpan.FromTicks(1);
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        AccessToken first = await GetAsync(login);

        _world.Time.Advance(TimeSpan.FromHours(1) - renewAhead - tick);
        Assert.Same(first, await GetAsync(login));
        Assert.Equal(1, _world.TokenRequests);
        _world.Time.Advance(tick);
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromHours(1)));
        Assert.Same(first, await GetAsync(login));
        Assert.Equal(2, _world.TokenRequests);
        _world.Time.Advance(renewAhead - TimeSpan.FromSeconds(30) - tick);
        Assert.Same(first, await GetAsync(login));
        _world.Time.Advance(tick);

        await Assert.ThrowsAsync<TokenUnavailableException>(() => GetAsync(login));
    }

    [Fact]
    public async Task TokenShouldCountAsNewForAMinute()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        AccessToken first = await GetAsync(login);
        _world.Time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Null(await login.GetAccessTokenAfterAsync(GrantWorld.Id, first, CancellationToken.None));

        _world.Time.Advance(TimeSpan.FromTicks(1));

        Assert.NotNull(await login.GetAccessTokenAfterAsync(GrantWorld.Id, first, CancellationToken.None));
        Assert.Equal(2, _world.TokenRequests);
    }

    [Fact]
    public async Task ScopesOfTheTokenShouldBeKnown()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        Assert.Null(login.GetScopes(GrantWorld.Id));
        _world.Simulator.Faults.AddForTokenEndpoint(
            Fault.Instead(SimulatedResponse.Text(200, """{"access_token":"a","expires_in":3600,"scope":"read:me read:jira-work"}""", "application/json")));
        await GetAsync(login);
        Assert.Equal(["read:me", "read:jira-work"], login.GetScopes(GrantWorld.Id)!);

        ServiceAccountLogin other = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(
            Fault.Instead(SimulatedResponse.Text(200, """{"access_token":"a","expires_in":3600}""", "application/json")));
        await GetAsync(other);
        Assert.Null(other.GetScopes(GrantWorld.Id));
    }

    [Fact]
    public async Task WrongCredentialsShouldBeSentAgainAfterTheLongestPause()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin(static options => options.ClientSecret = "wrong");
        ClientCredentialsRefusedException exception = await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => GetAsync(login));
        Assert.StartsWith("The authorization server refuses the app: 401 access_denied Unauthorized. ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(
            "The authorization server refuses the app: 401 access_denied Unauthorized. Check the client id and secret, and whether the app is active and may use this grant type.",
            Assert.Single(_world.Log.Collector.GetSnapshot(), static record => record.Id.Name == "ClientMisconfigured").Message);

        _world.Time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => GetAsync(login));
        Assert.Equal(1, _world.TokenRequests);
        _world.Time.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => GetAsync(login));
        Assert.Equal(2, _world.TokenRequests);
    }

    /// <summary>A request without a token can only be refused because of the credentials.</summary>
    [Fact]
    public async Task RefusalShouldConcernTheCredentials()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.Instead(SimulatedResponse.Text(400, """{"error":"invalid_grant"}""", "application/json")));

        ClientCredentialsRefusedException exception = await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => GetAsync(login));

        Assert.StartsWith("The authorization server refuses the app: 400 invalid_grant. ", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The authorization server refuses the app: 400 invalid_grant. ",
            Assert.Single(_world.Log.Collector.GetSnapshot(), static record => record.Id.Name == "ClientMisconfigured").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryAfterShouldBeWaitedForIfTheCallerCanWait()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(44)));
        Task<AccessToken> caller = GetAsync(login);
        _world.Time.Advance(TimeSpan.FromSeconds(44) - TimeSpan.FromTicks(1));
        Assert.Equal(1, _world.TokenRequests);

        _world.Time.Advance(TimeSpan.FromTicks(1));

        await caller;
        Assert.Equal(2, _world.TokenRequests);
    }

    [Theory]
    [InlineData(45, 0)]
    [InlineData(40, 40)]
    public async Task RetryAfterThatIsTooLongShouldFailAtOnce(int seconds, int failedAfter)
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(seconds)), times: 2);

        Task<AccessToken> caller = GetAsync(login);
        _world.Time.Advance(TimeSpan.FromSeconds(failedAfter));

        Assert.True(caller.IsCompleted);
        Assert.Equal(
            "There is no access token for grant 'default' at the moment: The authorization server responded with 429.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message);
        Assert.Equal(
            "The service account could not get a token: The authorization server responded with 429.",
            Assert.Single(_world.Log.Collector.GetSnapshot(), static record => record.Id.Name == "ServiceAccountUnavailable").Message);
    }

    [Fact]
    public async Task PausesBetweenFailuresShouldGrow()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 3);

        Task<AccessToken> caller = GetAsync(login);
        _world.Time.Advance(TimeSpan.FromSeconds((0.5 + 1 + 2) * 0.7) - TimeSpan.FromTicks(1));
        Assert.False(caller.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds((0.5 + 1 + 2) * 0.6));

        Assert.True(caller.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task CallerWhoseTimeEndsShouldLearnWhatWentWrongLast()
    {
        ServiceAccountLogin login = _world.NewServiceAccountLogin(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(3));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(2)));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(10)));

        Task<AccessToken> caller = GetAsync(login);
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Equal(
            "There is no access token for grant 'default' at the moment: no token was received within 3 s (GrantOptions.CallerTimeout); the request for one continues in the background. The authorization server responded with 429.",
            exception.Message);
        Assert.Equal(TimeSpan.FromSeconds(2), exception.RetryAfter);
    }

    [Fact]
    public async Task UnexpectedFailureShouldBeReported()
    {
        AtlassianOptions options = new() { ClientId = "id", ClientSecret = "secret" };
        RuntimeEnvironment environment = new(_world.Time, new BrokenRandom(), TaskCreationOptions.None);
        GrantInstruments instruments = new(environment.Meter);
        using HttpMessageInvoker invoker = new(new StubTransport(static _ => StubTransport.Json(HttpStatusCode.OK, """{"access_token":"a"}""")));
        ServiceAccountLogin login = new(
            new TokenEndpoint(invoker, options.ToAppCredentials(), options.Grants, environment, instruments), environment, options.Grants, instruments, _world.Log);

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => GetAsync(login));

        Assert.Equal("There is no access token for grant 'default' at the moment: The request for a token failed.", exception.Message);
        Assert.Equal("There is no chance.", exception.InnerException!.Message);
    }

    private static Task<AccessToken> GetAsync(ServiceAccountLogin login) =>
        login.GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None).AsTask();

    private sealed class BrokenRandom : Random
    {
        public override double NextDouble() => throw new InvalidOperationException("There is no chance.");
    }
}
