using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Leeway.AspNetCore.Tests.Forge;

public sealed class ForgeKeysTests
{
    private const string Template = "https://forge.{icLabel}.example.com/jwks.json";

    [Fact]
    public async Task KeysShouldBeFetchedOnceForManyRequests()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        string token = application.Tokens.Create();

        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => application.InvokeAsync(token)));

        Assert.All(statuses, static status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal([ForgeKeyServer.Commercial], application.Keys.Requests);
    }

    [Fact]
    public async Task NewKeyShouldBeFetchedAndWithdrawnKeyRefused()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        string old = application.Tokens.Create();
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(old));
        using RSA next = RSA.Create(2048);
        application.Keys.Documents[ForgeKeyServer.Commercial] = ForgeTokens.PublishSet(ForgeTokens.Publish(next, "next"));
        application.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, next, "next")));

        JsonObject claims = ForgeTokens.Claims();
        claims["exp"] = application.Time.GetUtcNow().ToUnixTimeSeconds() + 20;
        Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(application.Tokens.Sign(ForgeTokens.Header(), claims)));
    }

    [Fact]
    public async Task UnknownKeysShouldCauseOneFetchEachInterval()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(application.Tokens.Create()));
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, $"unknown{i}")));
        }

        Assert.Single(application.Keys.Requests);
        application.Time.Advance(TimeSpan.FromSeconds(30));
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, $"unknown{i}")));
        }

        Assert.Equal(2, application.Keys.Requests.Count);
    }

    [Fact]
    public async Task UnknownKeyShouldNotBeRefusedWhileKeysCannotBeFetched()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(application.Tokens.Create()));
        using RSA next = RSA.Create(2048);
        application.Keys.Documents[ForgeKeyServer.Commercial] = ForgeTokens.PublishSet(ForgeTokens.Publish(next, "next"));
        application.Keys.Status = HttpStatusCode.BadGateway;
        application.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await application.InvokeAsync(CreateWith(application, next, "next")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await application.InvokeAsync(CreateWith(application, next, "next")));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, ForgeTokens.KeyId)));
        Assert.Equal(2, application.Keys.Requests.Count);

        application.Keys.Status = HttpStatusCode.OK;
        application.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, next, "next")));
    }

    [Fact]
    public async Task FetchWhoseBodyNeverArrivesShouldEndAndBeRepeated()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        application.Keys.Stalls = true;
        Task<HttpStatusCode> invocation = application.InvokeAsync(application.Tokens.Create());
        while (!invocation.IsCompleted)
        {
            application.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await invocation);
        application.Keys.Stalls = false;
        application.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, ForgeTokens.KeyId)));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("_x")]
    public async Task LabelThatMakesNoAddressShouldBeRefused(string label)
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync(
            static options => options.IsolatedCloudKeysAddress = "https://{icLabel}.example.com/jwks.json");

        Assert.NotEqual(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, ForgeTokens.KeyId, label)));
    }

    [Fact]
    public async Task ListedCloudsShouldBeAcceptedBesideAnyNumberOfInventedLabels()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync(static options =>
        {
            options.IsolatedCloudKeysAddress = Template;
            options.IsolatedCloudLabels.Add("acme");
        });
        using RSA isolated = RSA.Create(2048);
        string keys = ForgeTokens.PublishSet(ForgeTokens.Publish(isolated, ForgeTokens.KeyId));
        application.Keys.Documents["https://forge.acme.example.com/jwks.json"] = keys;
        application.Keys.Documents["https://forge.other.example.com/jwks.json"] = keys;
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(CreateWith(application, isolated, ForgeTokens.KeyId, $"invented{i}")));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(CreateWith(application, isolated, ForgeTokens.KeyId, "other")));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, isolated, ForgeTokens.KeyId, "acme")));
        Assert.Equal(["https://forge.acme.example.com/jwks.json"], application.Keys.Requests);
    }

    [Fact]
    public async Task FetchThatFailsUnexpectedlyShouldBeRepeated()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        string token = application.Tokens.Create();
        application.Keys.Charset = "no-such-charset";
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await application.InvokeAsync(token));

        application.Keys.Charset = "utf-8";
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await application.InvokeAsync(token));
        application.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(token));
        Assert.Equal(2, application.Keys.Requests.Count);
    }

    [Fact]
    public async Task KnownKeysShouldBeUsedForADayWithoutTheServer()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, ForgeTokens.KeyId)));
        application.Keys.Status = HttpStatusCode.BadGateway;

        application.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, ForgeTokens.KeyId)));

        application.Time.Advance(TimeSpan.FromHours(1));
        using HttpResponseMessage response = await application.SendAsync("/invoke", CreateWith(application, application.Tokens.Key, ForgeTokens.KeyId), null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);

        application.Keys.Status = HttpStatusCode.OK;
        application.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, ForgeTokens.KeyId)));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"forge/invocation-token/1","k":"c2VjcmV0"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"forge/invocation-token/1","n":"!","e":"AQAB"}]}""")]
    public async Task UnusableKeysShouldBeUnavailable(string document)
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        application.Keys.Documents[ForgeKeyServer.Commercial] = document;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await application.InvokeAsync(application.Tokens.Create()));
    }

    [Fact]
    public async Task ShortKeyShouldNotBeUsed()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        using RSA weak = RSA.Create(1024);
        application.Keys.Documents[ForgeKeyServer.Commercial] = ForgeTokens.PublishSet(
            ForgeTokens.Publish(weak, "weak"), ForgeTokens.Publish(application.Tokens.Key, ForgeTokens.KeyId));

        Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(CreateWith(application, weak, "weak")));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(application.Tokens.Create()));
    }

    [Fact]
    public async Task IsolatedCloudShouldHaveItsOwnKeys()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync(static options => options.IsolatedCloudKeysAddress = Template);
        using RSA isolated = RSA.Create(2048);
        application.Keys.Documents["https://forge.acme_1.example.com/jwks.json"] = ForgeTokens.PublishSet(ForgeTokens.Publish(isolated, ForgeTokens.KeyId));

        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, isolated, ForgeTokens.KeyId, "acme_1")));
        Assert.Equal("acme_1", application.Received!.IsolatedCloudLabel);
        Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(CreateWith(application, application.Tokens.Key, ForgeTokens.KeyId, "acme_1")));
        Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(CreateWith(application, isolated, ForgeTokens.KeyId)));
    }

    [Fact]
    public async Task InventedLabelsShouldCauseFewFetchesAndLeaveKnownOnes()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync(static options => options.IsolatedCloudKeysAddress = Template);
        using RSA isolated = RSA.Create(2048);
        application.Keys.Documents["https://forge.acme.example.com/jwks.json"] = ForgeTokens.PublishSet(ForgeTokens.Publish(isolated, ForgeTokens.KeyId));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, isolated, ForgeTokens.KeyId, "acme")));

        for (int i = 0; i < 200; i++)
        {
            application.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await application.InvokeAsync(CreateWith(application, isolated, ForgeTokens.KeyId, $"invented{i}")));
        }

        Assert.InRange(application.Keys.Requests.Count, 2, 1 + (4 * 8));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(CreateWith(application, isolated, ForgeTokens.KeyId, "acme")));
        Assert.Equal(1, application.Keys.Requests.Count(static address => address == "https://forge.acme.example.com/jwks.json"));
    }

    private static string CreateWith(ForgeApplication application, RSA key, string keyId, string? label = null)
    {
        JsonObject header = ForgeTokens.Header();
        header["kid"] = keyId;
        JsonObject claims = ForgeTokens.Claims();
        claims["exp"] = application.Time.GetUtcNow().ToUnixTimeSeconds() + 20;
        if (label is not null)
        {
            claims["icLabel"] = label;
        }

        return application.Tokens.Sign(header, claims, key);
    }
}
