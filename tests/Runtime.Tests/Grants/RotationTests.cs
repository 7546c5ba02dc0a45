using Leeway.Grants;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>What is stored of a rotation, and the order in which it is stored and used.</summary>
public sealed class RotationTests
{
    private readonly GrantWorld _world = new();

    [Fact]
    public async Task NewPairShouldNotBeUsedBeforeItIsStored()
    {
        await _world.SignInAndExpireAsync();
        AccessToken former = (await _world.StoredAsync()).AccessToken;
        AccessToken? known = null;
        Task<AccessToken>? bystander = null;
        _world.Store.FailsWrite = grant =>
        {
            if (grant.AccessToken != former)
            {
                known = _world.Keeper.FindKnown(GrantWorld.Id)!.AccessToken;
                bystander = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
                Assert.False(bystander.IsCompleted, "A caller was handed a token that is not stored yet.");
            }

            return false;
        };

        AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(former, known);
        Assert.Equal(token, await bystander!);
    }

    [Fact]
    public async Task OldTokenShouldBeUsedWhileTheNewPairIsBeingStored()
    {
        AccessToken former = (await _world.SignInAsync()).Grant.AccessToken;
        _world.Time.Advance(TimeSpan.FromMinutes(58));
        AccessToken? served = null;
        _world.Store.FailsWrite = grant =>
        {
            if (grant.AccessToken != former)
            {
                served = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask().Result;
            }

            return false;
        };

        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(former, served);
        Assert.NotEqual(former, (await _world.StoredAsync()).AccessToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PairOfASignInShouldNotBeServedBeforeItIsStored(bool isFirst)
    {
        AccessToken? former = isFirst ? null : (await _world.SignInAsync()).Grant.AccessToken;
        int writes = 0;
        Task<AccessToken>? bystander = null;
        _world.Store.FailsWrite = _ =>
        {
            writes++;
            bystander = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
            return false;
        };

        Grant begun = (await _world.SignInAsync()).Grant;

        Assert.Equal(1, writes);
        if (isFirst)
        {
            await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => bystander!);
        }
        else
        {
            Assert.Equal(former, await bystander!);
        }

        Assert.Equal(begun.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task RotationShouldHaveTheTimeOfItsRequest()
    {
        await _world.SignInAndExpireAsync();
        DateTimeOffset askedAt = _world.Time.GetUtcNow();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)));
        _world.Store.Latency = TimeSpan.FromSeconds(1);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        await caller;

        // Read, lease, read again and record: the token is sent four seconds after the call, and the response is stored six seconds later.
        _world.Store.Latency = TimeSpan.Zero;
        Grant stored = await _world.StoredAsync();
        Assert.Equal(askedAt.AddSeconds(4), stored.RotatedAt);
        Assert.Equal(stored.RotatedAt.AddHours(1), stored.AccessTokenExpiresAt);
    }

    [Fact]
    public async Task RotationShouldHaveTheTimeOfTheRequestThatSucceeded()
    {
        await _world.SignInAndExpireAsync();
        DateTimeOffset firstSentAt = _world.Time.GetUtcNow();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 2);
        DateTimeOffset lastSentAt = default;
        _world.Simulator.Faults.Add(
            Fault.HoldRequest(TimeSpan.FromSeconds(1)),
            _ =>
            {
                lastSentAt = _world.Time.GetUtcNow();
                return false;
            });

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        await caller;

        Assert.True(lastSentAt > firstSentAt);
        Assert.Equal(lastSentAt, (await _world.StoredAsync()).RotatedAt);
    }

    [Fact]
    public async Task RotationShouldNotBeInTheFutureAfterTheClockIsSetBack()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)));

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        _world.Time.MoveWallClock(TimeSpan.FromMinutes(-10));
        _world.Time.Advance(TimeSpan.FromSeconds(3));
        await caller;

        Assert.Equal(_world.Time.GetUtcNow(), (await _world.StoredAsync()).RotatedAt);
    }

    [Fact]
    public async Task SignInShouldHaveTheTimeOfItsRequest()
    {
        DateTimeOffset askedAt = _world.Time.GetUtcNow();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)));

        Task<CompletedSignIn> signIn = _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(5));

        Grant begun = (await signIn).Grant;
        Assert.Equal(askedAt, begun.RotatedAt);
        Assert.Equal(askedAt.AddHours(1), begun.AccessTokenExpiresAt);
    }

    [Theory]
    [InlineData("""{"error":"unauthorized_client","error_description":"Grant type 'refresh_token' not allowed for the client."}""")]
    [InlineData("""{"error":"unauthorized_client","error_description":"Client is suspended"}""")]
    [InlineData("""{"error":"unsupported_grant_type"}""")]
    public async Task RefusalOfTheAppShouldLoseNoGrant(string body)
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.Instead(SimulatedResponse.Text(403, body, "application/json")));

        ClientCredentialsRefusedException exception = await Assert.ThrowsAsync<ClientCredentialsRefusedException>(
            () => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Contains("No user has to sign in again", exception.Message, StringComparison.Ordinal);
        Grant stored = await _world.StoredAsync();
        Assert.Null(stored.Loss);
        Assert.Null(stored.PendingSpend);
        _world.Time.Advance(TimeSpan.FromHours(5));
        Assert.True(_world.Server.Inspect((await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id)).Reveal()).IsUsable);
    }

    [Theory]
    [InlineData("""{"access_token":"a\r\nb","refresh_token":"r","expires_in":3600}""")]
    [InlineData("""{"access_token":"a","refresh_token":"\ud800","expires_in":3600}""")]
    [InlineData("""{"access_token":"a","refresh_tok""")]
    public async Task UnusableTokensShouldBeRequestedAgainWithinTheLeeway(string body)
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.InsteadAfterCommit(SimulatedResponse.Text(200, body, "application/json")));

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);
        _world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(_world.Server.Inspect((await caller).Reveal()).IsUsable);
        Assert.Null((await _world.StoredAsync()).Loss);
        Assert.True(_world.Server.Families.Single().IsAlive(_world.Time.GetUtcNow()));
    }
}
