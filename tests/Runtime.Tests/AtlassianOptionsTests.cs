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
}
