using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.Simulator.Forge;
using Leeway.Simulator.Site;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>The Forge app of the simulator: its tokens, keys and requests.</summary>
public sealed class ForgeTests : IDisposable
{
    private readonly SimulatorVisitor _visitor = new();

    private SimulatedForge Forge => _visitor.Simulator.Forge;

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public void InvocationTokenShouldHaveTheClaims()
    {
        JsonNode claims = ReadClaims(Forge.CreateInvocationToken());
        Assert.Equal((Forge.AppId, "forge/invocation-token"), ((string?)claims["aud"], (string?)claims["iss"]));
        long now = ManualTime.Start.ToUnixTimeSeconds();
        Assert.Equal((now, now, now + 25), ((long)claims["iat"]!, (long)claims["nbf"]!, (long)claims["exp"]!));
        JsonNode app = claims["app"]!;
        Assert.Equal((Forge.AppId, "1.0.0"), ((string?)app["id"], (string?)app["appVersion"]));
        Assert.Equal($"https://api.simulated.example/ex/jira/{_visitor.CloudId}", (string?)app["apiBaseUrl"]);
        Assert.StartsWith("ari:cloud:ecosystem::installation/", (string)app["installationId"]!, StringComparison.Ordinal);
        Assert.Equal("""{"type":"core:endpoint","key":"endpoint"}""", app["module"]!.ToJsonString());
        Assert.Equal("PRODUCTION", (string?)app["environment"]!["type"]);
        Assert.Equal(
            ["app", "aud", "iss", "iat", "nbf", "exp", "jti"],
            claims.AsObject().Select(static claim => claim.Key));
    }

    [Fact]
    public void InvocationShouldDetermineTheClaims()
    {
        SimulatedSite second = SimulatedSite.WithContent("11111111-45db-4bf4-9e99-ef0ff456d421", "second");
        _visitor.Simulator.Sites = [.. _visitor.Simulator.Sites, second];
        JsonNode claims = ReadClaims(Forge.CreateInvocationToken(new SimulatedInvocation
        {
            Site = second,
            Products = ["confluence", "jira"],
            User = _visitor.Simulator.Account,
            ModuleType = "xen:macro",
            ModuleKey = "boot",
            Environment = "STAGING",
            License = new JsonObject { ["isActive"] = true },
            Context = new JsonObject { ["localId"] = "x", ["moduleKey"] = "other" },
            IsolatedCloudLabel = "label",
        }));
        Assert.Equal($"https://api.simulated.example/ex/confluence/{second.CloudId}", (string?)claims["app"]!["apiBaseUrl"]);
        Assert.Equal(["confluence", "jira"], claims["app"]!["installation"]!["contexts"]!.AsArray().Select(static context => (string?)context!["name"]));
        Assert.Equal("""{"isActive":true}""", claims["app"]!["license"]!.ToJsonString());
        Assert.Equal($$"""{"cloudId":"{{second.CloudId}}","siteUrl":"{{second.Url}}","moduleKey":"other","localId":"x"}""", claims["context"]!.ToJsonString());
        Assert.Equal((_visitor.Simulator.Account.AccountId, "label", "STAGING"), ((string?)claims["principal"], (string?)claims["icLabel"], (string?)claims["app"]!["environment"]!["type"]));
    }

    [Fact]
    public async Task TokensShouldBeSignedWithAPublishedKey()
    {
        string first = Forge.CreateInvocationToken();
        Assert.True(await IsSignedAsync(first));
        string id = Forge.RotateKey();
        string second = Forge.CreateInvocationToken();
        Assert.Equal(id, (string?)ReadHeader(second)["kid"]);
        Assert.Equal("RS256", (string?)ReadHeader(second)["alg"]);
        Assert.True(await IsSignedAsync(first));
        Assert.True(await IsSignedAsync(second));

        Forge.RetireOldKeys();
        Assert.False(await IsSignedAsync(first));
        Assert.True(await IsSignedAsync(second));
    }

    [Fact]
    public void InstallationShouldChangeOnlyWhenItIsInstalledAgain()
    {
        string installation = ReadInstallation();
        Assert.Equal(installation, ReadInstallation());
        Assert.Equal(Forge.Reinstall(), ReadInstallation());
        Assert.NotEqual(installation, ReadInstallation());

        string ReadInstallation() => (string)ReadClaims(Forge.CreateInvocationToken())["app"]!["installationId"]!;
    }

    [Fact]
    public async Task RequestShouldHaveTheTokens()
    {
        using HttpRequestMessage request = Forge.CreateRequest(HttpMethod.Post, "/events", new SimulatedInvocation { User = _visitor.Simulator.Account }, new JsonObject { ["a"] = 1 });
        Assert.Equal("/events", request.RequestUri!.OriginalString);
        Assert.Equal("Bearer", request.Headers.Authorization!.Scheme);
        Assert.Equal("""{"a":1}""", await request.Content!.ReadAsStringAsync());
        Assert.Equal("application/json", request.Content.Headers.ContentType!.MediaType);
        Assert.Equal((32, 16), (Header("x-b3-traceid").Length, Header("x-b3-spanid").Length));
        Assert.Equal(ManualTime.Start.AddHours(4).ToUnixTimeSeconds(), (long)ReadClaims(Header("x-forge-oauth-user"))["exp"]!);
        Assert.Equal("Ada Example", (string?)(await GetMyselfAsync(Header("x-forge-oauth-user"))).Body!["displayName"]);
        Assert.Equal("Service account", (string?)(await GetMyselfAsync(Header("x-forge-oauth-system"))).Body!["displayName"]);

        using HttpRequestMessage bare = Forge.CreateRequest(HttpMethod.Post, "/", new SimulatedInvocation { HasSystemToken = false });
        Assert.Equal(["Authorization", "x-b3-traceid", "x-b3-spanid"], bare.Headers.Select(static header => header.Key));
        using HttpRequestMessage withoutUserToken = Forge.CreateRequest(HttpMethod.Post, "/", new SimulatedInvocation { User = _visitor.Simulator.Account, HasUserToken = false });
        Assert.False(withoutUserToken.Headers.Contains("x-forge-oauth-user"));

        string Header(string name) => request.Headers.GetValues(name).Single();
    }

    [Fact]
    public async Task GatewayShouldAcceptTheTokensWithinTheirLimits()
    {
        SimulatedSite second = SimulatedSite.WithContent("11111111-45db-4bf4-9e99-ef0ff456d421", "second");
        _visitor.Simulator.Sites = [.. _visitor.Simulator.Sites, second];
        string token = Forge.CreateSystemToken();
        Assert.Equal(HttpStatusCode.OK, (await GetMyselfAsync(token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetMyselfAsync(token, second.CloudId)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetMyselfAsync(Forge.CreateSystemToken(second), second.CloudId)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetMyselfAsync(Forge.CreateInvocationToken())).Status);

        Forge.Scopes = ["write:jira-work"];
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetMyselfAsync(token)).Status);
        Forge.Scopes = ["read:jira-user"];
        _visitor.Time.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await GetMyselfAsync(token)).Status);
        _visitor.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetMyselfAsync(token)).Status);
    }

    private static JsonNode ReadHeader(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]))!;

    private static JsonNode ReadClaims(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;

    private async Task<bool> IsSignedAsync(string token)
    {
        JsonNode document = JsonNode.Parse(await _visitor.Client.GetStringAsync(Forge.KeysAddress))!;
        JsonNode? key = document["keys"]!.AsArray().SingleOrDefault(key => (string?)key!["kid"] == (string?)ReadHeader(token)["kid"]);
        if (key is null)
        {
            return false;
        }

        Assert.Equal(["kty", "use", "alg", "kid", "n", "e"], key.AsObject().Select(static member => member.Key));
        using RSA rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)key["n"]!), Exponent = Base64Url.DecodeFromChars((string)key["e"]!) });
        return rsa.VerifyData(
            Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), Base64Url.DecodeFromChars(token.Split('.')[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> GetMyselfAsync(string token, string? cloudId = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_visitor.Simulator.GatewayOrigin, $"/ex/jira/{cloudId ?? _visitor.CloudId}/rest/api/3/myself"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await _visitor.Client.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }
}
