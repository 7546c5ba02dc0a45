using System.Net;
using System.Net.Sockets;
using System.Text;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>Checks what the port of a sign-in accepts. <c>LoginCommandTests</c> signs in to the simulator with it.</summary>
public sealed class BrowserSignInTests
{
    private const string State = "the-state";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallbackShouldCompleteTheSignIn()
    {
        StubFlow flow = new();
        string page = "";
        BrowserSignIn signIn = new(flow) { OpenBrowser = (_, _) => Visit(async () => page = await SendAsync(flow, $"GET /callback?code=c-1&state={State} HTTP/1.1")) };

        CompletedSignIn completed = await signIn.SignInAsync(new GrantId("ada"), ["read:me"], Cancellation);

        Assert.Same(flow.Completed, completed);
        Assert.Equal($"http://127.0.0.1:{flow.Port}/callback?code=c-1&state={State}", flow.Callback!.OriginalString);
        Assert.Equal((new GrantId("ada"), true, "read:me"), (flow.Grant, flow.HasPkce, Assert.Single(flow.Scopes)));
        await flow.Visited.Task.WaitAsync(Cancellation);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", page, StringComparison.Ordinal);
        Assert.Contains("You are signed in", page, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", page, StringComparison.Ordinal);

        Task Visit(Func<Task> visit)
        {
            _ = flow.VisitAsync(visit);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("400", "GET /callback?code=<b>x&state=another HTTP/1.1")]
    [InlineData("400", "GET /callback?code=<b>x HTTP/1.1")]
    [InlineData("400", "GET /callback HTTP/1.1")]
    [InlineData("404", "GET /favicon.ico?<b>x HTTP/1.1")]
    [InlineData("404", "GET /callback/<b>x?state=the-state HTTP/1.1")]
    [InlineData("405", "POST /callback?code=<b>x&state=the-state HTTP/1.1")]
    [InlineData("400", "GET http://127.0.0.1/callback?code=<b>x&state=the-state HTTP/1.1")]
    [InlineData("400", "GET //example.com/callback?code=<b>x&state=the-state HTTP/1.1")]
    [InlineData("400", "nonsense")]
    [InlineData("400", "GET /callback?code=<b>x&state=the-state HTTP/1.1", "Host: example.com")]
    [InlineData("400", "GET /callback?code=<b>x&state=the-state HTTP/1.1", "X-Host: none")]
    public async Task OtherRequestShouldBeRefusedAndTheSignInGoOn(string status, string request, string? host = null)
    {
        StubFlow flow = new();
        string refusal = "";
        BrowserSignIn signIn = new(flow)
        {
            OpenBrowser = async (address, token) =>
            {
                refusal = await SendAsync(flow, request, host);
                _ = flow.VisitAsync(() => SendAsync(flow, $"GET /callback?code=c&state={State} HTTP/1.1"));
            },
        };

        await signIn.SignInAsync(cancellationToken: Cancellation);

        Assert.StartsWith($"HTTP/1.1 {status} ", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", refusal, StringComparison.Ordinal);
        Assert.Equal($"?code=c&state={State}", flow.Callback!.Query);
        await flow.Visited.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task IdleAndLargeConnectionsShouldNotBeInTheWay()
    {
        StubFlow flow = new();
        using TcpClient idle = new();
        BrowserSignIn signIn = new(flow)
        {
            OpenBrowser = async (address, token) =>
            {
                await idle.ConnectAsync(IPAddress.Loopback, flow.Port, token);
                Assert.StartsWith("HTTP/1.1 400 ", await SendAsync(flow, "GET /" + new string('a', 20_000) + " HTTP/1.1"), StringComparison.Ordinal);
                _ = flow.VisitAsync(() => SendAsync(flow, $"GET /callback?code=c&state={State} HTTP/1.1"));
            },
        };

        Assert.Same(flow.Completed, await signIn.SignInAsync(cancellationToken: Cancellation));
        await flow.Visited.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task CallbackShouldCompleteTheSignInWhileTheBrowserIsOpen()
    {
        StubFlow flow = new();
        TaskCompletionSource close = new();
        BrowserSignIn signIn = new(flow)
        {
            OpenBrowser = async (_, _) =>
            {
                await flow.VisitAsync(() => SendAsync(flow, $"GET /callback?code=c&state={State} HTTP/1.1"));
                await close.Task;
            },
        };

        Assert.Same(flow.Completed, await signIn.SignInAsync(cancellationToken: Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation));

        // A browser that fails later disturbs nobody.
        close.SetException(new InvalidOperationException("The browser crashed."));
        await flow.Visited.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task BrowserThatFailsAfterTheCallbackShouldNotEndTheSignIn()
    {
        StubFlow flow = new();
        ManualTime time = new();
        Task<string>[] visits = [];
        BrowserSignIn signIn = new(flow, time)
        {
            OpenBrowser = (_, _) =>
            {
                // There is a timer for each connection that is served, and one for the sign-in.
                TcpClient[] clients = [new(), new()];
                Array.ForEach(clients, client => client.Connect(IPAddress.Loopback, flow.Port));
                Assert.True(SpinWait.SpinUntil(() => time.ActiveTimers == clients.Length + 1, TimeSpan.FromSeconds(20)));

                // One of the two is the callback, which waits for the end of the sign-in. The other one is refused, so the callback has arrived.
                visits = [.. clients.Select(client => Task.Run(() => SendAsync(client, flow, $"GET /callback?code=c&state={State} HTTP/1.1")))];
                Task.WaitAny(visits, Cancellation);
                throw new InvalidOperationException("The browser crashed.");
            },
        };

        Assert.Same(flow.Completed, await signIn.SignInAsync(cancellationToken: Cancellation));
        Assert.Equal(["HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"], (await Task.WhenAll(visits)).Select(static page => page.Split('\r')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task BrowserThatCannotBeOpenedShouldEndTheSignIn()
    {
        StubFlow flow = new();
        BrowserSignIn signIn = new(flow) { OpenBrowser = static (_, _) => throw new InvalidOperationException("There is no browser.") };

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => signIn.SignInAsync(cancellationToken: Cancellation));

        Assert.Equal("There is no browser.", exception.Message);
    }

    [Fact]
    public async Task FailureShouldBeShownInTheBrowserAndThrown()
    {
        StubFlow flow = new() { Failure = new SignInException(GrantId.Default, SignInFailure.Declined, "The user declined.") };
        string page = "";
        BrowserSignIn signIn = new(flow)
        {
            OpenBrowser = (address, token) =>
            {
                _ = flow.VisitAsync(async () => page = await SendAsync(flow, $"GET /callback?error=access_denied&state={State} HTTP/1.1"));
                return Task.CompletedTask;
            },
        };

        Assert.Same(flow.Failure, await Assert.ThrowsAsync<SignInException>(() => signIn.SignInAsync(cancellationToken: Cancellation)));

        await flow.Visited.Task.WaitAsync(Cancellation);
        Assert.StartsWith("HTTP/1.1 400 ", page, StringComparison.Ordinal);
        Assert.Contains("The sign-in failed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("declined", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ada")]
    public async Task BrowserThatDoesNotReturnShouldEndTheSignIn(string? id)
    {
        GrantId? grant = id is null ? null : new GrantId(id);
        StubFlow flow = new();
        ManualTime time = new();
        BrowserSignIn signIn = new(flow, time)
        {
            Timeout = TimeSpan.FromMinutes(2),
            OpenBrowser = (_, _) =>
            {
                time.Advance(TimeSpan.FromMinutes(3));
                return Task.CompletedTask;
            },
        };

        SignInException exception = await Assert.ThrowsAsync<SignInException>(() => signIn.SignInAsync(grant, cancellationToken: Cancellation));

        Assert.Equal(SignInFailure.TimedOut, exception.Failure);
        Assert.Equal("The browser did not return within 00:02:00. Start the sign-in again.", exception.Message);
        Assert.Equal(grant ?? GrantId.Default, exception.Grant);
    }

    [Fact]
    public async Task CancellationShouldEndTheSignIn()
    {
        StubFlow flow = new();
        using CancellationTokenSource stop = new();
        BrowserSignIn signIn = new(flow)
        {
            OpenBrowser = async (_, _) => await stop.CancelAsync(),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn.SignInAsync(cancellationToken: stop.Token));

        // The port is free again.
        using TcpListener next = new(IPAddress.Loopback, flow.Port);
        next.Start();
    }

    [Fact]
    public async Task CancellationShouldBeReportedEvenIfTheTimeIsOver()
    {
        ManualTime time = new();
        using CancellationTokenSource stop = new();
        BrowserSignIn signIn = new(new StubFlow(), time)
        {
            OpenBrowser = async (_, _) =>
            {
                await stop.CancelAsync();
                time.Advance(TimeSpan.FromMinutes(5));
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn.SignInAsync(cancellationToken: stop.Token));
    }

    [Fact]
    public async Task PortInUseShouldBeReported()
    {
        StubFlow flow = new();
        using TcpListener other = new(IPAddress.Loopback, flow.Port);
        other.Start();

        SignInException exception = await Assert.ThrowsAsync<SignInException>(() => new BrowserSignIn(flow).SignInAsync(cancellationToken: Cancellation));

        Assert.Equal(SignInFailure.CallbackUnavailable, exception.Failure);
        Assert.Contains($"http://127.0.0.1:{flow.Port}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:8400/callback")]
    [InlineData("http://127.0.0.1/callback")]
    [InlineData("http://example.com:8400/callback")]
    [InlineData("http://127.0.0.1:8400/callback?x=1")]
    public async Task RedirectAddressShouldBeOnThisMachine(string redirect)
    {
        StubFlow flow = new() { Redirect = redirect };

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => new BrowserSignIn(flow).SignInAsync(cancellationToken: Cancellation));

        Assert.Contains("AtlassianOptions.RedirectUri", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SignInShouldRequireAFlowAndAPositiveTimeout()
    {
        Assert.Equal("flow", Assert.Throws<ArgumentNullException>(static () => new BrowserSignIn(null!)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new BrowserSignIn(new StubFlow()) { Timeout = TimeSpan.Zero });
        Assert.Equal(TimeSpan.FromTicks(1), new BrowserSignIn(new StubFlow()) { Timeout = TimeSpan.FromTicks(1) }.Timeout);
        Assert.Equal(TimeSpan.FromMinutes(5), new BrowserSignIn(new StubFlow()).Timeout);
    }

    private static async Task<string> SendAsync(StubFlow flow, string request, string? host = null)
    {
        TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, flow.Port, Cancellation);
        return await SendAsync(client, flow, request, host);
    }

    private static async Task<string> SendAsync(TcpClient client, StubFlow flow, string request, string? host = null)
    {
        using TcpClient connection = client;
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{request}\r\n{host ?? $"Host: 127.0.0.1:{flow.Port}"}\r\n\r\n"), Cancellation);
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    private sealed class StubFlow : IAuthorizationCodeFlow
    {
        public StubFlow()
        {
            using TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
            Redirect = $"http://127.0.0.1:{Port}/callback";
        }

        public int Port { get; }

        public string Redirect { get; init; }

        public SignInException? Failure { get; init; }

        public CompletedSignIn Completed { get; } = new()
        {
            Grant = new Grant
            {
                Id = GrantId.Default,
                Version = 1,
                Family = "family",
                AccessToken = new AccessToken("token"),
                AccessTokenExpiresAt = DateTimeOffset.UnixEpoch,
                FamilyStartedAt = DateTimeOffset.UnixEpoch,
                RotatedAt = DateTimeOffset.UnixEpoch,
            },
        };

        public TaskCompletionSource Visited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Uri? Callback { get; private set; }

        public GrantId? Grant { get; private set; }

        public bool HasPkce { get; private set; }

        public IReadOnlyCollection<string> Scopes { get; private set; } = [];

        public async Task VisitAsync(Func<Task> visit)
        {
            try
            {
                await visit();
                Visited.SetResult();
            }
            catch (Exception exception)
            {
                Visited.SetException(exception);
            }
        }

        public AuthorizationRequest Begin(bool withPkce = false, IReadOnlyCollection<string>? additionalScopes = null)
        {
            HasPkce = withPkce;
            Scopes = additionalScopes ?? [];
            return new AuthorizationRequest
            {
                Address = new Uri($"https://auth.atlassian.com/authorize?client_id=c&redirect_uri={Uri.EscapeDataString(Redirect)}&state={State}"),
                State = State,
            };
        }

        public Task<CompletedSignIn> CompleteAsync(AuthorizationRequest request, Uri callback, GrantId? grant = null, CancellationToken cancellationToken = default)
        {
            Callback = callback;
            Grant = grant;
            return Failure is null ? Task.FromResult(Completed) : Task.FromException<CompletedSignIn>(Failure);
        }
    }
}
