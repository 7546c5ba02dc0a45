using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Leeway.Grants;

namespace Leeway.Runtime.Tests;

public class AtlassianOptionsTests
{
    private const string Secret = "s3cr3t-that-nobody-sees";

    private static readonly JsonSerializerOptions s_json = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), IncludeFields = true };

    [Theory]
    [InlineData("Importer")]
    [InlineData("Importer/2.1")]
    [InlineData("Importer/2.1 (nightly; build 7) Core/1.0")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void ValidUserAgentShouldBeAccepted(string? userAgent) => Assert.Equal(userAgent, new AtlassianOptions { UserAgent = userAgent }.UserAgent);

    [Theory]
    [InlineData("Importer/2.1\r\nHost: evil.example")]
    [InlineData("Importer\n")]
    [InlineData("Importer\0")]
    [InlineData("Importér/2.1")]
    [InlineData("Importer/2.1 (not closed")]
    [InlineData("Importer/")]
    [InlineData("a@b")]
    public void InvalidUserAgentShouldBeRefusedWhenItIsSet(string userAgent) =>
        Assert.Throws<ArgumentException>(() => new AtlassianOptions { UserAgent = userAgent });

    [Fact]
    public void NoSerializationShouldContainASecret()
    {
        AtlassianLogin[] logins =
        [
            AtlassianLogin.Consent,
            AtlassianLogin.ServiceAccount,
            AtlassianLogin.ApiToken("mia@example.com", Secret),
            AtlassianLogin.ScopedApiToken("mia@example.com", Secret),
            AtlassianLogin.ServiceAccountApiToken(Secret),
            AtlassianLogin.BearerToken(Secret),
            AtlassianLogin.Basic("mia@example.com", Secret),
            AtlassianLogin.ApiKey("X-Api-Key", Secret),
            AtlassianLogin.None,
        ];
        foreach (AtlassianLogin login in logins)
        {
            AtlassianOptions options = new() { ClientId = "an-app", ClientSecret = Secret, Login = login };
            options.CallHandlers.Add(static () => throw new InvalidOperationException());
            string json = JsonSerializer.Serialize(options, s_json);
            Assert.Contains("an-app", json, StringComparison.Ordinal);
            foreach (string text in (string[])[json, JsonSerializer.Serialize(login, s_json), options.ToString()!, login.ToString(), JsonSerializer.Serialize(new AccessToken(Secret), s_json)])
            {
                Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
                Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("mia@example.com:" + Secret)), text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void SecretShouldStillBeReadFromJson() =>
        Assert.Equal(Secret, JsonSerializer.Deserialize<AtlassianOptions>($$"""{ "ClientSecret": "{{Secret}}" }""", s_json)!.ClientSecret);

    [Theory]
    [InlineData("https://api.example.com/v1")]
    [InlineData("https://api.example.com")]
    [InlineData("https://marketplace.atlassian.com/rest/2")]
    [InlineData("http://localhost:8080/v1")]
    [InlineData("http://127.0.0.1:8080")]
    public void ServerShouldBeAnAddress(string server) => Assert.Null(Validate(AtlassianLogin.BearerToken("token"), server));

    [Theory]
    [InlineData("/v1")]
    [InlineData("http://api.example.com/v1")]
    [InlineData("ftp://api.example.com/v1")]
    [InlineData("https://mia:secret@api.example.com/v1")]
    [InlineData("https://api.example.com/v1?key=secret")]
    [InlineData("https://api.example.com/v1#secret")]
    [InlineData("https://api.example.com//v1")]
    public void OtherServerShouldBeRefusedWithoutBeingPrinted(string server)
    {
        string problem = Validate(AtlassianLogin.BearerToken("token"), server)!;
        Assert.StartsWith("Server is not an https address without user information, query and fragment", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ServerShouldNotBeTheGateway() => Assert.Equal(
        "Server is Atlassian's gateway. Remove it: calls to Atlassian need no Server.", Validate(AtlassianLogin.BearerToken("token"), "https://api.atlassian.com/admin"));

    [Fact]
    public void AtlassiansLoginShouldHaveNoServer()
    {
        foreach (AtlassianLogin login in (AtlassianLogin[])
        [
            AtlassianLogin.Consent,
            AtlassianLogin.ServiceAccount,
            AtlassianLogin.ApiToken("mia@example.com", Secret),
            AtlassianLogin.ScopedApiToken("mia@example.com", Secret),
            AtlassianLogin.ServiceAccountApiToken(Secret),
        ])
        {
            Assert.Equal(
                $"Server is set, but the login ({login}) is Atlassian's and is sent to Atlassian only. Remove Server, or set Login to the login of that host: "
                + "AtlassianLogin.BearerToken, Basic, ApiKey or None.",
                Validate(login, "https://api.bitbucket.org/2.0"));
        }
    }

    [Fact]
    public void LoginOfAnotherHostShouldHaveAServer()
    {
        const string Advice = "Set it to the address of the API, such as https://api.example.com/v1: the login (";
        Assert.StartsWith("Server is not set. " + Advice, Validate(AtlassianLogin.Basic("mia", Secret), null), StringComparison.Ordinal);
        Assert.StartsWith("Server is not set. " + Advice, Validate(AtlassianLogin.ApiKey("X-Key", Secret), null), StringComparison.Ordinal);
        Assert.Null(Validate(AtlassianLogin.BearerToken(Secret), null));
        Assert.Null(Validate(AtlassianLogin.None, null));
    }

    private static string? Validate(AtlassianLogin login, string? server) =>
        new AtlassianOptionsValidator().Validate(null, new AtlassianOptions
        {
            ClientId = "id",
            ClientSecret = "x",
            Site = "https://example.atlassian.net",
            Login = login,
            Server = server is null ? null : new Uri(server, UriKind.RelativeOrAbsolute),
        }).FailureMessage;
}
