using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http;

public sealed class LoginHandlerTests
{
    private const string SiteAddress = "https://example.atlassian.net/rest/api/3/myself";

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://api.simulated.example/")]
    [InlineData("http://api.simulated.example:443/")]
    [InlineData("https://api.simulated.example:8443/")]
    [InlineData("https://api.simulated.example.evil.example/")]
    [InlineData("https://api.simulated.example@evil.example/")]
    [InlineData("https://auth.simulated.example/")]
    public async Task LoginShouldBeSentToTheGatewayOnly(string address)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.OK));
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, address);

        await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, CancellationToken.None));
        Assert.Empty(transport.Sent);
    }

    [Theory]
    [InlineData("https://api.simulated.example/me")]
    [InlineData("https://API.simulated.EXAMPLE:443/me")]
    public async Task GatewayShouldBeRecognizedInAnySpelling(string address)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.OK));
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, address);

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.StartsWith("Bearer simulated-access-", transport.Sent.Single().Login, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://media.example/file")]
    [InlineData("https://api.simulated.example:8443/file")]
    [InlineData("https://media.example/back")]
    public async Task RefusalOfAHostWithoutTheLoginShouldBeReturnedAndCostNoRotation(string target)
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
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), new RedirectHandler(transport)));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.simulated.example/content");
        request.Options.Set(RedirectAnswer.MayLeaveOrigin, true);

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
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), new RedirectHandler(transport)));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.simulated.example/content");

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(["/content", "/file", "/content", "/file"], transport.Sent.Select(static sent => sent.Uri.AbsolutePath));
        Assert.Equal(1, world.Server.Exchanges);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SporadicRefusalOfANewTokenShouldBeRepeatedOnceWithTheSameToken(bool isWrite)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        StubTransport transport = Refusing(times: 1);
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(invoker, isWrite ? HttpMethod.Post : HttpMethod.Get));

        Assert.Equal(2, transport.Sent.Count);
        Assert.Equal(transport.Sent[0].Login, transport.Sent[1].Login);
        Assert.Equal(transport.Sent[0].Body, transport.Sent[1].Body);
        Assert.Equal(0, world.Server.Exchanges);
    }

    [Fact]
    public async Task EveryThirdRefusalOfANewTokenShouldNotReachTheCaller()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        int attempts = 0;
        StubTransport transport = new(_ => new HttpResponseMessage(++attempts % 3 == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK));
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(invoker));
        }
    }

    [Fact]
    public async Task TokenThatIsRefusedTwiceShouldNotBeRepeatedUntilItWorksAgain()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        StubTransport transport = Refusing(times: 6);
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        List<(HttpStatusCode, int)> calls = [];
        for (int i = 0; i < 5; i++)
        {
            calls.Add((await StatusAsync(invoker), transport.Sent.Count));
        }

        Assert.Equal(
            [
                (HttpStatusCode.Unauthorized, 2), (HttpStatusCode.Unauthorized, 4), (HttpStatusCode.Unauthorized, 5), (HttpStatusCode.Unauthorized, 6), (HttpStatusCode.OK, 7),
            ],
            calls);
    }

    [Fact]
    public async Task RefusalThatExchangesDoNotCureShouldCostOneForEachInterval()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        StubTransport transport = Refusing(times: int.MaxValue);
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        for (int i = 1; i <= 4; i++)
        {
            HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => StatusAsync(invoker)));
            Assert.All(answers, static status => Assert.Equal(HttpStatusCode.Unauthorized, status));
            Assert.Equal(i, world.Server.Exchanges);
            world.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Each process sees a token that is seconds old, because another one has just exchanged it.</summary>
    [Fact]
    public async Task RefusalThatExchangesDoNotCureShouldCostOneForAllProcesses()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        StubTransport transport = Refusing(times: int.MaxValue);
        HttpMessageInvoker[] nodes =
        [
            .. Enumerable.Range(0, 5).Select(_ => new HttpMessageInvoker(new LoginHandler(world.NewNode().Keeper, OptionsOf(world).ToCallDefaults(), transport))),
        ];

        for (int i = 0; i < 10; i++)
        {
            foreach (HttpMessageInvoker node in nodes)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(node));
                world.Time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Equal(1, world.Server.Exchanges);
        Assert.Null((await world.StoredAsync()).Loss);
        foreach (HttpMessageInvoker node in nodes)
        {
            node.Dispose();
        }
    }

    [Fact]
    public async Task NewTokenWithoutARefreshTokenShouldNotBeGivenUp()
    {
        GrantWorld world = new();
        AtlassianPipeline node = world.NewNode(static options => options.Scopes = ["read:jira-user"]);
        await world.SignInAsync(node);
        StubTransport transport = Refusing(times: 2);
        using HttpMessageInvoker invoker = new(new LoginHandler(node.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(invoker));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(invoker));
    }

    [Fact]
    public async Task ConsentThatIsWithdrawnAtOnceShouldBeALoss()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        world.Server.Withdraw(world.Simulator.App.ClientId, world.Simulator.Account.AccountId);
        List<DisposalRecorder> bodies = [];
        StubTransport transport = new(_ =>
        {
            bodies.Add(new DisposalRecorder());
            return new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = bodies[^1] };
        });
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        Task<HttpStatusCode>[] calls = [.. Enumerable.Range(0, 10).Select(_ => StatusAsync(invoker))];

        foreach (Task<HttpStatusCode> call in calls)
        {
            await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => call);
        }

        Assert.All(bodies, static body => Assert.True(body.IsDisposed));
        Assert.NotNull((await world.StoredAsync()).Loss);
    }

    [Fact]
    public async Task RefusalShouldBeReturnedIfNobodyKnowsWhetherTheGrantIsLost()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        AtlassianPipeline node = world.NewNode(static options => options.ClientSecret = "wrong");
        StubTransport transport = Refusing(times: 2);
        using HttpMessageInvoker invoker = new(new LoginHandler(node.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(invoker));
        Assert.Equal(2, transport.Sent.Count);
    }

    [Theory]
    [InlineData("AUTHENTICATION_DENIED")]
    [InlineData("OK")]
    public async Task ReplayThatIsRefusedForAnotherReasonShouldCostNoRotation(string reason)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        int sent = 0;
        StubTransport transport = new(_ =>
        {
            HttpResponseMessage response = new(HttpStatusCode.Unauthorized);
            if (sent++ > 0)
            {
                response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", reason);
            }

            return response;
        });
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(invoker));

        Assert.Equal(2, sent);
        Assert.Equal(0, world.Server.Exchanges);
    }

    [Fact]
    public async Task TokenThatWorksAgainShouldBeRepeatedAgain()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        HttpStatusCode refused = HttpStatusCode.Unauthorized;
        Queue<HttpStatusCode> answers = new([refused, refused, HttpStatusCode.OK, refused, HttpStatusCode.OK]);
        StubTransport transport = new(_ => new HttpResponseMessage(answers.Dequeue()));
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        Assert.Equal(refused, await StatusAsync(invoker));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(invoker));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(invoker));
        Assert.Empty(answers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ApiTokenThatWorksAgainShouldBeRepeatedAgain(bool isLate)
    {
        HttpStatusCode refused = HttpStatusCode.Unauthorized;
        Queue<HttpStatusCode> answers = new([refused, refused, HttpStatusCode.OK, refused, HttpStatusCode.OK]);
        StubTransport transport = new(_ => new HttpResponseMessage(answers.Dequeue()));
        AtlassianOptions options = NewApiTokenOptions();
        using HttpMessageInvoker invoker = new(new LoginHandler(
            options.Login.Fixed!, options.ToCallDefaults(), isLate ? new LateTransport(transport) : transport));

        Assert.Equal(refused, await StatusAsync(invoker, address: SiteAddress));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(invoker, address: SiteAddress));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(invoker, address: SiteAddress));
        Assert.Empty(answers);
    }

    [Fact]
    public async Task ErrorShouldCarryTheLoginThatItsAdviceIsAbout()
    {
        AtlassianOptions options = NewApiTokenOptions();
        StubTransport transport = new(static _ => new HttpResponseMessage(HttpStatusCode.NotFound));
        using HttpMessageInvoker invoker = new(new LoginHandler(options.Login.Fixed!, options.ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, SiteAddress);

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.True(response.RequestMessage!.Options.TryGetValue(AtlassianLogin.Key, out AtlassianLogin? login));
        Assert.Same(options.Login, login);
    }

    /// <summary>What copies the headers of a request leaves out the one that has the key.</summary>
    [Fact]
    public async Task RequestWithAnApiKeyShouldCarryItsLogin()
    {
        AtlassianOptions options = new() { Login = AtlassianLogin.ApiKey("X-Api-Key", "key"), Server = new Uri("https://api.acme.example") };
        StubTransport transport = new(static _ => new HttpResponseMessage(HttpStatusCode.OK));
        using HttpMessageInvoker invoker = new(new LoginHandler(options.Login.Fixed!, options.ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.acme.example/rockets");

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.True(request.Options.TryGetValue(AtlassianLogin.Key, out AtlassianLogin? login));
        Assert.Same(options.Login, login);
    }

    [Fact]
    public async Task TokenOfTheCallShouldBeSentToItsAddressOnlyAndNotBeReplayed()
    {
        GrantWorld world = new();
        StubTransport transport = Refusing(times: int.MaxValue);
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));
        CallSettings settings = new() { Target = new CallTarget(new Uri("https://api.eu.example/ex/jira/1"), new AccessToken("invocation")) };
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.eu.example/ex/jira/1/rest/api/3/myself");
        using HttpRequestMessage other = new(HttpMethod.Get, "https://api.simulated.example/ex/jira/1/rest/api/3/myself");
        request.Options.Set(CallSettings.Key, settings);
        other.Options.Set(CallSettings.Key, settings);

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(other, CancellationToken.None));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer invocation", Assert.Single(transport.Sent).Login);
        Assert.Equal("The login is sent to api.eu.example only, and the request is for another host.", exception.Message);
    }

    [Fact]
    public async Task RequestShouldBeReplayedOnlyOnce()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        HttpStatusCode[] answers = [HttpStatusCode.Unauthorized, HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized, HttpStatusCode.OK];
        int sent = 0;
        StubTransport transport = new(_ => new HttpResponseMessage(answers[sent++]));
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.simulated.example/me");

        using HttpResponseMessage first = await invoker.SendAsync(request, CancellationToken.None);
        using HttpResponseMessage second = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized), (first.StatusCode, second.StatusCode));
        Assert.Equal(3, sent);
    }

    [Theory]
    [InlineData("OK")]
    [InlineData("ok")]
    [InlineData("OUT, OK")]
    [InlineData("AUTHENTICATION_DENIED")]
    [InlineData("AUTHORISATION_FAILED")]
    [InlineData("OUT_OF_SERVICE")]
    public async Task RefusalThatNoTokenFixesShouldCostNeitherARotationNorARepetition(string reason)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        world.Time.Advance(TimeSpan.FromMinutes(30));
        StubTransport transport = Refusing(times: 5, reason);
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(invoker));

        Assert.Single(transport.Sent);
        Assert.Equal(0, world.Server.Exchanges);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("AUTHENTICATED_FAILED", 1)]
    public async Task ApiTokenShouldBeRepeatedUnlessTheProductReportsItAsFailed(string? reason, int sent)
    {
        AtlassianOptions options = NewApiTokenOptions();
        StubTransport transport = Refusing(times: 1, reason);
        using HttpMessageInvoker invoker = new(new LoginHandler(options.Login.Fixed!, options.ToCallDefaults(), transport));

        await StatusAsync(invoker, address: SiteAddress);

        Assert.Equal(sent, transport.Sent.Count);
    }

    [Fact]
    public async Task RefusalShouldBeDisposedOfBeforeTheReplay()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        DisposalRecorder[] bodies = [new(), new()];
        int sent = 0;
        StubTransport transport = new(_ =>
        {
            Assert.True(sent == 0 || bodies[0].IsDisposed);
            return new HttpResponseMessage(sent == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK) { Content = bodies[sent++] };
        });
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.simulated.example/me");

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((true, false), (bodies[0].IsDisposed, bodies[1].IsDisposed));
    }

    [Fact]
    public async Task RefusalShouldBeDisposedOfWhereThereIsNoOtherToken()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        DisposalRecorder body = new();
        StubTransport transport = new(_ =>
        {
            Assert.True(world.Keeper.ForgetAsync(GrantWorld.Id).IsCompletedSuccessfully);
            return new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = body };
        });
        using HttpMessageInvoker invoker = new(new LoginHandler(world.Keeper, OptionsOf(world).ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.simulated.example/me");

        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => invoker.SendAsync(request, CancellationToken.None));

        Assert.True(body.IsDisposed);
    }

    private static StubTransport Refusing(int times, string? reason = null) => new(_ =>
    {
        HttpResponseMessage response = new(times-- > 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
        if (reason is not null && response.StatusCode == HttpStatusCode.Unauthorized)
        {
            response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", reason);
        }

        return response;
    });

    private static async Task<HttpStatusCode> StatusAsync(
        HttpMessageInvoker invoker, HttpMethod? method = null, string address = "https://api.simulated.example/me")
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, address);
        request.Content = method == HttpMethod.Post ? new ByteArrayContent("{}"u8.ToArray()) : null;
        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }

    // As a socket does: the response has the request that it belongs to.
    private static HttpResponseMessage Answer(HttpResponseMessage response, HttpRequestMessage request)
    {
        response.RequestMessage = request;
        return response;
    }

    private static AtlassianOptions NewApiTokenOptions() =>
        new() { Login = AtlassianLogin.ApiToken("ada@example.com", "token"), Site = "https://example.atlassian.net" };

    private static AtlassianOptions OptionsOf(GrantWorld world) =>
        new() { Endpoints = new AtlassianEndpoints { Gateway = world.Simulator.GatewayOrigin } };
}
