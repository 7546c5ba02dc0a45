using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>Whatever the store and the server do, calls end in time and there is no busy loop.</summary>
public sealed class FlightEndTests
{
    private static readonly TimeSpan s_callerTimeout = new GrantOptions().CallerTimeout;

    private readonly GrantWorld _world = new();

    [Fact]
    public async Task StoreSlowerThanTheLeaseShouldFailTheCallAndNameTheOption()
    {
        AtlassianPipeline node = _world.NewNode(static options =>
            (options.Grants.LeaseDuration, options.Grants.ExchangeTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        await _world.SignInAndExpireAsync();
        _world.Store.Latency = TimeSpan.FromSeconds(0.9);

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(s_callerTimeout);

        Assert.True(caller.IsCompleted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Contains("LeaseDuration", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task StoreThatRefusesEverySwapShouldBeAskedAtGrowingIntervals()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.RefusesSwap = static _ => true;
        int before = _world.Store.Writes;

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(s_callerTimeout);

        Assert.True(caller.IsCompleted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Contains("changed the stored grant", exception.Message, StringComparison.Ordinal);
        Assert.InRange(_world.Store.Writes - before, 2, 20);
    }

    [Fact]
    public async Task StoreThatRefusesTheNewPairShouldNotCauseABusyLoop()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.RefusesSwap = static grant => grant.PendingSpend is null;
        int before = _world.Store.Writes;

        AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.True(_world.Server.Inspect(token.Reveal()).IsUsable);
        Assert.InRange(_world.Store.Writes - before, 2, 10);
        _world.Store.RefusesSwap = null;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(token, (await _world.StoredAsync()).AccessToken);
    }

    [Fact]
    public async Task StoreThatRefusesASignInShouldFailItAndSayThatTheCodeIsUsed()
    {
        _world.Store.RefusesSwap = static _ => true;

        Task<CompletedSignIn> signIn = _world.SignInAsync();
        _world.Time.Advance(s_callerTimeout);

        Assert.True(signIn.IsCompleted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => signIn);
        Assert.EndsWith("sign in again.", exception.Message, StringComparison.Ordinal);
        Assert.InRange(_world.Store.Writes, 5, 100);
    }

    [Theory]
    [InlineData("read", "UnreliableStore could not read the grant: it did not respond within 3 s (GrantOptions.CallerTimeout).")]
    [InlineData("write", "it did not respond within 3 s (GrantOptions.CallerTimeout). The authorization code cannot be used again")]
    [InlineData("second read", "it did not respond within 3 s (GrantOptions.CallerTimeout). The authorization code cannot be used again")]
    public async Task HangingStoreShouldDelayNoSignInBeyondTheCallerTimeout(string operation, string expected)
    {
        AtlassianPipeline node = _world.NewNode(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(3));
        if (operation == "second read")
        {
            // The first one is made before the code is used.
            int reads = 0;
            _world.Store.Entered = entered => _world.Store.HangsOn = entered == "read" && ++reads == 2 ? "read" : _world.Store.HangsOn;
        }
        else
        {
            _world.Store.HangsOn = operation;
        }

        Task<CompletedSignIn> signIn = _world.SignInAsync(node);
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.True(signIn.IsCompleted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => signIn);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read", "could not read the grant")]
    [InlineData("lease", "could not lease the grant")]
    [InlineData("write", "could not record that the refresh token is about to be sent")]
    public async Task HangingStoreShouldDelayNoCallerBeyondTheCallerTimeout(string operation, string named)
    {
        await _world.SignInAndExpireAsync();
        AtlassianPipeline node = _world.NewNode();
        _world.Store.HangsOn = operation;

        Task<AccessToken> first = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        Task<AccessToken> second = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(s_callerTimeout - TimeSpan.FromSeconds(20));

        Assert.True(first.IsCompleted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => first);
        Assert.Contains($"The grant store UnreliableStore {named}: it did not respond within 10 s", exception.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(exception.InnerException);
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(second.IsCompleted);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => second);

        // When the store responds again, the next call succeeds: no flight is left hanging.
        _world.Store.HangsOn = null;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Task<AccessToken> third = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.True(third.IsCompleted);
        Assert.True(_world.Server.Inspect((await third).Reveal()).IsUsable);
    }

    [Fact]
    public async Task HangingStoreShouldDelayNeitherHealthNorSignIn()
    {
        await _world.SignInAsync();
        _world.Store.HangsOn = "read";

        Task<GrantHealth> health = _world.Keeper.GetHealthAsync(GrantWorld.Id).AsTask();
        Task<CompletedSignIn> signIn = _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(health.IsCompleted);
        Assert.True(signIn.IsCompleted);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => health);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => signIn);
    }

    [Fact]
    public async Task LateLeaseShouldBeReleased()
    {
        RuntimeEnvironment environment = new(_world.Time, new Random(1), TaskCreationOptions.None);
        TimeLimitedGrantStore limited = new(_world.Store, environment, new GrantOptions(), NullLogger.Instance);
        _world.Store.Latency = TimeSpan.FromSeconds(15);
        Task<IAsyncDisposable?> late = limited.TryLeaseAsync(GrantWorld.Id, TimeSpan.FromMinutes(10)).AsTask();
        _world.Store.Latency = TimeSpan.Zero;
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(late.IsCompleted);
        await Assert.ThrowsAsync<TimeoutException>(() => late);

        _world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.NotNull(await _world.Store.TryLeaseAsync(GrantWorld.Id, TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task LeaseHeldByAnotherProcessShouldEndTheFlight()
    {
        await _world.SignInAndExpireAsync();
        await using IAsyncDisposable? lease = await _world.Store.TryLeaseAsync(GrantWorld.Id, TimeSpan.FromMinutes(10));
        int operations = 0;
        _world.Store.Entered = _ => operations++;

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(s_callerTimeout);

        Assert.True(caller.IsCompleted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Contains("Another process", exception.Message, StringComparison.Ordinal);
        int before = operations;
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(before, operations);
    }

    [Fact]
    public async Task SlowExchangeShouldContinueAfterTheCallerTimeout()
    {
        AtlassianPipeline node = _world.NewNode(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(2));
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)));

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(caller.IsCompleted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Contains("within 2 s (GrantOptions.CallerTimeout)", exception.Message, StringComparison.Ordinal);
        _world.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((await _world.StoredAsync()).AccessToken, await node.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task ServiceAccountShouldRespectTheCallerTimeout()
    {
        AtlassianOptions options = new() { ClientId = "id", ClientSecret = "secret" };
        options.Endpoints.AuthorizationServer = _world.Simulator.AuthorizationOrigin;
        options.Grants.CallerTimeout = TimeSpan.FromSeconds(2);
        RuntimeEnvironment environment = new(_world.Time, new Random(5), TaskCreationOptions.None);
        using HttpMessageInvoker invoker = new(new SlowNetwork(_world.Simulator, _world.Time) { Delay = TimeSpan.FromSeconds(15) });
        ServiceAccountLogin login = new(new TokenEndpoint(invoker, options.ToAppCredentials(), options.Grants, environment, new GrantInstruments(environment.Meter)), environment, options.Grants, new GrantInstruments(environment.Meter), _world.Log);

        Task<AccessToken> caller = login.GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(caller.IsCompleted);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndlessRetryAfterShouldEndAfterAnHour(bool isConsent)
    {
        ILogin login = await NewLoginAsync(isConsent);
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(int.MaxValue)));

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => GetAsync());
        Assert.Equal(TimeSpan.FromHours(1), exception.RetryAfter);
        int before = _world.TokenRequests;
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => GetAsync());
        Assert.Equal(before, _world.TokenRequests);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_world.Server.Inspect((await GetAsync()).Reveal()).IsUsable);

        Task<AccessToken> GetAsync() => login.GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None).AsTask();
    }

    private async Task<ILogin> NewLoginAsync(bool isConsent)
    {
        if (!isConsent)
        {
            return _world.NewServiceAccountLogin();
        }

        await _world.SignInAndExpireAsync();
        return _world.Keeper;
    }
}
