using Leeway.Grants;
using Leeway.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Runtime.Tests.DependencyInjection;

/// <summary>An application's code can be tested with other implementations of what it injects.</summary>
public sealed class FakeTests
{
    private static readonly GrantId s_ada = new("ada");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FakesShouldReplaceTheServices(bool isRegisteredFirst)
    {
        FakeKeeper keeper = new();
        ServiceCollection services = new();
        services.AddTransient<ConnectionPage>();
        if (isRegisteredFirst)
        {
            AddFakes();
        }

        services.AddAtlassian(static options => (options.ClientId, options.ClientSecret) = ("client", "secret"));
        if (!isRegisteredFirst)
        {
            AddFakes();
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        ConnectionPage page = provider.GetRequiredService<ConnectionPage>();

        Assert.Equal("Lost: https://auth.example/authorize", await page.DescribeAsync(s_ada));
        keeper.State = GrantState.Alive;
        Assert.Equal("Alive: Example (https://example.atlassian.net, 1)", await page.DescribeAsync(s_ada));
        await page.DisconnectAsync(s_ada);
        Assert.Equal([s_ada], keeper.Forgotten);

        void AddFakes() => services.AddSingleton<IGrantKeeper>(keeper).AddSingleton<ISiteDirectory, FakeSites>().AddSingleton<IAuthorizationCodeFlow, FakeFlow>();
    }

    private sealed class ConnectionPage(IGrantKeeper keeper, ISiteDirectory sites, IAuthorizationCodeFlow flow)
    {
        public async Task<string> DescribeAsync(GrantId id)
        {
            try
            {
                await keeper.GetAccessTokenAsync(id);
                return $"Alive: {await sites.ChooseAsync(id, null)}";
            }
            catch (ReauthorizationRequiredException)
            {
                return $"{(await keeper.GetHealthAsync(id)).State}: {flow.Begin().Address}";
            }
        }

        public Task DisconnectAsync(GrantId id) => keeper.ForgetAsync(id);
    }

    private sealed class FakeKeeper : IGrantKeeper
    {
        public GrantState State { get; set; } = GrantState.Lost;

        public List<GrantId> Forgotten { get; } = [];

        public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken = default) => State == GrantState.Alive
            ? new(new AccessToken("access"))
            : throw new ReauthorizationRequiredException(id, new GrantLoss { Reason = GrantLossReason.Idle, Evidence = "It was idle.", At = DateTimeOffset.UnixEpoch });

        public ValueTask<GrantHealth> GetHealthAsync(GrantId id, CancellationToken cancellationToken = default) =>
            new(new GrantHealth { Grant = id, State = State, Advice = "" });

        public Task ForgetAsync(GrantId id, CancellationToken cancellationToken = default)
        {
            Forgotten.Add(id);
            return Task.CompletedTask;
        }
    }

    private sealed class FakeSites : ISiteDirectory
    {
        public Task<IReadOnlyList<Site>> ListAsync(GrantId grant, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<Site>>([new Site { CloudId = "1", Name = "Example", Url = new Uri("https://example.atlassian.net") }]);

        public async ValueTask<Site> ChooseAsync(GrantId grant, string? wanted, CancellationToken cancellationToken = default) =>
            (await ListAsync(grant, cancellationToken))[0];
    }

    private sealed class FakeFlow : IAuthorizationCodeFlow
    {
        public AuthorizationRequest Begin(bool withPkce = false, IReadOnlyCollection<string>? additionalScopes = null) => new() { Address = new Uri("https://auth.example/authorize"), State = "state" };

        public Task<CompletedSignIn> CompleteAsync(
            AuthorizationRequest request, Uri callback, GrantId? grant = null, CancellationToken cancellationToken = default) =>
            throw new SignInException(grant ?? GrantId.Default, SignInFailure.Declined, "The user declined.");
    }
}
