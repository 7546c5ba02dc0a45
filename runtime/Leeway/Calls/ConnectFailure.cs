using System.Net.Sockets;

namespace Leeway;

/// <summary>Recognizes connection failures. After one, the request has certainly not reached the server.</summary>
internal static class ConnectFailure
{
    public const string Advice =
        " Check that this machine can reach the host: a firewall may block it. If only a proxy can reach the internet, set HTTPS_PROXY.";

    /// <summary>The maximum time to connect to a host, with all attempts.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a failure happened before a connection was established.</summary>
    public static bool IsOne(Exception failure) => IsOfConnection(failure is NoResponseException { InnerException: { } cause } ? cause : failure);

    /// <summary>Whether a socket could not be connected: the host does not exist or refuses the connection.</summary>
    /// <remarks>Transports other than <see cref="SocketsHttpHandler"/> do not set <see cref="HttpRequestException.HttpRequestError"/>.</remarks>
    public static bool IsOfSocket(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfConnection(Exception failure) =>
        failure is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.ProxyTunnelError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.UserAuthenticationError
                or HttpRequestError.VersionNegotiationError
                or HttpRequestError.ExtendedConnectNotSupported,
        }
        || IsTimeout(failure)
        || (failure is HttpRequestException && IsOfSocket(failure));

    /// <summary>Whether the connection was not established in time.</summary>
    /// <remarks>
    /// <see cref="SocketsHttpHandler.ConnectTimeout"/> cancels with an inner <see cref="TimeoutException"/>. The one of
    /// <see cref="HttpClient.Timeout"/>, which can expire after the request was sent, contains another cancellation.
    /// </remarks>
    public static bool IsTimeout(Exception failure) =>
        (failure as OperationCanceledException ?? failure.InnerException as OperationCanceledException) is
        {
            InnerException: TimeoutException { InnerException: not OperationCanceledException },
        };

    /// <summary>Whether the host does not exist, which another attempt does not change.</summary>
    public static bool IsUnknownHost(Exception failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError, InnerException: not SocketException { SocketErrorCode: SocketError.TryAgain } };
}
