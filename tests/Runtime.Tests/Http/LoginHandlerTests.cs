using System.Net;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http;

public sealed class LoginHandlerTests
{
    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://api.simulated.example/")]
    [InlineData("https://api.simulated.example:8443/")]
    [InlineData("https://api.simulated.example.evil.example/")]
    [InlineData("https://api.simulated.example@evil.example/")]
    [InlineData("https://auth.simulated.example/")]
    public async Task LoginShouldGoToTheGatewayAlone(string address)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.OK));
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, address);

        await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, CancellationToken.None));
        Assert.Empty(transport.Sent);
    }

    [Theory]
    [InlineData("https://api.simulated.example/me")]
    [InlineData("https://API.simulated.EXAMPLE:443/me")]
    public async Task GatewayShouldBeKnownHoweverItIsWritten(string address)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.OK));
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, address);

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.StartsWith("Bearer simulated-access-", transport.Sent.Single().Login, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://media.example/file")]
    [InlineData("https://api.simulated.example:8443/file")]
    [InlineData("https://media.example/back")]
    public async Task RefusalByWhomTheLoginWasNotSentShouldBeReturnedAndCostNoRotation(string target)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        world.Time.Advance(TimeSpan.FromMinutes(30));
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath switch
        {
            "/content" => StubTransport.Redirect(HttpStatusCode.SeeOther, target),
            "/back" => StubTransport.Redirect(HttpStatusCode.SeeOther, "https://api.simulated.example/file"),
            _ => StubTransport.Json(HttpStatusCode.Unauthorized, "{}"),
        });
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world), new RedirectHandler(transport)));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.simulated.example/content");

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(transport.Sent, static sent => sent.Login is not null);
        Assert.False(response.RequestMessage!.Options.TryGetValue(ScopeRefusal.GrantedScopes, out _));
        Assert.Equal((await world.StoredAsync()).AccessToken, await world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Equal(0, world.Server.Exchanges);
    }

    [Fact]
    public async Task RefusalAfterARedirectWithinTheGatewayShouldBeReplayed()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        world.Time.Advance(TimeSpan.FromMinutes(30));
        StubTransport transport = new(request => Answer(
            request.RequestUri!.AbsolutePath == "/content"
                ? StubTransport.Redirect(HttpStatusCode.SeeOther, "/file")
                : StubTransport.Json(HttpStatusCode.Unauthorized, "{}"),
            request));
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world), new RedirectHandler(transport)));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.simulated.example/content");

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(["/content", "/file", "/content", "/file"], transport.Sent.Select(static sent => sent.Uri.AbsolutePath));
        Assert.Equal(1, world.Server.Exchanges);
    }

    // As a socket does: the answer tells which request it is for.
    private static HttpResponseMessage Answer(HttpResponseMessage response, HttpRequestMessage request)
    {
        response.RequestMessage = request;
        return response;
    }

    private static AtlassianOptions OptionsOf(GrantWorld world) =>
        new() { Endpoints = new AtlassianEndpoints { Gateway = world.Simulator.GatewayOrigin } };
}
