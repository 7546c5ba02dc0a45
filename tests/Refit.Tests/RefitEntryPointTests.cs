using System.Net.Http.Headers;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Leeway.Refit.Tests;

/// <summary>What Refit's entry points return for generated interfaces, and where their calls go.</summary>
public sealed class RefitEntryPointTests : IAsyncDisposable
{
    private readonly AtlassianSimulator _simulator = new();
    private readonly ServiceProvider _services;

    public RefitEntryPointTests()
    {
        ServiceCollection services = new();
        services
            .AddAtlassian(options =>
            {
                options.ClientId = _simulator.App.ClientId;
                options.ClientSecret = _simulator.App.ClientSecret;
                options.RedirectUri = new Uri("http://127.0.0.1/callback");
                options.Endpoints.AuthorizationServer = _simulator.AuthorizationOrigin;
                options.Endpoints.Gateway = _simulator.GatewayOrigin;
                options.Scopes.Add("read:jira-work");
                options.Scopes.Add("read:jira-user");
                options.Scopes.Add("offline_access");
            })
            .UseTransport(_ => new SimulatorHandler(_simulator));
        services.AddRefitGeneratedClient<IMyselfApi>().UseAtlassian();
        services.AddRefitGeneratedClient<IIssuesApi>().UseAtlassian();
        services.AddRefitGeneratedClient<IOwnApi>().UseAtlassian();
        _services = services.BuildServiceProvider();
    }

    [Fact]
    public async Task RestServiceShouldReturnOurClientOverTheLoginOfTheCaller()
    {
        using HttpClient http = await SignedInAsync();
        IMyselfApi myself = RestService.For<IMyselfApi>(http);
        Assert.Equal("Leeway.Jira.MyselfApi", myself.GetType().FullName);
        Assert.Equal(_simulator.Account.AccountId, (await myself.GetCurrentUserAsync()).AccountId);
        SimulatedRequest request = _simulator.Requests[^1];
        Assert.Equal($"/ex/jira/{_simulator.Sites[0].CloudId}/rest/api/3/myself", request.Target);
        Assert.Equal("application/json", request.Headers["Accept"]);
    }

    [Fact]
    public async Task GeneratedClientShouldThrowOurErrorsAndEncodeValues()
    {
        using HttpClient http = await SignedInAsync();
        IIssuesApi issues = RestService.For<IIssuesApi>(http, new RefitSettings());
        NotFoundException error = await Assert.ThrowsAsync<NotFoundException>(() => issues.GetIssueAsync("../NONE-1"));
        Assert.Equal("getIssue", error.OperationId);
        Assert.EndsWith("/rest/api/3/issue/..%2FNONE-1", _simulator.Requests[^1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisteredClientShouldCallThroughTheLoginOfAddAtlassian()
    {
        await SignInAsync();
        IMyselfApi myself = _services.GetRequiredService<IMyselfApi>();
        Assert.Equal("Leeway.Jira.MyselfApi", myself.GetType().FullName);
        Assert.Equal(_simulator.Account.AccountId, (await myself.GetCurrentUserAsync()).AccountId);
        NotFoundException error = await Assert.ThrowsAsync<NotFoundException>(() => _services.GetRequiredService<IIssuesApi>().GetIssueAsync("NONE-1"));
        Assert.Equal("getIssue", error.OperationId);
    }

    /// <summary><c>AddRefitClient</c> asks for a request builder of the package Refit.Reflection, which is not published.</summary>
    [Fact]
    public async Task AddRefitClientShouldNameThePackageThatItNeeds()
    {
        ServiceCollection services = new();
        services.AddRefitClient<IMyselfApi>().ConfigureHttpClient(static http => http.BaseAddress = new Uri("https://api.example"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => provider.GetRequiredService<IMyselfApi>());
        Assert.Contains("Refit.Reflection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisteredClientWithoutSignInShouldThrowTheUsualError()
    {
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => _services.GetRequiredService<IMyselfApi>().GetCurrentUserAsync());
        Assert.Empty(_simulator.Requests);
    }

    [Fact]
    public async Task RefitShouldImplementInterfacesOfTheApplication()
    {
        using HttpClient http = await SignedInAsync();
        IOwnApi own = RestService.For<IOwnApi>(http);
        Assert.Contains(_simulator.Account.AccountId, await own.GetMyselfAsync(), StringComparison.Ordinal);
    }

    /// <summary>The pipeline routes by operation descriptor, which a request of Refit's own client does not have.</summary>
    [Fact]
    public async Task InterfaceOfTheApplicationOverThePipelineShouldThrowAnExplanation()
    {
        await SignInAsync();
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => _services.GetRequiredService<IOwnApi>().GetMyselfAsync());
        Assert.Contains("has no operation descriptor", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientWithoutAddressShouldSayWhatIsMissing()
    {
        using var http = new HttpClient(new SimulatorHandler(_simulator));
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => RestService.For<IMyselfApi>(http).GetCurrentUserAsync());
        Assert.Contains("no BaseAddress", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PipelineShouldRefuseAnAddressThatIsNotTheGateways()
    {
        ServiceCollection services = new();
        services
            .AddAtlassian(static options => options.Login = AtlassianLogin.BearerToken("token"))
            .UseTransport(_ => new SimulatorHandler(_simulator));
        services.AddRefitGeneratedClient<IMyselfApi>().UseAtlassian().ConfigureHttpClient(static http => http.BaseAddress = new Uri("https://evil.example"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => provider.GetRequiredService<IMyselfApi>().GetCurrentUserAsync());
        Assert.Contains("https://evil.example", error.Message, StringComparison.Ordinal);
        Assert.Empty(_simulator.Requests);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>A client with its own address and login, as an application has that does not use the pipeline.</summary>
    private async Task<HttpClient> SignedInAsync()
    {
        await SignInAsync();
        AccessToken token = await _services.GetRequiredService<GrantKeeper>().GetAccessTokenAsync(GrantId.Default, CancellationToken.None);
        var http = new HttpClient(new SimulatorHandler(_simulator))
        {
            BaseAddress = new Uri(_simulator.GatewayOrigin, $"/ex/jira/{_simulator.Sites[0].CloudId}"),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        return http;
    }

    private async Task SignInAsync()
    {
        AuthorizationCodeFlow flow = _services.GetRequiredService<AuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();
        SimulatedResponse consent = _simulator.Handle(new(SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery));
        await flow.CompleteAsync(request, new Uri(consent.Headers.Single(static header => header.Key == "Location").Value));
    }
}
