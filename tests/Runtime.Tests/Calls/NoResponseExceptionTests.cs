using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Security.Authentication;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>What the exception says about a call without a response.</summary>
public sealed class NoResponseExceptionTests : IDisposable
{
    private const string Unreachable =
        " Check that this machine can reach the host: a firewall may block it. If only a proxy can reach the internet, set HTTPS_PROXY.";

    private static readonly OperationDescriptor s_read = new("getThing", HttpMethod.Get, "/thing", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_create = new("createThing", HttpMethod.Post, "/thing", "jira", "Jira", [201]);

    private readonly Meter _meter = new("Leeway");

    public static TheoryData<Exception, string> Reasons => new()
    {
        { new HttpRequestException("lost"), "lost." },
        { new HttpRequestException("lost."), "lost." },
        { new HttpRequestException("lo\u202E\nst"), "lo st." },
        { new HttpRequestException("outer", new InvalidOperationException("inner")), "outer." },
        { new HttpRequestException("outer.", new IOException("inner")), "outer." },
        { new HttpRequestException("outer.", new HttpIOException(HttpRequestError.ResponseEnded, "inner")), "outer. inner (ResponseEnded)." },
        { new HttpRequestException("outer.", new AuthenticationException("inner")), "outer. inner." },
        { new HttpRequestException("outer.", new OperationCanceledException("canceled", new TimeoutException("too late"))), "too late." + Unreachable },
        { new OperationCanceledException("canceled", new TimeoutException("too late")), "too late." + Unreachable },
        { new OperationCanceledException("canceled"), "canceled." },
        { new OperationCanceledException("canceled", new IOException("inner")), "canceled." },
    };

    public static TheoryData<HttpRequestError, string> Advice => new()
    {
        { HttpRequestError.Unknown, "" },
        { HttpRequestError.ResponseEnded, "" },
        { HttpRequestError.ConnectionError, Unreachable },
        {
            HttpRequestError.NameResolutionError,
            " Check the spelling of the host and whether this machine can resolve it by DNS. If only a proxy can reach the internet, set HTTPS_PROXY."
        },
        {
            HttpRequestError.SecureConnectionError,
            " The TLS handshake failed: check the machine's clock and its trusted root certificates, and whether a proxy or firewall intercepts TLS with its own certificate."
        },
        { HttpRequestError.ProxyTunnelError, " Check the address and the credentials of the proxy (HTTPS_PROXY, NO_PROXY)." },
        { HttpRequestError.UserAuthenticationError, " Check the address and the credentials of the proxy (HTTPS_PROXY, NO_PROXY)." },
    };

    public void Dispose() => _meter.Dispose();

    [Theory]
    [MemberData(nameof(Reasons))]
    public void MessageShouldContainTheMostSpecificReason(Exception failure, string expected) =>
        Assert.Equal("GET /thing got no complete response (getThing): " + expected, Of(s_read, failure).Message);

    [Theory]
    [MemberData(nameof(Advice))]
    public void MessageShouldSayWhatToDo(HttpRequestError error, string advice)
    {
        NoResponseException exception = Of(s_read, new HttpRequestException(error, "lost"));

        Assert.Equal("GET /thing got no complete response (getThing): lost." + advice, exception.Message);
        Assert.Equal(error, exception.RequestError);
    }

    [Theory]
    [InlineData(null, 1, "GET /thing got no complete response (getThing): lost.")]
    [InlineData("x.example", 1, "GET /thing got no complete response from x.example (getThing): lost.")]
    [InlineData(null, 2, "GET /thing got no complete response after 2 attempts (getThing): lost.")]
    [InlineData("x.example", 12, "GET /thing got no complete response from x.example after 12 attempts (getThing): lost.")]
    public void MessageShouldNameTheHostAndTheAttempts(string? host, int attempts, string expected)
    {
        HttpRequestException failure = new("lost");

        NoResponseException exception = NoResponseException.Of(s_read, host, attempts, mayHaveArrived: false, mayLastHaveArrived: true, failure);

        Assert.Equal(expected, exception.Message);
        Assert.Equal((host, attempts, "getThing", true), (exception.Host, exception.Attempts, exception.OperationId, exception.MayHaveTakenEffect));
        Assert.Same(failure, exception.InnerException);
    }

    [Theory]
    [InlineData(false, false, HttpRequestError.Unknown, false)]
    [InlineData(false, true, HttpRequestError.Unknown, true)]
    [InlineData(true, false, HttpRequestError.Unknown, true)]
    [InlineData(false, true, HttpRequestError.VersionNegotiationError, false)]
    [InlineData(true, true, HttpRequestError.VersionNegotiationError, true)]
    public void MessageAboutAWriteShouldSayWhetherItWasCarriedOut(bool mayHaveArrived, bool mayLastHaveArrived, HttpRequestError error, bool expected)
    {
        NoResponseException exception =
            NoResponseException.Of(s_create, null, 1, mayHaveArrived, mayLastHaveArrived, new HttpRequestException(error, "lost"));

        Assert.Equal(expected, exception.MayHaveTakenEffect);
        Assert.Equal(
            "POST /thing got no complete response (createThing): lost."
                + (expected ? " It is not known whether the write was carried out: check before you send it again." : " The write was not carried out."),
            exception.Message);
    }

    [Fact]
    public void ErrorOfTheTransportShouldBeFound()
    {
        Assert.Equal(HttpRequestError.InvalidResponse, new NoResponseException("x", new HttpRequestException(HttpRequestError.InvalidResponse)).RequestError);
        Assert.Equal(HttpRequestError.ResponseEnded, new NoResponseException("x", new HttpIOException(HttpRequestError.ResponseEnded)).RequestError);
        Assert.Equal(HttpRequestError.Unknown, new NoResponseException("x", new IOException()).RequestError);
    }

    [Fact]
    public void ExceptionShouldAssumeThatTheOnlyAttemptMayHaveTakenEffect()
    {
        NoResponseException exception = new("x");

        Assert.Equal((null, null, 1, true, HttpRequestError.Unknown), (exception.OperationId, exception.Host, exception.Attempts, exception.MayHaveTakenEffect, exception.RequestError));
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public void RequestBeforeTheCallShouldNotCountAsTheCall()
    {
        NoResponseException lookup = NoResponseException.Of(s_read, "x.example", 3, mayHaveArrived: true, mayLastHaveArrived: true, new HttpRequestException("lost"));
        using HttpRequestMessage request = s_create.CreateRequest("/thing");

        NoResponseException exception = lookup.BeforeSending(request);

        Assert.Equal(lookup.Message + " The write was not carried out.", exception.Message);
        Assert.Equal((false, 1, "getThing", "x.example"), (exception.MayHaveTakenEffect, exception.Attempts, exception.OperationId, exception.Host));
        Assert.Same(lookup.InnerException, exception.InnerException);
    }

    [Fact]
    public void RequestBeforeAReadOrAnUnknownCallShouldSayNothingAboutAWrite()
    {
        NoResponseException lookup = Of(s_read, new HttpRequestException("lost"));
        using HttpRequestMessage read = s_read.CreateRequest("/thing");
        using HttpRequestMessage unknown = new();

        Assert.Equal(lookup.Message, lookup.BeforeSending(read).Message);
        Assert.Equal(lookup.Message, lookup.BeforeSending(unknown).Message);
    }

    [Fact]
    public void EarlierAttemptOfTheCallMayHaveTakenEffect()
    {
        NoResponseException lookup = Of(s_read, new HttpRequestException("lost"));
        using HttpRequestMessage request = s_create.CreateRequest("/thing");
        CallAttempts attempts = CallAttempts.Of(request, new RuntimeEnvironment(new ManualTime(), new Random(1), meter: _meter), 0);
        attempts.End(request, new HttpRequestException(HttpRequestError.ResponseEnded));
        attempts.Begin(0);

        NoResponseException exception = lookup.BeforeSending(request);

        Assert.Equal((true, 2), (exception.MayHaveTakenEffect, exception.Attempts));
        Assert.Equal(lookup.Message + " It is not known whether the write was carried out: check before you send it again.", exception.Message);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, true)]
    [InlineData(SocketError.HostNotFound, true)]
    [InlineData(SocketError.NoData, true)]
    [InlineData(SocketError.TryAgain, true)]
    [InlineData(SocketError.ConnectionReset, false)]
    public void SocketThatWasNotConnectedShouldBeFoundInAnyInnerException(SocketError error, bool expected)
    {
        SocketException socket = new((int)error);
        Exception[] failures = [new HttpRequestException("x", socket), new HttpRequestException("x", new IOException("x", socket))];

        Assert.All(failures, failure => Assert.Equal((expected, expected), (ConnectFailure.IsOfSocket(failure), ConnectFailure.IsOne(failure))));
        Assert.Equal(expected, ConnectFailure.IsOfSocket(socket));

        // Another exception can be about a connection that was used already.
        Assert.False(ConnectFailure.IsOne(new IOException("x", socket)));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.UserAuthenticationError, true)]
    [InlineData(HttpRequestError.VersionNegotiationError, true)]
    [InlineData(HttpRequestError.ExtendedConnectNotSupported, true)]
    [InlineData(HttpRequestError.HttpProtocolError, false)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.InvalidResponse, false)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public void ErrorShouldShowWhetherAConnectionWasEstablished(HttpRequestError error, bool expected)
    {
        HttpRequestException failure = new(error);

        Assert.Equal(expected, ConnectFailure.IsOne(failure));
        Assert.Equal(expected, ConnectFailure.IsOne(new NoResponseException("x", failure)));
        Assert.False(ConnectFailure.IsTimeout(failure));
    }

    [Fact]
    public void TimeoutOfTheConnectionShouldDifferFromTheOneOfTheClient()
    {
        OperationCanceledException connect = new("x", new TimeoutException("x"));
        OperationCanceledException client = new("x", new TimeoutException("x", new OperationCanceledException()));

        Assert.True(ConnectFailure.IsTimeout(connect));
        Assert.True(ConnectFailure.IsTimeout(new HttpRequestException("x", connect)));
        Assert.True(ConnectFailure.IsOne(connect));
        Assert.False(ConnectFailure.IsTimeout(client));
        Assert.False(ConnectFailure.IsTimeout(new OperationCanceledException()));
        Assert.False(ConnectFailure.IsTimeout(new OperationCanceledException("x", connect)));
        Assert.False(ConnectFailure.IsTimeout(new HttpRequestException("x", new TimeoutException("x"))));
        Assert.False(ConnectFailure.IsOne(new NoResponseException("x")));
        Assert.Equal(TimeSpan.FromSeconds(15), ConnectFailure.Timeout);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, null, true)]
    [InlineData(HttpRequestError.NameResolutionError, SocketError.HostNotFound, true)]
    [InlineData(HttpRequestError.NameResolutionError, SocketError.TryAgain, false)]
    [InlineData(HttpRequestError.ConnectionError, SocketError.HostNotFound, false)]
    public void HostShouldBeUnknownUnlessAnotherAttemptMayFindIt(HttpRequestError error, SocketError? socket, bool expected) =>
        Assert.Equal(expected, ConnectFailure.IsUnknownHost(new HttpRequestException(error, "x", socket is { } code ? new SocketException((int)code) : null)));

    private static NoResponseException Of(OperationDescriptor operation, Exception failure) =>
        NoResponseException.Of(operation, null, 1, mayHaveArrived: false, mayLastHaveArrived: true, failure);
}
