using Leeway.Cluster;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;

namespace Leeway.Stores.Tests.Cluster;

public sealed class StaleCallTests
{
    private const int Margin = 375;

    private static readonly DateTimeOffset s_expiry = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    // In milliseconds after the expiry of the token: the end of its use by the node, when the node decided, sent, and the call arrived.
    [Theory]
    [InlineData("Clock", 225, 200, 201, 205, false)] // already expired when the node decided
    [InlineData("Clock", 225, 200, 5000, 5001, true)]
    [InlineData("Clock", -32, -40, -39, 10, false)] // the clock used most of the margin, and the network the rest
    [InlineData("Clock", -32, -300, 50, 60, false)] // as above, with the time in the process
    [InlineData("Delay", -375, -400, -399, 10, false)] // the network used all of the margin
    [InlineData("Delay", -375, -400, 3000, 3001, true)] // paused
    [InlineData("Delay", -375, -10, -9, 400, true)] // paused while it waited for the token, which it then used within the margin
    [InlineData("Unexplained", -375, -400, 3000, 3001, false)] // held for too long
    [InlineData("Unexplained", -375, -10, -9, 400, false)] // used within the margin
    [InlineData("Unexplained", -375, 1, 2, 3, true)] // used after its expiry by the clock of the node
    [InlineData("Unexplained", 225, 226, 227, 228, false)]
    public void CauseShouldBeWhatMadeTheCallLate(string cause, int usableUntil, int checkedAt, int sentAt, int arrivedAt, bool wasStalled)
    {
        SentCall sent = new(0, At(checkedAt), At(sentAt), wasStalled);

        Assert.Equal(cause, new StaleCall(sent, At(arrivedAt), s_expiry, At(usableUntil), TimeSpan.FromMilliseconds(Margin)).Cause.ToString());
    }

    [Theory]
    [InlineData(7, 0, 225)]
    [InlineData(0, 7, -975)]
    [InlineData(3, 3, -375)]
    public void EndOfUseShouldCountTheClocksOfBothNodes(int requester, int user, int end)
    {
        TokenHistory history = new(new ClusterSettings().WithFaults());
        (string parent, IssuedAccessToken token) = Rotate();
        history.Add(parent, requester, token.IssuedAt);

        Assert.Equal((token.ExpiresAt.AddMilliseconds(end), TimeSpan.FromMilliseconds(Margin)), Round(history.GetEndOfUse(token, user)));
    }

    [Fact]
    public void EndOfUseShouldBeTheLatestIfSeveralNodesRequestedTheToken()
    {
        TokenHistory history = new(new ClusterSettings().WithFaults());
        (string parent, IssuedAccessToken token) = Rotate();
        history.Add(parent, 2, token.IssuedAt);
        history.Add(parent, 7, token.IssuedAt);
        history.Add(parent, 5, token.IssuedAt);

        Assert.Equal(token.ExpiresAt.AddMilliseconds(225), Round(history.GetEndOfUse(token, 0)).UsableUntil);
    }

    private static DateTimeOffset At(int milliseconds) => s_expiry.AddMilliseconds(milliseconds);

    // The offsets of the clocks are not whole milliseconds.
    private static (DateTimeOffset UsableUntil, TimeSpan Margin) Round((DateTimeOffset UsableUntil, TimeSpan Margin) end) =>
        (new DateTimeOffset((end.UsableUntil.Ticks + 5000) / 10000 * 10000, TimeSpan.Zero), end.Margin);

    private static (string Parent, IssuedAccessToken Token) Rotate()
    {
        AtlassianSimulator simulator = new(new SimulatorOptions
        {
            Time = new FixedTime(),
            Authorization = new AuthorizationServerOptions { AccessTokenLifetime = TimeSpan.FromSeconds(3) },
        });
        AuthorizationServer server = simulator.Authorization;
        RegisteredApp app = simulator.App;
        AuthorizeAnswer consent = server.Authorize(new AuthorizeRequest
        {
            ClientId = app.ClientId,
            Audience = "api.atlassian.com",
            Prompt = "consent",
            ResponseType = "code",
            RedirectUri = "http://127.0.0.1/callback",
            Scope = "read:jira-work offline_access",
        });
        string code = consent.Redirect!.Split("code=")[1].Split('&')[0];
        string parent = Exchange(new TokenRequest { GrantType = "authorization_code", Code = code, RedirectUri = "http://127.0.0.1/callback" }).RefreshToken!;
        string value = Exchange(new TokenRequest { GrantType = "refresh_token", RefreshToken = parent }).AccessToken!;
        return (parent, server.Inspect(value).Token!);

        TokenAnswer Exchange(TokenRequest request) => server.Exchange(request with { ClientId = app.ClientId, ClientSecret = app.ClientSecret });
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => s_expiry;
    }
}
