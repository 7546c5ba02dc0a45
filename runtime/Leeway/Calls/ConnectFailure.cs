using System.Net.Sockets;

namespace Leeway;

/// <summary>Recognizes failures to connect, after which a request is known not to have reached its server.</summary>
internal static class ConnectFailure
{
    public const string Advice =
        " Check that this machine may reach the host: a firewall may block it, and where only a proxy reaches the internet, set HTTPS_PROXY.";

    /// <summary>How long a host that cannot be reached may hold up a call, with all attempts to connect to it.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a failure came before a connection was established.</summary>
    public static bool IsOne(Exception failure) =>
        (failure is NoResponseException { InnerException: { } cause } ? cause : failure) is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.ProxyTunnelError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.UserAuthenticationError
                or HttpRequestError.VersionNegotiationError
                or HttpRequestError.ExtendedConnectNotSupported,
        }
        || IsTimeout(failure);

    /// <summary>Whether the connection was not established in time.</summary>
    /// <remarks>
    /// <see cref="SocketsHttpHandler.ConnectTimeout"/> cancels with a <see cref="TimeoutException"/> inside. That of
    /// <see cref="HttpClient.Timeout"/>, which may pass after sending, holds another cancellation.
    /// </remarks>
    public static bool IsTimeout(Exception failure) =>
        (failure as OperationCanceledException ?? failure.InnerException as OperationCanceledException) is
        {
            InnerException: TimeoutException { InnerException: not OperationCanceledException },
        };

    /// <summary>Whether there is no such host, which another attempt does not change.</summary>
    public static bool IsUnknownHost(Exception failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError, InnerException: not SocketException { SocketErrorCode: SocketError.TryAgain } };
}
