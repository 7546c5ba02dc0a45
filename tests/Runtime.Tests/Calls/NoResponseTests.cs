using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Calls whose host cannot be reached, or that receive no response.</summary>
public sealed class NoResponseTests : IDisposable
{
    private static readonly OperationDescriptor s_read =
        new("getThing", HttpMethod.Get, "/rest/api/3/thing", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_create = new("createThing", HttpMethod.Post, "/rest/api/3/thing", "jira", "Jira", [201]);

    private readonly CallWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(null)]
    public async Task UnknownHostShouldFailAtOnce(SocketError? error)
    {
        _world.Fail(new HttpRequestException(
            HttpRequestError.NameResolutionError, "Name or service not known (nowhere.example:443)", error is { } code ? new SocketException((int)code) : null));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(s_read)));

        Assert.Single(_world.Sent);
        Assert.Equal((HttpRequestError.NameResolutionError, "getThing", 1, false), (exception.RequestError, exception.OperationId, exception.Attempts, exception.MayHaveTakenEffect));
        Assert.Contains("nowhere.example", exception.Message, StringComparison.Ordinal);
        Assert.Contains("DNS", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, SocketError.ConnectionRefused)]
    [InlineData(HttpRequestError.NameResolutionError, SocketError.TryAgain)]
    [InlineData(HttpRequestError.ProxyTunnelError, null)]
    public async Task HostThatCannotBeReachedShouldFailWithinTheConnectTimeout(HttpRequestError error, SocketError? socket)
    {
        for (int i = 0; i < 5; i++)
        {
            _world.Fail(new HttpRequestException(error, "no way", socket is { } code ? new SocketException((int)code) : null));
        }

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(s_read)));

        Assert.InRange(_world.Sent.Count, 3, 4);
        Assert.InRange(_world.Time.GetUtcNow() - ManualTime.Start, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal((error, _world.Sent.Count, false), (exception.RequestError, exception.Attempts, exception.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConnectTimeoutShouldNotBeRepeated(bool isWrite)
    {
        _world.FailToConnectFor(TimeSpan.FromSeconds(15));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(isWrite ? s_create : s_read)));

        Assert.Single(_world.Sent);
        Assert.Equal(TimeSpan.FromSeconds(15), _world.Time.GetUtcNow() - ManualTime.Start);
        Assert.False(exception.MayHaveTakenEffect);
        Assert.Contains("configured ConnectTimeout. Check that this machine can reach the host", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeToConnectShouldStartWhenTheHostBecomesUnreachable()
    {
        HttpResponseMessage busy = RecordingHandler.Response(HttpStatusCode.ServiceUnavailable);
        busy.Headers.TryAddWithoutValidation("Retry-After", "30");
        _world.Answer(busy);
        _world.Fail(new HttpRequestException(HttpRequestError.ConnectionError));
        _world.Answer(HttpStatusCode.OK, "1");

        Assert.Equal("1", (await _world.RunAsync(SendAsync(s_read))).ToString());
    }

    [Fact]
    public async Task EarlierAttemptThatMayHaveArrivedShouldBeReported()
    {
        _world.Fail(new HttpRequestException(HttpRequestError.ResponseEnded));
        _world.Fail(new HttpRequestException(HttpRequestError.NameResolutionError, "unknown"));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(
            () => _world.RunAsync(SendAsync(s_create, new CallSettings { MayRepeat = true })));

        Assert.True(exception.MayHaveTakenEffect);
        Assert.Contains("It is not known whether the write was carried out", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteThatWasNotSentShouldSaySo()
    {
        _world.Fail(new HttpRequestException(HttpRequestError.NameResolutionError, "unknown"));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(s_create)));

        Assert.EndsWith("The write was not carried out.", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>As transports report it that do not set <see cref="HttpRequestException.HttpRequestError"/>.</summary>
    [Theory]
    [InlineData(SocketError.ConnectionRefused, false)]
    [InlineData(SocketError.HostNotFound, false)]
    [InlineData(SocketError.TryAgain, false)]
    [InlineData(SocketError.ConnectionReset, true)]
    [InlineData(SocketError.TimedOut, true)]
    public async Task SocketThatWasNotConnectedShouldBeRecognized(SocketError error, bool mayHaveTakenEffect)
    {
        for (int i = 0; i < 5; i++)
        {
            _world.Fail(new HttpRequestException("no way", new IOException("no way", new SocketException((int)error))));
        }

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(s_create)));

        Assert.Equal(mayHaveTakenEffect, exception.MayHaveTakenEffect);
        Assert.Equal(mayHaveTakenEffect ? 1 : 4, Math.Min(_world.Sent.Count, 4));
    }

    [Fact]
    public async Task TlsShouldBeExplained()
    {
        _world.Fail(new HttpRequestException(
            HttpRequestError.SecureConnectionError,
            "The SSL connection could not be established, see inner exception.",
            new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot")));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(s_read)));

        Assert.Contains("UntrustedRoot", exception.Message, StringComparison.Ordinal);
        Assert.Contains("root certificates", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task EveryKindOfCallShouldThrowTheSameOverAnyClient(Type failure)
    {
        RecordingHandler handler = new(_ => throw (Exception)Activator.CreateInstance(failure, "lost\u202E")!);
        using HttpClient client = new(handler) { BaseAddress = new Uri("https://site.example/") };
        using HttpMessageInvoker invoker = new(handler);
        foreach (AtlassianCaller caller in (AtlassianCaller[])[new(client), new(invoker)])
        {
            Func<Task>[] calls =
            [
                () => SendAsync(caller, s_read),
                () => caller.SendOptionalAsync<RawJson, ValueCodec<RawJson>>(s_read.CreateRequest("/x"), Cancellation),
                () => caller.SendTextAsync(s_read.CreateRequest("/x"), Cancellation),
                () => caller.SendAsync(s_read.CreateRequest("/x"), Cancellation),
                () => caller.DownloadAsync(s_read.CreateRequest("/x"), Cancellation),
            ];
            foreach (Func<Task> call in calls)
            {
                NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(call);
                Assert.IsType(failure, exception.InnerException);
                Assert.True(exception.MayHaveTakenEffect);
                Assert.DoesNotContain("\u202E", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task TimeoutOfAnHttpClientShouldBeACallTimeout()
    {
        using HttpClient client = new(new HangingHandler()) { BaseAddress = new Uri("https://site.example/"), Timeout = TimeSpan.FromMilliseconds(1) };

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => SendAsync(new AtlassianCaller(client), s_read));

        Assert.Equal((TimeSpan.FromMilliseconds(1), true, "site.example", "getThing"), (exception.Timeout, exception.IsOfWholeCall, exception.Host, exception.OperationId));
    }

    [Fact]
    public async Task CancellationShouldNotBeWrapped()
    {
        using HttpClient client = new(new HangingHandler()) { BaseAddress = new Uri("https://site.example/") };
        using CancellationTokenSource source = new();
        Task call = new AtlassianCaller(client).SendAsync(s_read.CreateRequest("/x"), source.Token);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private Task<RawJson> SendAsync(OperationDescriptor operation, CallSettings? settings = null) =>
        SendAsync(_world.Caller.WithSettings(settings ?? new CallSettings()), operation);

    private static Task<RawJson> SendAsync(AtlassianCaller caller, OperationDescriptor operation) =>
        caller.SendAsync<RawJson, ValueCodec<RawJson>>(operation.CreateRequest("/x"), CancellationToken.None);

    private sealed class HangingHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
