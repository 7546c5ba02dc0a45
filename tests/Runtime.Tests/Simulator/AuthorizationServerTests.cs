using Leeway.Simulator.Authorization;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>The rows of the table in docs/grants.md, one by one.</summary>
public sealed class AuthorizationServerTests
{
    private static readonly TimeSpan s_leeway = TimeSpan.FromMinutes(10);

    private readonly ManualTime _time = new();
    private readonly AuthorizationServerOptions _options = new();
    private readonly AuthorizationServer _server;

    public AuthorizationServerTests()
    {
        _server = new AuthorizationServer(_time, _options, new Random(7))
        {
            SignedIn = new Account { AccountId = "account", Name = "Ada", Email = "ada@example.com" },
            ConsentedCloudIds = ["cloud"],
        };
        _server.Register(new RegisteredApp { ClientId = "client", ClientSecret = "secret", RedirectUri = "https://app.example/callback", Scopes = ["read:jira-work"] });
        _server.Register(new RegisteredApp { ClientId = "other", ClientSecret = "secret" });
    }

    [Fact]
    public void Row1WrongSecretShouldLeaveTheTokenUnspent()
    {
        TokenAnswer pair = SignIn();

        TokenAnswer refused = _server.Exchange(Refresh(pair.RefreshToken) with { ClientSecret = "wrong" });

        AssertRefused(refused, 401, 1, "access_denied", "Unauthorized");
        Assert.Equal(5, Exchange(pair.RefreshToken).Row);
    }

    [Fact]
    public void Row2MalformedRequestShouldBeInvalid()
    {
        AssertRefused(_server.Exchange(null), 400, 2, "invalid_request");
        AssertRefused(Exchange(null), 400, 2, "invalid_request");
        AssertRefused(_server.Exchange(Refresh("x") with { GrantType = "password" }), 400, 2, "invalid_request");
    }

    [Fact]
    public void Row4TokenOfAnotherClientShouldBeRefusedWithoutEffect()
    {
        TokenAnswer pair = SignIn();

        AssertRefused(_server.Exchange(Refresh(pair.RefreshToken) with { ClientId = "other" }), 403, 4, "unauthorized_client", "refresh_token is invalid");
        AssertRefused(Exchange("never issued"), 403, 4, "unauthorized_client", "refresh_token is invalid");

        Assert.Equal(5, Exchange(pair.RefreshToken).Row);
    }

    [Fact]
    public void Row5ExchangeShouldPutTheOldPairIntoGrace()
    {
        TokenAnswer first = SignIn();
        TokenAnswer second = Exchange(first.RefreshToken);

        Assert.Equal(5, second.Row);
        Assert.Equal(3600, second.ExpiresIn);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal([RefreshTokenState.Graced, RefreshTokenState.Current], States());
        Assert.True(_server.Inspect(first.AccessToken!).IsUsable);

        _time.Advance(s_leeway);
        Assert.Equal([RefreshTokenState.Retired, RefreshTokenState.Current], States());
        Assert.Equal("companion retired", _server.Inspect(first.AccessToken!).Refusal);
        Assert.True(_server.Inspect(second.AccessToken!).IsUsable);
    }

    [Fact]
    public void Row6AllSiblingsShouldLiveUntilOneIsExchanged()
    {
        TokenAnswer first = SignIn();
        TokenAnswer a = Exchange(first.RefreshToken);
        TokenAnswer b = Exchange(first.RefreshToken);

        Assert.Equal(6, b.Row);
        Assert.Equal([RefreshTokenState.Graced, RefreshTokenState.Current, RefreshTokenState.Current], States());

        Exchange(a.RefreshToken);
        Assert.Equal(
            [RefreshTokenState.Graced, RefreshTokenState.Graced, RefreshTokenState.Graced, RefreshTokenState.Current], States());
        Assert.NotEqual(a.RefreshToken, b.RefreshToken);
    }

    [Fact]
    public void Row6LeewayShouldCountFromTheFirstExchange()
    {
        TokenAnswer first = SignIn();
        Exchange(first.RefreshToken);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(6, Exchange(first.RefreshToken).Row);
        _time.Advance(TimeSpan.FromMinutes(1));

        AssertRefused(Exchange(first.RefreshToken), 403, 8, "unauthorized_client");
    }

    [Fact]
    public void Row6LastSiblingShouldWinIfThePolicySaysSo()
    {
        _options.Siblings = SiblingPolicy.LastWins;
        TokenAnswer first = SignIn();
        TokenAnswer a = Exchange(first.RefreshToken);
        TokenAnswer b = Exchange(first.RefreshToken);

        Assert.Equal([RefreshTokenState.Graced, RefreshTokenState.Graced, RefreshTokenState.Current], States());
        _time.Advance(s_leeway);
        Assert.Equal("companion retired", _server.Inspect(a.AccessToken!).Refusal);
        Assert.Equal(5, Exchange(b.RefreshToken).Row);
    }

    [Fact]
    public void Row6RepetitionShouldReturnTheSamePairIfThePolicySaysSo()
    {
        _options.Siblings = SiblingPolicy.Idempotent;
        TokenAnswer first = SignIn();
        TokenAnswer a = Exchange(first.RefreshToken);
        _time.Advance(TimeSpan.FromMinutes(1));
        TokenAnswer b = Exchange(first.RefreshToken);

        Assert.Equal(a.RefreshToken, b.RefreshToken);
        Assert.Equal(a.AccessToken, b.AccessToken);
        Assert.Equal(3540, b.ExpiresIn);
    }

    [Fact]
    public void Row6OnlyTheFirstSiblingShouldWorkIfThePolicySaysSo()
    {
        _options.Siblings = SiblingPolicy.FirstWins;
        TokenAnswer first = SignIn();
        TokenAnswer a = Exchange(first.RefreshToken);
        TokenAnswer b = Exchange(first.RefreshToken);

        AssertRefused(Exchange(b.RefreshToken), 403, 8, "unauthorized_client");
        AssertRefused(Exchange(a.RefreshToken), 403, 11, "unauthorized_client");
    }

    [Theory]
    [InlineData(SecondToLastPolicy.Strict, true)]
    [InlineData(SecondToLastPolicy.Lenient, false)]
    public void Row7SecondToLastTokenShouldBeTreatedAsThePolicySays(SecondToLastPolicy policy, bool revokes)
    {
        _options.SecondToLast = policy;
        TokenAnswer first = SignIn();
        TokenAnswer second = Exchange(first.RefreshToken);
        Exchange(second.RefreshToken);

        TokenAnswer repeated = Exchange(first.RefreshToken);

        Assert.Equal(7, repeated.Row);
        Assert.Equal(!revokes, repeated.IsIssued);
        Assert.Equal(revokes ? FamilyEnd.Reuse : null, _server.Families[0].End);
    }

    [Fact]
    public void Row8ReuseShouldRevokeTheFamilyAndItsAccessTokens()
    {
        TokenAnswer first = SignIn();
        TokenAnswer second = Exchange(first.RefreshToken);
        _time.Advance(s_leeway);

        AssertRefused(Exchange(first.RefreshToken), 403, 8, "unauthorized_client", "refresh_token is invalid");

        Assert.Equal(FamilyEnd.Reuse, _server.Families[0].End);
        Assert.Equal("family revoked", _server.Inspect(second.AccessToken!).Refusal);
        AssertRefused(Exchange(second.RefreshToken), 403, 11, "unauthorized_client");
    }

    [Fact]
    public void Row9IdleTokenShouldExpireWithoutFurtherPenalty()
    {
        TokenAnswer pair = SignIn();
        _time.Advance(TimeSpan.FromDays(90));
        TokenAnswer renewed = Exchange(pair.RefreshToken);
        Assert.Equal(5, renewed.Row);

        _time.Advance(TimeSpan.FromDays(90) + TimeSpan.FromSeconds(1));
        AssertRefused(Exchange(renewed.RefreshToken), 403, 9, "unauthorized_client");
        Assert.Null(_server.Families[0].End);
    }

    [Fact]
    public void Row10AbsoluteLimitShouldRevokeTheFamily()
    {
        _options.AbsoluteLimit = TimeSpan.FromDays(30);
        TokenAnswer pair = SignIn();
        _time.Advance(TimeSpan.FromDays(20));
        pair = Exchange(pair.RefreshToken);
        _time.Advance(TimeSpan.FromDays(11));

        AssertRefused(Exchange(pair.RefreshToken), 403, 10, "unauthorized_client");
        Assert.Equal(FamilyEnd.AbsoluteLimit, _server.Families[0].End);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Row11WithdrawnGrantShouldRefuseEverything(bool accessOutlives)
    {
        _options.WithdrawnAccessOutlivesLeeway = accessOutlives;
        TokenAnswer pair = SignIn();

        Assert.True(_server.Withdraw("client", "account"));

        AssertRefused(Exchange(pair.RefreshToken), 403, 11, "unauthorized_client");
        Assert.Equal(accessOutlives, _server.Inspect(pair.AccessToken!).IsUsable);
        _time.Advance(s_leeway);
        Assert.False(_server.Inspect(pair.AccessToken!).IsUsable);
        Assert.False(_server.Withdraw("client", "account"));
    }

    [Fact]
    public void Row12ChangedPasswordShouldRefuseUntilItIsChangedBack()
    {
        TokenAnswer pair = SignIn();
        _server.SignedIn!.PasswordChanged = true;
        AssertRefused(Exchange(pair.RefreshToken), 403, 12, "invalid_grant");

        _server.SignedIn!.PasswordChanged = false;
        Assert.Equal(5, Exchange(pair.RefreshToken).Row);
    }

    [Fact]
    public void Row13ResponseWithoutRefreshTokenShouldLeaveThePresentedOneCurrent()
    {
        TokenAnswer pair = SignIn();
        _server.OmitRefreshToken(1);

        TokenAnswer first = Exchange(pair.RefreshToken);
        Assert.Equal(13, first.Row);
        Assert.Null(first.RefreshToken);
        Assert.Equal(5, Exchange(pair.RefreshToken).Row);
    }

    [Theory]
    [InlineData(NewConsentEffect.KeepsFamilies)]
    [InlineData(NewConsentEffect.RevokesFamilies)]
    public void Row14NewConsentShouldTreatTheFormerFamilyAsThePolicySays(NewConsentEffect effect)
    {
        _options.NewConsent = effect;
        TokenAnswer former = SignIn();
        TokenAnswer later = SignIn();

        Assert.Equal(14, later.Row);
        Assert.Equal(2, _server.Families.Count);
        Assert.Same(_server.Families[0].Grant, _server.Families[1].Grant);
        Assert.Equal(effect == NewConsentEffect.KeepsFamilies, Exchange(former.RefreshToken).IsIssued);
        Assert.True(Exchange(later.RefreshToken).IsIssued);
    }

    [Fact]
    public void NewConsentWithFewerScopesShouldNarrowIssuedTokens()
    {
        TokenAnswer wide = SignIn("read:jira-work offline_access");
        SignIn("offline_access");

        Assert.Equal(["offline_access"], _server.Inspect(wide.AccessToken!).Token!.Grant!.Scopes);
    }

    [Fact]
    public void Row15WithoutOfflineAccessThereShouldBeNoRefreshToken()
    {
        TokenAnswer answer = SignIn("read:jira-work");

        Assert.Equal(15, answer.Row);
        Assert.Null(answer.RefreshToken);
        Assert.Empty(_server.Families);
        Assert.True(_server.Inspect(answer.AccessToken!).IsUsable);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("expired", _server.Inspect(answer.AccessToken!).Refusal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Row16CodeShouldWorkOnce(bool revokes)
    {
        _options.CodeReuseRevokesFamily = revokes;
        string code = Consent("offline_access");
        TokenAnswer pair = ExchangeCode(code);

        AssertRefused(ExchangeCode(code), 403, 16, "invalid_grant");
        Assert.Equal(!revokes, Exchange(pair.RefreshToken).IsIssued);
    }

    [Fact]
    public void Row16CodeShouldBeBoundToItsAddressAndItsTime()
    {
        string code = Consent("offline_access");
        TokenAnswer elsewhere = _server.Exchange(CodeRequest(code) with { RedirectUri = "https://app.example/other" });
        AssertRefused(elsewhere, 403, 16, "invalid_grant");

        _time.Advance(TimeSpan.FromMinutes(5));
        AssertRefused(ExchangeCode(code), 403, 16, "invalid_grant");
    }

    [Fact]
    public void DocumentedDialectShouldBeInvalidGrant()
    {
        _options.Errors = ErrorDialect.Documented;
        AssertRefused(Exchange("never issued"), 403, 4, "invalid_grant", "Unknown or invalid refresh token.");
    }

    [Fact]
    public void MixedDialectShouldUseEveryStatusReported()
    {
        _options.Errors = ErrorDialect.Mixed;
        Assert.Equal([400, 401, 403, 400, 403], Enumerable.Range(0, 5).Select(_ => Exchange("never issued").Status));
    }

    [Theory]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", null)]
    [InlineData("response_type", "unsupported_response_type")]
    [InlineData("audience", "invalid_request")]
    [InlineData("prompt", "invalid_request")]
    [InlineData("scope", "invalid_scope")]
    public void AuthorizeShouldRefuseWhatTheConsoleDoesNotAllow(string wrong, string? error)
    {
        Dictionary<string, string> query = AuthorizeQuery("read:jira-work offline_access");
        query[wrong] = "wrong";

        AuthorizeAnswer answer = _server.Authorize(AuthorizeRequest.From(query));

        Assert.Equal(error is null, answer.Redirect is null);
        if (error is not null)
        {
            Assert.Equal($"https://app.example/callback?error={error}&state=s%201", answer.Redirect);
        }
    }

    [Fact]
    public void DeclinedConsentShouldReturnAccessDenied()
    {
        _server.DeclinesConsent = true;
        AuthorizeAnswer answer = _server.Authorize(AuthorizeRequest.From(AuthorizeQuery("offline_access")));
        Assert.Equal("https://app.example/callback?error=access_denied&state=s%201", answer.Redirect);
    }

    [Fact]
    public void EventsShouldDescribeTheHistoryOfAFamily()
    {
        TokenAnswer first = SignIn();
        Exchange(first.RefreshToken);
        Exchange(first.RefreshToken);
        _time.Advance(s_leeway);
        Exchange(first.RefreshToken);

        Assert.Equal(
            [
                AuthorizationEventKind.Consented,
                AuthorizationEventKind.CodeExchanged,
                AuthorizationEventKind.Rotated,
                AuthorizationEventKind.Repeated,
                AuthorizationEventKind.FamilyRevoked,
                AuthorizationEventKind.Refused,
            ],
            _server.Events.Select(e => e.Kind));
        Assert.Equal(2, _server.Exchanges);
        Assert.Equal(4, _server.TokenRequests);
    }

    [Theory]
    [InlineData("application/json", """{"grant_type":"refresh_token","client_id":"client","client_secret":"secret","refresh_token":"a b"}""")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=refresh_token&client_id=client&client_secret=secret&refresh_token=a+b")]
    public void TokenRequestShouldBeReadFromJsonAndForm(string contentType, string body)
    {
        Assert.True(TokenRequest.TryParse(contentType, System.Text.Encoding.UTF8.GetBytes(body), out TokenRequest? request));
        Assert.Equal(Refresh("a b"), request);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public void TokenRequestThatIsNotAJsonObjectShouldBeRefused(string body) =>
        Assert.False(TokenRequest.TryParse("application/json", System.Text.Encoding.UTF8.GetBytes(body), out _));

    private static void AssertRefused(TokenAnswer answer, int status, int row, string error, string? description = null)
    {
        Assert.Equal((status, row, error), (answer.Status, answer.Row, answer.Error));
        if (description is not null)
        {
            Assert.Equal(description, answer.ErrorDescription);
        }

        Assert.False(answer.IsIssued);
    }

    private static Dictionary<string, string> AuthorizeQuery(string scope) => new()
    {
        ["audience"] = "api.atlassian.com",
        ["client_id"] = "client",
        ["scope"] = scope,
        ["redirect_uri"] = "https://app.example/callback",
        ["state"] = "s 1",
        ["response_type"] = "code",
        ["prompt"] = "consent",
    };

    private static TokenRequest Refresh(string? token) =>
        new() { GrantType = "refresh_token", ClientId = "client", ClientSecret = "secret", RefreshToken = token };

    private static TokenRequest CodeRequest(string code) => new()
    {
        GrantType = "authorization_code",
        ClientId = "client",
        ClientSecret = "secret",
        Code = code,
        RedirectUri = "https://app.example/callback",
    };

    private RefreshTokenState[] States() =>
        [.. _server.Families[0].RefreshTokens.Select(token => token.StateAt(_time.GetUtcNow()))];

    private TokenAnswer SignIn(string scope = "read:jira-work offline_access") => ExchangeCode(Consent(scope));

    private string Consent(string scope)
    {
        AuthorizeAnswer answer = _server.Authorize(AuthorizeRequest.From(AuthorizeQuery(scope)));
        string query = new Uri(answer.Redirect!).Query;
        return Uri.UnescapeDataString(query["?code=".Length..query.IndexOf('&', StringComparison.Ordinal)]);
    }

    private TokenAnswer ExchangeCode(string code) => _server.Exchange(CodeRequest(code));

    private TokenAnswer Exchange(string? refreshToken) => _server.Exchange(Refresh(refreshToken));
}
