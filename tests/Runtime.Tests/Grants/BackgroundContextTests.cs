using System.Collections.Concurrent;
using System.Diagnostics;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Telemetry;
using Leeway.Simulator;
using Leeway.Simulator.Faults;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>
/// Background work, which any number of callers may wait for, does not capture the context of the caller that started it.
/// </summary>
public sealed class BackgroundContextTests
{
    private readonly GrantWorld _world = new();
    private readonly AsyncLocal<string?> _ambient = new();
    private readonly ConcurrentBag<string> _seen = [];
    private int _looks;

    [Fact]
    public async Task RefreshShouldSeeNoAmbientValueUntilItsRecoveryByTimer()
    {
        await _world.SignInAndExpireAsync();
        AtlassianPipeline node = _world.NewNode(authorization: new Looking(new SimulatorHandler(_world.Simulator), Look));
        _world.Store.Entered = Look;
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 8);
        _ambient.Value = "caller";

        using CancellationTokenSource cancellation = new();
        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        _world.Time.Advance(TimeSpan.FromMinutes(8));

        Assert.InRange(_looks, 30, int.MaxValue);
        Assert.Empty(_seen);
        Assert.Equal("caller", _ambient.Value);
    }

    [Fact]
    public async Task ServiceAccountShouldSeeNoAmbientValue()
    {
        _ambient.Value = "caller";
        ServiceAccountLogin login = _world.NewServiceAccountLogin(authorization: new Looking(new SimulatorHandler(_world.Simulator), Look));
        await login.GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None);
        _world.Time.Advance(TimeSpan.FromMinutes(58));
        await login.GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None);

        Assert.Equal(2, _looks);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task ListOfSitesShouldSeeNoAmbientValue()
    {
        await _world.SignInAndExpireAsync();
        AtlassianPipeline node = _world.NewNode(gateway: new Looking(new SimulatorHandler(_world.Simulator), Look));
        _world.Store.Entered = Look;
        _ambient.Value = "caller";

        await node.Sites.ListAsync(GrantWorld.Id);

        Assert.InRange(_looks, 5, int.MaxValue);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task KeepAliveShouldSeeNoAmbientValueOfItsCaller()
    {
        await _world.SignInAsync();
        _world.Store.Entered = Look;
        _ambient.Value = "host";
        using CancellationTokenSource stopping = new();

        Task running = GrantKeepAlive.Create(_world.Keeper, new GrantKeepAliveOptions()).RunAsync(stopping.Token);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        await stopping.CancelAsync();
        await running;

        Assert.InRange(_looks, 4, int.MaxValue);
        Assert.Empty(_seen);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("renewed ahead")]
    [InlineData("sites")]
    [InlineData("service account")]
    public async Task ActivityOfAnExchangeShouldBeARootLinkedToItsFirstCaller(string kind)
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(kind == "renewed ahead" ? 58 : 61));
        using ActivityListener listener = ActivityRecorder.Listen(out ConcurrentQueue<Activity> stopped);
        using Activity caller = new Activity("caller").Start();

        await (kind switch
        {
            "sites" => _world.Node.Sites.ListAsync(GrantWorld.Id),
            "service account" => _world.NewServiceAccountLogin(authorization: new Looking(new SimulatorHandler(_world.Simulator), Look)).GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None).AsTask(),
            _ => (Task)_world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask(),
        });

        // Other tests run concurrently, so select the activities that are linked to this test's own.
        Activity exchange = Assert.Single(stopped, activity => activity.Links.Any(link => link.Context == caller.Context));
        Assert.Equal("POST /oauth/token", exchange.DisplayName);
        Assert.Null(exchange.ParentId);
        Assert.NotEqual(caller.TraceId, exchange.TraceId);
        Assert.Same(caller, Activity.Current);
    }

    private void Look(string where)
    {
        Interlocked.Increment(ref _looks);
        if (_ambient.Value is { } value)
        {
            _seen.Add($"{value} at {where}");
        }
    }

    private sealed class Looking(HttpMessageHandler inner, Action<string> look) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            look(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
