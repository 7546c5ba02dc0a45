using System.Security.Cryptography;
using System.Text;
using System.Web;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Faults;

namespace Leeway.Runtime.Tests.Grants;

public sealed class AuthorizationCodeFlowTests
{
    private const string StateMismatch = "The callback does not belong to this sign-in: its state is missing or does not match.";

    private const string CodeRefused = "The authorization server refused the code: 403 invalid_grant Invalid authorization code.";

    private const string NoCode = "The callback has neither a code nor an error.";

    private readonly GrantWorld _world = new();

    private AuthorizationCodeFlow Flow => _world.Node.SignIn;

    [Fact]
    public void AddressShouldHaveTheParametersOfTheConsentScreen()
    {
        AuthorizationRequest request = Flow.Begin();

        Assert.Equal("https://auth.simulated.example/authorize", request.Address.GetLeftPart(UriPartial.Path));
        var query = HttpUtility.ParseQueryString(request.Address.Query);
        Assert.Equal(
            ["audience", "client_id", "scope", "redirect_uri", "state", "response_type", "prompt"], query.AllKeys.Select(static key => key!));
        Assert.Equal("api.atlassian.com", query["audience"]);
        Assert.Equal(GrantWorld.Scopes, query["scope"]);
        Assert.Equal("http://127.0.0.1/callback", query["redirect_uri"]);
        Assert.Equal(request.State, query["state"]);
        Assert.Equal(("code", "consent"), (query["response_type"], query["prompt"]));
        Assert.Null(request.CodeVerifier);
        Assert.NotEqual(request.State, Flow.Begin().State);
    }

    [Fact]
    public async Task PkceShouldBeSentInAdditionToTheSecret()
    {
        AuthorizationRequest request = Flow.Begin(withPkce: true);

        var query = HttpUtility.ParseQueryString(request.Address.Query);
        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(request.CodeVerifier!));
        Assert.Equal(Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_'), query["code_challenge"]);
        Assert.Equal("S256", query["code_challenge_method"]);

        await Flow.CompleteAsync(request, _world.Follow(request.Address));
        string body = Encoding.UTF8.GetString(_world.Simulator.Requests[^1].Body.Span);
        Assert.Contains($"\"code_verifier\":\"{request.CodeVerifier}\"", body, StringComparison.Ordinal);
        Assert.Contains("client_secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public void AdditionalScopesShouldFollowThoseOfTheOptions()
    {
        AuthorizationRequest request = Flow.Begin(additionalScopes: ["manage:jira-project", "read:jira-work", "manage:jira-project"]);

        Assert.Equal($"{GrantWorld.Scopes} manage:jira-project", HttpUtility.ParseQueryString(request.Address.Query)["scope"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("read:jira-work write:jira-work")]
    [InlineData("read\"")]
    [InlineData("read\\")]
    [InlineData("read\n")]
    [InlineData("lès")]
    [InlineData(null)]
    public void TextThatIsNotAScopeShouldBeRejected(string? scope)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Flow.Begin(additionalScopes: ["read:me", scope!]));

        Assert.Equal("additionalScopes", exception.ParamName);
        Assert.Equal(
            $"'{scope?.Replace('\n', ' ')}' is not a scope. A scope consists of printable ASCII characters other than the space, the quotation mark and the backslash. (Parameter 'additionalScopes')",
            exception.Message);
    }

    [Fact]
    public async Task CodeShouldNotBeSentIfTheStoreCannotBeRead()
    {
        AuthorizationRequest request = Flow.Begin();
        Uri callback = _world.Follow(request.Address);
        _world.Store.FailsReads = true;
        await Assert.ThrowsAsync<TokenUnavailableException>(() => Flow.CompleteAsync(request, callback));
        Assert.Equal(0, _world.TokenRequests);

        _world.Store.FailsReads = false;
        await Flow.CompleteAsync(request, callback);
        Assert.NotNull(await _world.StoredAsync());
    }

    [Fact]
    public async Task TokensShouldBeStoredEvenIfTheBrowserDisconnects()
    {
        AuthorizationRequest request = Flow.Begin();
        using CancellationTokenSource browser = new();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(2)));
        Task<CompletedSignIn> signIn = Flow.CompleteAsync(request, _world.Follow(request.Address), cancellationToken: browser.Token);
        await browser.CancelAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((await signIn).Grant, await _world.StoredAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Flow.CompleteAsync(request, new Uri("http://127.0.0.1/callback?code=c&state=" + request.State), cancellationToken: browser.Token));
        Assert.Equal(1, _world.TokenRequests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TokensShouldBeWrittenAgainUntilTheStoreAcceptsThem(bool seemsToFail)
    {
        await _world.SignInAsync();
        _world.Store.FailsAfterWriting = seemsToFail;
        _world.Store.FailsWrite = static _ => true;
        Task<CompletedSignIn> signIn = _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(seemsToFail, signIn.IsCompleted);

        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromSeconds(30));

        CompletedSignIn completed = await signIn;
        Assert.Equal(completed.Grant, await _world.StoredAsync());
        Assert.Empty(completed.LostScopes);
    }

    [Fact]
    public async Task StoreThatNeverAcceptsTheTokensShouldBeReported()
    {
        _world.Store.FailsWrite = static _ => true;
        Task<CompletedSignIn> signIn = _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => signIn);
        Assert.Contains("sign in again", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaterSignInShouldNotBeOverwrittenByASlowEarlierOne()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        _world.Store.FailsWrite = static _ => true;
        Task<CompletedSignIn> earlier = _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        _world.Store.FailsWrite = null;
        Grant later = (await _world.SignInAsync(other)).Grant;
        _world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(later, (await earlier).Grant);
        Assert.Equal(later, await _world.StoredAsync());
    }

    [Theory]
    [InlineData("?error=access_denied&state={0}", SignInFailure.Declined, "The user declined.")]
    [InlineData("?error=invalid_scope&state={0}", SignInFailure.RequestRefused, "The authorization server refused the request: invalid_scope.")]
    [InlineData("?state={0}&error=no+such%20scope&code=c", SignInFailure.RequestRefused, "The authorization server refused the request: no such scope.")]
    [InlineData("?state={0}&error&code=c", SignInFailure.RequestRefused, "The authorization server refused the request: .")]
    [InlineData("?state={0}", SignInFailure.NoCode, NoCode)]
    [InlineData("?state={0}&code=", SignInFailure.NoCode, NoCode)]
    [InlineData("?state={0}&code", SignInFailure.NoCode, NoCode)]
    [InlineData("?state={0}&=code&Code=c", SignInFailure.NoCode, NoCode)]
    [InlineData("?code=c", SignInFailure.StateMismatch, StateMismatch)]
    [InlineData("?code=c&state", SignInFailure.StateMismatch, StateMismatch)]
    [InlineData("?code=c&state=other", SignInFailure.StateMismatch, StateMismatch)]
    [InlineData("?code=c&State={0}", SignInFailure.StateMismatch, StateMismatch)]
    [InlineData("?error=access_denied&state=other", SignInFailure.StateMismatch, StateMismatch)]
    [InlineData("", SignInFailure.StateMismatch, StateMismatch)]
    [InlineData("?code=never-issued&state={0}", SignInFailure.CodeRefused, CodeRefused)]
    [InlineData("?code=never-issued&state={0}#_=_", SignInFailure.CodeRefused, CodeRefused)]
    public async Task CallbackShouldBeValidated(string query, SignInFailure failure, string message)
    {
        AuthorizationRequest request = Flow.Begin();
        Uri callback = new("http://127.0.0.1/callback" + string.Format(null, query, request.State));

        SignInException exception = await Assert.ThrowsAsync<SignInException>(() => Flow.CompleteAsync(request, callback));

        Assert.Equal((failure, message, GrantWorld.Id), (exception.Failure, exception.Message, exception.Grant));
        Assert.Equal(failure == SignInFailure.CodeRefused ? 1 : 0, _world.TokenRequests);
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task CallbackMayBeGivenAsPathAndQueryOrAsQuery()
    {
        foreach (string id in (string[])["ada", "mia"])
        {
            AuthorizationRequest request = Flow.Begin();
            Uri callback = _world.Follow(request.Address);
            string relative = id == "ada" ? callback.PathAndQuery : callback.Query[1..];

            CompletedSignIn signIn = await Flow.CompleteAsync(request, new Uri(relative, UriKind.Relative), new GrantId(id));

            Assert.Equal(new GrantId(id), signIn.Grant.Id);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public async Task LongErrorShouldBeCut(int length)
    {
        AuthorizationRequest request = Flow.Begin();
        Uri callback = new($"http://127.0.0.1/callback?state={request.State}&error={new string('x', length)}");

        SignInException exception = await Assert.ThrowsAsync<SignInException>(() => Flow.CompleteAsync(request, callback));

        Assert.Equal($"The authorization server refused the request: {new string('x', 100)}.", exception.Message);
    }

    [Fact]
    public async Task MissingArgumentsShouldBeNamed()
    {
        AuthorizationRequest request = Flow.Begin();

        Assert.Equal("request", (await Assert.ThrowsAsync<ArgumentNullException>(() => Flow.CompleteAsync(null!, request.Address))).ParamName);
        Assert.Equal("callback", (await Assert.ThrowsAsync<ArgumentNullException>(() => Flow.CompleteAsync(request, null!))).ParamName);
    }

    [Fact]
    public async Task CanceledSignInShouldNotSendTheCode()
    {
        AuthorizationRequest request = Flow.Begin();
        Uri callback = _world.Follow(request.Address);
        using CancellationTokenSource cancellation = new();
        _world.Store.Entered = _ => cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Flow.CompleteAsync(request, callback, cancellationToken: cancellation.Token));

        Assert.Equal(0, _world.TokenRequests);
    }

    [Fact]
    public async Task DefaultGrantOfTheOptionsShouldBeStored()
    {
        AtlassianPipeline node = _world.NewNode(static options => options.DefaultGrant = new GrantId("ada"));

        Assert.Equal(new GrantId("ada"), (await _world.SignInAsync(node)).Grant.Id);
    }

    [Fact]
    public async Task CodeUsedTwiceShouldFail()
    {
        AuthorizationRequest request = Flow.Begin();
        Uri callback = _world.Follow(request.Address);
        await Flow.CompleteAsync(request, callback);

        SignInException exception = await Assert.ThrowsAsync<SignInException>(() => Flow.CompleteAsync(request, callback));
        Assert.Equal(SignInFailure.CodeRefused, exception.Failure);
    }

    [Fact]
    public async Task WrongSecretShouldBeAConfigurationError()
    {
        AtlassianPipeline node = _world.NewNode(options => options.ClientSecret = "wrong");
        ClientCredentialsRefusedException exception = await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => _world.SignInAsync(node));
        Assert.StartsWith("The authorization server refuses the app: 401 access_denied Unauthorized. ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NetworkFailureShouldBeReportedAsSuch()
    {
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HtmlPage());
        Assert.Equal(
            "There is no access token for grant 'default' at the moment: The authorization server responded with 503.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.SignInAsync())).Message);

        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(7)));
        Assert.Equal(TimeSpan.FromSeconds(7), (await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.SignInAsync())).RetryAfter);

        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        Assert.NotNull((await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.SignInAsync())).InnerException);
    }

    [Fact]
    public async Task SimulatorShouldReportADeclinedConsent()
    {
        _world.Server.DeclinesConsent = true;
        SignInException exception = await Assert.ThrowsAsync<SignInException>(() => _world.SignInAsync());
        Assert.Equal(SignInFailure.Declined, exception.Failure);
    }

    [Fact]
    public void SignInShouldRequireItsOptions()
    {
        AssertMissing("RedirectUri", static options => options.RedirectUri = null);
        AssertMissing("ClientId", static options => options.ClientId = "");
        AssertMissing("ClientId", static options => options.ClientId = " ");
        AssertMissing("Scopes", static options => options.Scopes.Clear());

        void AssertMissing(string name, Action<AtlassianOptions> configure) => Assert.Equal(
            $"To sign users in, set AtlassianOptions.{name}.",
            Assert.Throws<InvalidOperationException>(() => _world.NewNode(configure).SignIn.Begin()).Message);
    }

    [Fact]
    public void RequestShouldNotPrintItsState() => Assert.Equal("sign-in (not shown)", Flow.Begin(withPkce: true).ToString());
}
