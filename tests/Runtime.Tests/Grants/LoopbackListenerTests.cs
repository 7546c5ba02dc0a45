using System.Net;
using System.Net.Sockets;
using System.Text;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>What the port of a sign-in answers, byte by byte, and what it limits.</summary>
public sealed class LoopbackListenerTests : IDisposable
{
    private const string State = "the state";
    private const string Callback = "GET /callback?code=c&state=the+state HTTP/1.1";
    private const int MaxHead = 16 * 1024;

    private readonly ManualTime _time = new();
    private readonly int _port;
    private readonly LoopbackListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<LoopbackCallback> _waiting;

    public LoopbackListenerTests()
    {
        _port = FindPort();
        _listener = LoopbackListener.Start(new Uri($"http://localhost:{_port}/callback"), GrantId.Default, _time);
        _waiting = _listener.WaitAsync(State, _stop.Token);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _stop.Dispose();
        _listener.Dispose();
    }

    [Theory]
    [InlineData(true, "200 OK", "You are signed in", "You can close this page and return to the application.")]
    [InlineData(false, "400 Bad Request", "The sign-in failed", "Return to the application. It shows the reason.")]
    public async Task CallbackShouldBeAnsweredWithTheOutcome(bool isSuccess, string status, string title, string text)
    {
        using TcpClient client = await SendAsync(Callback);
        using LoopbackCallback callback = await WaitAsync(_waiting);

        await callback.RespondAsync(isSuccess);

        // The callback is still open, so the response ends by itself.
        Assert.Equal(Page(status, title, text), await ReadAsync(client));
        Assert.Equal($"http://localhost:{_port}/callback?code=c&state=the+state", callback.Address.OriginalString);
    }

    [Theory]
    [InlineData("400", "GET /callback?code=c&state=other HTTP/1.1")]
    [InlineData("400", "GET /callback?code=c&state= HTTP/1.1")]
    [InlineData("400", "GET /callback?code=c&STATE=the+state HTTP/1.1")]
    [InlineData("400", "GET /callback?code=c&xstate=the+state HTTP/1.1")]
    [InlineData("400", "GET /callback?code=c&the+state HTTP/1.1")]
    [InlineData("400", "GET /callback?code=c HTTP/1.1")]
    [InlineData("400", "GET /callback? HTTP/1.1")]
    [InlineData("400", "GET /callback HTTP/1.1")]
    [InlineData("400", "GET /callback?state=the+state")]
    [InlineData("400", "GET /callback?state=the state HTTP/1.1")]
    [InlineData("400", "GET callback?state=the+state HTTP/1.1")]
    [InlineData("400", "GET //localhost/callback?state=the+state HTTP/1.1")]
    [InlineData("400", "")]
    [InlineData("404", "GET / HTTP/1.1")]
    [InlineData("404", "GET /?state=the+state HTTP/1.1")]
    [InlineData("404", "GET /Callback?state=the+state HTTP/1.1")]
    [InlineData("404", "GET /callback/?state=the+state HTTP/1.1")]
    [InlineData("404", "GET /other HTTP/1.1")]
    [InlineData("405", "get /callback?state=the+state HTTP/1.1")]
    [InlineData("405", "HEAD /callback?state=the+state HTTP/1.1")]
    public async Task OtherRequestShouldBeRefusedWithAPageThatSaysWhatToDo(string status, string request)
    {
        using TcpClient client = await SendAsync(request);

        Assert.Equal(Refusal(status), await ReadAsync(client));
        Assert.False(_waiting.IsCompleted);
    }

    [Theory]
    [InlineData("Host: 127.0.0.1:{0}", false)]
    [InlineData("Host: localhost", false)]
    [InlineData("Host: example.com:{0}", false)]
    [InlineData("X-Forwarded-Host: localhost:{0}", false)]
    [InlineData("Hosts: localhost:{0}", false)]
    [InlineData("X-Ho:localhost:{0}", false)]
    [InlineData("Accept: text/html", false)]
    [InlineData("HOST:localhost:{0}", true)]
    [InlineData("host: \t LOCALHOST:{0}  ", true)]
    [InlineData("Accept: text/html\r\nHost: localhost:{0}\r\nUser-Agent: x", true)]
    public async Task HostShouldBeThatOfTheRedirectAddress(string headers, bool isAccepted)
    {
        using TcpClient client = await SendAsync(Callback, string.Format(null, headers, _port));
        if (isAccepted)
        {
            using LoopbackCallback callback = await WaitAsync(_waiting);
            return;
        }

        Assert.Equal(Refusal("400"), await ReadAsync(client));
        Assert.False(_waiting.IsCompleted);
    }

    [Theory]
    [InlineData("?state=the+state&code=c")]
    [InlineData("?x=1&state=the%20state&x=1")]
    [InlineData("?state=other&state=the+state")]
    public async Task StateShouldBeAnywhereInTheQuery(string query)
    {
        using TcpClient client = await SendAsync($"GET /callback{query} HTTP/1.1");
        using LoopbackCallback callback = await WaitAsync(_waiting);

        Assert.Equal($"http://localhost:{_port}/callback{query}", callback.Address.OriginalString);
    }

    [Fact]
    public async Task SecondCallbackShouldBeRefused()
    {
        using TcpClient second = await SendRawAsync("");
        WaitForTimers(1);
        using TcpClient first = await SendAsync(Callback);
        using LoopbackCallback callback = await WaitAsync(_waiting);

        await second.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{Callback}\r\nHost: localhost:{_port}\r\n\r\n"), Cancellation);

        Assert.Equal(Refusal("404"), await ReadAsync(second));
    }

    [Theory]
    [InlineData(MaxHead, true)]
    [InlineData(MaxHead + 1, false)]
    public async Task HeadShouldHaveAtMostSixteenKilobytes(int length, bool isAccepted)
    {
        string head = $"{Callback}\r\nHost: localhost:{_port}\r\nX: \r\n\r\n";
        using TcpClient client = await SendRawAsync(head.Insert(head.Length - 4, new string('x', length - head.Length)));
        if (isAccepted)
        {
            using LoopbackCallback callback = await WaitAsync(_waiting);
            return;
        }

        Assert.Equal(Refusal("400"), await ReadAsync(client));
    }

    [Fact]
    public async Task EmptyHeadShouldBeRefused()
    {
        using TcpClient client = await SendRawAsync("\r\n\r\n");

        Assert.Equal(Refusal("400"), await ReadAsync(client));
    }

    [Fact]
    public async Task IncompleteHeadShouldBeRefusedWhenTheOtherSideStopsSending()
    {
        using TcpClient client = await SendRawAsync($"{Callback}\r\nHost: localhost:{_port}\r\n");
        await using NetworkStream stream = client.GetStream();
        client.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal(Refusal("400"), await ReadAsync(stream));
    }

    [Fact]
    public async Task SlowHeadShouldBeCutOffAfterTenSeconds()
    {
        using TcpClient slow = await SendRawAsync("GET /");
        WaitForTimers(1);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Task<string> end = ReadAsync(slow);
        Assert.False(end.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("", await end);
        WaitForTimers(0);
        using TcpClient next = await SendAsync(Callback);
        using LoopbackCallback callback = await WaitAsync(_waiting);
    }

    [Fact]
    public async Task ConnectionsShouldBeLimitedAndFreedAgain()
    {
        const int MaxConnections = 32;
        TcpClient[] idle = [.. await Task.WhenAll(Enumerable.Range(0, MaxConnections).Select(_ => SendRawAsync("")))];
        try
        {
            WaitForTimers(MaxConnections);
            using TcpClient more = await SendRawAsync("");
            Assert.Equal("", await ReadAsync(more));
            Assert.Equal(MaxConnections, _time.ActiveTimers);

            idle[0].Dispose();
            WaitForTimers(MaxConnections - 1);

            // The place is free a moment after the timer.
            while (!_waiting.IsCompleted)
            {
                using TcpClient next = await SendAsync(Callback);
                await Task.WhenAny(_waiting, ReadAsync(next));
            }

            (await WaitAsync(_waiting)).Dispose();
        }
        finally
        {
            Array.ForEach(idle, static client => client.Dispose());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConnectionThatEndedShouldNotFailTheResponse(bool isReset)
    {
        using TcpClient client = await SendAsync(Callback);
        using LoopbackCallback callback = await WaitAsync(_waiting);
        if (isReset)
        {
            client.LingerState = new LingerOption(true, 0);
            client.Dispose();
        }
        else
        {
            callback.Dispose();
        }

        await callback.RespondAsync(isSuccess: true);
    }

    [Fact]
    public async Task CancellationShouldEndTheWaitAndBeItsReason()
    {
        await _stop.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitAsync(_waiting));
        Assert.Equal(_stop.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task DisposalShouldEndTheWaitAndFreeThePort()
    {
        _listener.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => WaitAsync(_waiting));
        using TcpListener next = new(IPAddress.Loopback, _port);
        next.Start();
    }

    [Fact]
    public void PortInUseShouldBeExplained()
    {
        string cause = "";
        try
        {
            using TcpListener other = new(IPAddress.Loopback, _port);
            other.Start();
        }
        catch (SocketException exception)
        {
            cause = exception.Message;
        }

        SignInException thrown = Assert.Throws<SignInException>(
            () => LoopbackListener.Start(new Uri($"http://127.0.0.1:{_port}/callback?x=1"), new GrantId("ada"), _time));

        Assert.Equal(
            $"The callback cannot be received at http://127.0.0.1:{_port}: {cause} End the process that uses the port, or set another redirect address here and in the developer console.",
            thrown.Message);
        Assert.Equal((new GrantId("ada"), SignInFailure.CallbackUnavailable), (thrown.Grant, thrown.Failure));
    }

    [Fact]
    public async Task AddressOfTheSixthVersionShouldBeUsed()
    {
        int port = FindPort();
        LoopbackListener listener;
        try
        {
            listener = LoopbackListener.Start(new Uri($"http://[::1]:{port}/callback"), GrantId.Default, _time);
        }
        catch (SignInException exception)
        {
            Assert.Skip($"There is no address [::1] here: {exception.Message}");
            return;
        }

        using (listener)
        {
            using CancellationTokenSource stop = new();
            Task<LoopbackCallback> waiting = listener.WaitAsync(State, stop.Token);
            using TcpClient client = new(AddressFamily.InterNetworkV6);
            await client.ConnectAsync(IPAddress.IPv6Loopback, port, Cancellation);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{Callback}\r\nHost: [::1]:{port}\r\n\r\n"), Cancellation);

            using LoopbackCallback callback = await WaitAsync(waiting);
            Assert.Equal($"http://[::1]:{port}/callback?code=c&state=the+state", callback.Address.OriginalString);
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:8400/callback")]
    [InlineData("http://localhost:8400")]
    [InlineData("http://[::1]:8400/a%20b")]
    public void RedirectAddressShouldBeFoundInTheAddressOfTheConsent(string redirect)
    {
        string parameter = Uri.EscapeDataString(redirect);

        Assert.Equal(redirect, LoopbackAddress.FindRedirect(new Uri($"https://auth.example/authorize?redirect_uri={parameter}")).OriginalString);
        Assert.Equal(
            redirect,
            LoopbackAddress.FindRedirect(new Uri($"https://auth.example/authorize?other_redirect_uri=x&redirect_uri={parameter}&state=s")).OriginalString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?state=s")]
    [InlineData("?redirect_uri=")]
    [InlineData("?redirect_uri=%2Fcallback")]
    [InlineData("?redirect_uri=https://127.0.0.1:8400/callback")]
    [InlineData("?redirect_uri=http://127.0.0.1/callback")]
    [InlineData("?redirect_uri=http://example.com:8400/callback")]
    [InlineData("?redirect_uri=http://mia@127.0.0.1:8400/callback")]
    [InlineData("?redirect_uri=http://127.0.0.1:8400/callback%3Fx=1")]
    [InlineData("?redirect_uri=http://127.0.0.1:8400/callback%23x")]
    public void OtherRedirectAddressShouldBeExplained(string query) => Assert.Equal(
        "To receive the callback on this machine, set AtlassianOptions.RedirectUri to an http address of this machine with a port, such as http://127.0.0.1:8400/callback.",
        Assert.Throws<InvalidOperationException>(() => LoopbackAddress.FindRedirect(new Uri("https://auth.example/authorize" + query))).Message);

    private static int FindPort()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private static string Refusal(string status) => status switch
    {
        "404" => Page("404 Not Found", "Not found", "This address is only for the callback of a sign-in."),
        "405" => Page("405 Method Not Allowed", "Not allowed", "This address is only for the callback of a sign-in."),
        _ => Page("400 Bad Request", "Not a callback of this sign-in", "Return to the application, and start the sign-in again."),
    };

    private static string Page(string status, string title, string text)
    {
        string page = $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>";
        return string.Join(
            "\r\n",
            $"HTTP/1.1 {status}",
            "Content-Type: text/html; charset=utf-8",
            $"Content-Length: {page.Length}",
            "Cache-Control: no-store",
            "Content-Security-Policy: default-src 'none'",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "Connection: close",
            "",
            page);
    }

    private static Task<LoopbackCallback> WaitAsync(Task<LoopbackCallback> waiting) => waiting.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

    private static Task<string> ReadAsync(TcpClient client) => ReadAsync(client.GetStream());

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        return await reader.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    private Task<TcpClient> SendAsync(string request, string? headers = null) =>
        SendRawAsync($"{request}\r\n{headers ?? $"Host: localhost:{_port}"}\r\n\r\n");

    private async Task<TcpClient> SendRawAsync(string text)
    {
        TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, _port, Cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);
        return client;
    }

    // Each connection has a timer, until its head is read or it ends.
    private void WaitForTimers(int count) =>
        Assert.True(SpinWait.SpinUntil(() => _time.ActiveTimers == count, TimeSpan.FromSeconds(20)), $"{_time.ActiveTimers} connections are served.");
}
