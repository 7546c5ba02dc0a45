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

    private static AtlassianOptions OptionsOf(GrantWorld world) =>
        new() { Endpoints = new AtlassianEndpoints { Gateway = world.Simulator.GatewayOrigin } };
}
