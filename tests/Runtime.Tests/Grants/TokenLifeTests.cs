using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>How many exchanges tokens of different lifetimes cause.</summary>
public sealed class TokenLifeTests
{
    private readonly GrantWorld _world = new();

    [Theory]
    [InlineData(true, 30)]
    [InlineData(true, 60)]
    [InlineData(true, 120)]
    [InlineData(true, 200)]
    [InlineData(true, 240)]
    [InlineData(true, 3600)]
    [InlineData(false, 30)]
    [InlineData(false, 120)]
    [InlineData(false, 200)]
    [InlineData(false, 240)]
    [InlineData(false, 3600)]
    public async Task ConsecutiveCallsShouldCostOneExchange(bool isConsent, int seconds)
    {
        ILogin login = await NewLoginAsync(isConsent, TimeSpan.FromSeconds(seconds));
        int before = _world.TokenRequests;

        for (int i = 0; i < 20; i++)
        {
            await login.GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None);
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, _world.TokenRequests - before);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 0)]
    [InlineData(true, 60)]
    [InlineData(true, 120)]
    [InlineData(true, 600)]
    [InlineData(false, 1)]
    [InlineData(false, 0)]
    [InlineData(false, 60)]
    [InlineData(false, 120)]
    public async Task ExchangesShouldBeThreeQuartersOfALifetimeApart(bool isConsent, int seconds)
    {
        ILogin login = await NewLoginAsync(isConsent, TimeSpan.FromSeconds(seconds));
        int before = _world.TokenRequests;
        TimeSpan life = TimeSpan.FromSeconds(seconds == 0 ? 300 : seconds);

        for (TimeSpan passed = TimeSpan.Zero; passed < life * 12; passed += TimeSpan.FromSeconds(0.5))
        {
            await login.GetAccessTokenAsync(GrantWorld.Id, CancellationToken.None);
            _world.Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.InRange(_world.TokenRequests - before, 12, 16);
    }

    [Fact]
    public async Task StoredShortLivedTokenShouldBeUsedByAnotherProcess()
    {
        _world.Server.Options.AccessTokenLifetime = TimeSpan.FromSeconds(120);
        Grant grant = (await _world.SignInAsync()).Grant;
        _world.Time.Advance(TimeSpan.FromSeconds(80));

        Assert.Equal(grant.AccessToken, await _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Equal(0, _world.Server.Exchanges);
    }

    private async Task<ILogin> NewLoginAsync(bool isConsent, TimeSpan life)
    {
        _world.Server.Options.AccessTokenLifetime = life;
        if (!isConsent)
        {
            return _world.NewServiceAccountLogin();
        }

        await _world.SignInAndExpireAsync();
        return _world.Keeper;
    }
}
