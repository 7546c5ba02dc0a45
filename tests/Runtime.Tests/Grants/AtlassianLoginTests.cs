using System.Text;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>What a login sends, how it describes itself, and which credentials are refused. <c>LoginTests</c> calls with each of them.</summary>
public sealed class AtlassianLoginTests
{
    private const string InvalidText = "It contains a space or another invalid character. Check that only the value itself was copied.";

    [Fact]
    public void LoginsShouldDescribeThemselves()
    {
        Assert.Equal(
            [
                "users' consent", "service account", "no login", "token of each call", "API token (not shown)", "API token with scopes (not shown)",
                "service account's API token (not shown)", "bearer token (not shown)", "user name and password (not shown)", "API key (not shown)",
            ],
            CreateAll().Select(static login => login.ToString()));
        Assert.Equal(
            [
                LoginKind.Consent, LoginKind.ServiceAccount, LoginKind.None, LoginKind.PerCall, LoginKind.SiteApiToken, LoginKind.GatewayApiToken,
                LoginKind.GatewayApiToken, LoginKind.BearerToken, LoginKind.Basic, LoginKind.ApiKey,
            ],
            CreateAll().Select(static login => login.Kind));
    }

    [Fact]
    public void OnlyLoginsOfOtherHostsShouldBeForeign() =>
        Assert.Equal(
            [LoginKind.None, LoginKind.Basic, LoginKind.ApiKey],
            CreateAll().Where(static login => login.IsForeign).Select(static login => login.Kind));

    [Fact]
    public void HeaderShouldBeAuthorizationExceptForAKey()
    {
        Assert.All(CreateAll().Where(static login => login.Kind != LoginKind.ApiKey), static login => Assert.Equal("Authorization", login.Header));
        Assert.Equal("X-Api-Key", AtlassianLogin.ApiKey("X-Api-Key", "key").Header);
    }

    [Fact]
    public async Task FixedLoginShouldHaveItsSchemeAndCredentials()
    {
        Assert.Equal(("Basic", Encode("ada@example.com:token"), null), await DescribeAsync(AtlassianLogin.ApiToken("ada@example.com", "token")));
        Assert.Equal(("Basic", Encode("ada@example.com:token"), null), await DescribeAsync(AtlassianLogin.ScopedApiToken("ada@example.com", "token")));
        Assert.Equal(("Bearer", "token", null), await DescribeAsync(AtlassianLogin.ServiceAccountApiToken("token")));
        Assert.Equal(("Bearer", "token", null), await DescribeAsync(AtlassianLogin.BearerToken("token")));
        Assert.Equal(("Basic", Encode("Zoë Bell:pässword : 1"), null), await DescribeAsync(AtlassianLogin.Basic("Zoë Bell", "pässword : 1")));
        Assert.Equal(("Basic", Encode("mia:"), null), await DescribeAsync(AtlassianLogin.Basic("mia", "")));
        Assert.Equal(("", "GenieKey a b", "Authorization"), await DescribeAsync(AtlassianLogin.ApiKey("Authorization", "GenieKey a b")));
        Assert.All(
            CreateAll().Where(static login => login.Kind is LoginKind.Consent or LoginKind.ServiceAccount or LoginKind.None or LoginKind.PerCall),
            static login => Assert.Null(login.Fixed));
    }

    [Fact]
    public async Task FixedLoginShouldHaveNoOtherTokenAndNoScopes()
    {
        FixedLogin login = AtlassianLogin.BearerToken("token").Fixed!;

        Assert.Null(await login.GetAccessTokenAfterAsync(GrantId.Default, new AccessToken("token"), CancellationToken.None));
        Assert.Null(login.GetScopes(GrantId.Default));
    }

    [Fact]
    public async Task LoginOfACallShouldExplainHowToPassAToken()
    {
        const string Message = "The registration logs in with AtlassianLogin.PerCall, and the call has no token. Pass CallSettings.Target, for example with client.WithSettings(invocation.AsApp()).";
        ILogin login = new PerCallLogin();
        AccessToken token = new("a");

        Assert.Equal(
            Message, (await Assert.ThrowsAsync<InvalidOperationException>(async () => await login.GetAccessTokenAsync(GrantId.Default, CancellationToken.None))).Message);
        Assert.Equal(
            Message,
            (await Assert.ThrowsAsync<InvalidOperationException>(async () => await login.GetAccessTokenAfterAsync(GrantId.Default, token, CancellationToken.None))).Message);
        Assert.Null(login.GetScopes(GrantId.Default));
        Assert.Equal(("Bearer", null), (login.Scheme, login.KeyHeader));
        await login.CheckRefusedAsync(GrantId.Default, token, CancellationToken.None);
    }

    [Theory]
    [InlineData("!", true)]
    [InlineData("~", true)]
    [InlineData("a~!b", true)]
    [InlineData(" ", false)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    [InlineData("a\t", false)]
    [InlineData("é", false)]
    public void TokenShouldHaveVisibleCharactersOnly(string token, bool isAccepted)
    {
        Func<AtlassianLogin>[] logins =
        [
            () => AtlassianLogin.ApiToken("ada@example.com", token), () => AtlassianLogin.ScopedApiToken("ada@example.com", token),
            () => AtlassianLogin.ServiceAccountApiToken(token), () => AtlassianLogin.BearerToken(token),
        ];
        foreach (Func<AtlassianLogin> create in logins)
        {
            AssertCreated(create, isAccepted ? null : (InvalidText, "token"));
        }

        AssertCreated(() => AtlassianLogin.ApiToken(token, "token"), isAccepted ? null : (InvalidText, "email"));
    }

    [Fact]
    public void MissingCredentialsShouldBeNamed()
    {
        Assert.Equal("email", Assert.Throws<ArgumentException>(static () => AtlassianLogin.ApiToken("", "token")).ParamName);
        Assert.Equal("token", Assert.Throws<ArgumentException>(static () => AtlassianLogin.ApiToken("ada@example.com", "")).ParamName);
        Assert.Equal("token", Assert.Throws<ArgumentNullException>(static () => AtlassianLogin.BearerToken(null!)).ParamName);
        Assert.Equal("user", Assert.Throws<ArgumentException>(static () => AtlassianLogin.Basic("", "password")).ParamName);
        Assert.Equal("password", Assert.Throws<ArgumentNullException>(static () => AtlassianLogin.Basic("mia", null!)).ParamName);
        Assert.DoesNotContain("purpose", Assert.Throws<ArgumentException>(static () => AtlassianLogin.ApiKey("", "key")).Message, StringComparison.Ordinal);
        Assert.Equal("header", Assert.Throws<ArgumentNullException>(static () => AtlassianLogin.ApiKey(null!, "key")).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(static () => AtlassianLogin.ApiKey("X-Api-Key", null!)).ParamName);
    }

    [Fact]
    public void NameWithAColonShouldBeRefused()
    {
        AssertCreated(static () => AtlassianLogin.ApiToken("ada:x", "token"), ("An email address cannot contain a colon.", "email"));
        AssertCreated(static () => AtlassianLogin.Basic("mia:x", "password"), ("A user name cannot contain a colon.", "user"));
        AssertCreated(static () => AtlassianLogin.Basic("mia\u0001", "password"), (InvalidText, "user"));
        AssertCreated(static () => AtlassianLogin.Basic("mia", "pass\u0085word"), (InvalidText, "password"));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a b~", true)]
    [InlineData(" a", false)]
    [InlineData("a ", false)]
    [InlineData(" ", false)]
    [InlineData("a\u001fb", false)]
    [InlineData("a\u007fb", false)]
    public void KeyShouldFitAHeader(string key, bool isAccepted) =>
        AssertCreated(() => AtlassianLogin.ApiKey("X-Api-Key", key), isAccepted ? null : (InvalidText, "value"));

    [Theory]
    [InlineData("X-Api-Key")]
    [InlineData("Authorization")]
    [InlineData("x_!#$%&'*+.^`|~9")]
    [InlineData("ContentKey")]
    public void HeaderOfAnApiShouldBeAccepted(string header) => Assert.Null(ApiKeyHeader.FindFault(header));

    [Theory]
    [InlineData("X Key")]
    [InlineData("X-Key:")]
    [InlineData("X-Ké")]
    [InlineData("\"X\"")]
    public void TextThatIsNotAHeaderShouldNotBeQuoted(string header) => Assert.Equal(
        "It is not a valid header name. Use the name that the API documents, such as X-Api-Key.", ApiKeyHeader.FindFault(header));

    [Theory]
    [InlineData("Connection")]
    [InlineData("Date")]
    [InlineData("Expect")]
    [InlineData("Forwarded")]
    [InlineData("From")]
    [InlineData("host")]
    [InlineData("HTTP2-Settings")]
    [InlineData("Keep-Alive")]
    [InlineData("Max-Forwards")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Proxy-Connection")]
    [InlineData("Referer")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("Via")]
    [InlineData("Accept")]
    [InlineData("content-secret")]
    [InlineData("Expires")]
    public void HeaderWithAnotherPurposeShouldBeNamed(string header) => Assert.Equal(
        $"The header {header} has another purpose, so it cannot contain a key. Use the header that the API documents, such as X-Api-Key.",
        ApiKeyHeader.FindFault(header));

    private static AtlassianLogin[] CreateAll() =>
    [
        AtlassianLogin.Consent, AtlassianLogin.ServiceAccount, AtlassianLogin.None, AtlassianLogin.PerCall, AtlassianLogin.ApiToken("ada@example.com", "token"),
        AtlassianLogin.ScopedApiToken("ada@example.com", "token"), AtlassianLogin.ServiceAccountApiToken("token"), AtlassianLogin.BearerToken("token"),
        AtlassianLogin.Basic("mia", "password"), AtlassianLogin.ApiKey("X-Api-Key", "key"),
    ];

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<(string Scheme, string Credentials, string? KeyHeader)> DescribeAsync(AtlassianLogin login) =>
        (login.Fixed!.Scheme, (await login.Fixed.GetAccessTokenAsync(GrantId.Default, CancellationToken.None)).Reveal(), login.Fixed.KeyHeader);

    private static void AssertCreated(Func<AtlassianLogin> create, (string Message, string Name)? problem)
    {
        if (problem is not { } expected)
        {
            Assert.NotNull(create());
            return;
        }

        ArgumentException exception = Assert.Throws<ArgumentException>(create);
        Assert.Equal((expected.Name, $"{expected.Message} (Parameter '{expected.Name}')"), (exception.ParamName, exception.Message));
    }
}
