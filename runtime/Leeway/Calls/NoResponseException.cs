using System.Globalization;
using Leeway.Calls;
using Leeway.Http.Resilience;

namespace Leeway;

/// <summary>
/// No complete response arrived: the host is unknown or cannot be reached, or the connection ended before the response did.
/// </summary>
/// <remarks>
/// <see cref="MayHaveTakenEffect"/> says whether a write may have been carried out nevertheless. <see cref="Exception.InnerException"/>
/// is the failure of the transport, usually an <see cref="HttpRequestException"/>.
/// </remarks>
public class NoResponseException : LeewayException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, with which host, and what to do.</param>
    /// <param name="innerException">The failure of the transport, or <see langword="null"/>.</param>
    public NoResponseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
        RequestError = FindError(innerException);
    }

    /// <summary>The operation's id in the document, such as <c>getIssue</c>; null if the failure concerns no single operation.</summary>
    public string? OperationId { get; init; }

    /// <summary>The host of the request, such as <c>api.atlassian.com</c>; null if the call failed before it was known.</summary>
    public string? Host { get; init; }

    /// <summary>The kind of failure that the transport reported.</summary>
    public HttpRequestError RequestError { get; init; }

    /// <summary>The number of times the request was sent, including the last attempt.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>
    /// Whether the server may have received the request and carried it out. <see langword="false"/> if no attempt was sent, because none
    /// established a connection or the site or the token was not available first, so that a write can be sent again without harm.
    /// </summary>
    public bool MayHaveTakenEffect { get; init; } = true;

    /// <summary>Creates the exception for a transport failure.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="host">The host of the request, if it is known.</param>
    /// <param name="attempts">The number of times the request was sent.</param>
    /// <param name="mayHaveArrived">Whether an earlier attempt may have been carried out.</param>
    /// <param name="mayLastHaveArrived">
    /// Whether the last attempt may have been carried out. After a failure to connect, it was not in any case.
    /// </param>
    /// <param name="failure">The failure.</param>
    internal static NoResponseException Of(
        OperationDescriptor operation, string? host, int attempts, bool mayHaveArrived, bool mayLastHaveArrived, Exception failure)
    {
        bool mayHaveTakenEffect = mayHaveArrived || (mayLastHaveArrived && !ConnectFailure.IsOne(failure));
        string place = host is null ? "" : $" from {host}";
        string tries = attempts == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" after {attempts} attempts");
        string effect = DescribeEffect(operation, mayHaveTakenEffect);
        string message = $"{operation} got no complete response{place}{tries} ({operation.Id}): {DisplayText.Clean(DescribeReason(failure)).TrimEnd('.')}.{FindAdvice(failure)}{effect}";
        return new NoResponseException(message, failure)
        {
            OperationId = operation.Id,
            Host = host,
            Attempts = attempts,
            MayHaveTakenEffect = mayHaveTakenEffect,
        };
    }

    /// <summary>
    /// Creates the exception of a call from the one of a request that had to succeed before the call could be sent, such as the lookup of
    /// its site. Only an earlier attempt of the call may have taken effect.
    /// </summary>
    /// <param name="request">The request of the call.</param>
    internal NoResponseException BeforeSending(HttpRequestMessage request)
    {
        bool mayHaveTakenEffect = CallAttempts.MayHaveBeenCarriedOut(request);
        OperationDescriptor? operation = request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? known) ? known : null;
        string effect = operation is null ? "" : DescribeEffect(operation, mayHaveTakenEffect);
        return new NoResponseException(Message + effect, InnerException)
        {
            OperationId = OperationId,
            Host = Host,
            Attempts = CallAttempts.Of(request),
            MayHaveTakenEffect = mayHaveTakenEffect,
        };
    }

    private static string DescribeEffect(OperationDescriptor operation, bool mayHaveTakenEffect) =>
        operation.IsReadOnly ? ""
        : mayHaveTakenEffect ? " It is not known whether the write was carried out: check before you send it again."
        : " The write was not carried out.";

    private static HttpRequestError FindError(Exception? failure) => failure switch
    {
        HttpRequestException request => request.HttpRequestError,
        HttpIOException body => body.HttpRequestError,
        _ => HttpRequestError.Unknown,
    };

    // The inner exceptions of a failed TLS handshake and of a broken connection are more specific than the outer one.
    private static string DescribeReason(Exception failure) => failure.InnerException switch
    {
        HttpIOException or System.Security.Authentication.AuthenticationException => $"{failure.Message} {failure.InnerException.Message}",
        OperationCanceledException { InnerException: TimeoutException timeout } => timeout.Message,
        _ => failure is OperationCanceledException { InnerException: TimeoutException timeout } ? timeout.Message : failure.Message,
    };

    private static string FindAdvice(Exception failure) => FindError(failure) switch
    {
        HttpRequestError.NameResolutionError =>
            " Check the spelling of the host and whether this machine can resolve it by DNS. If only a proxy can reach the internet, set HTTPS_PROXY.",
        HttpRequestError.SecureConnectionError =>
            " The TLS handshake failed: check the machine's clock and its trusted root certificates, and whether a proxy or firewall intercepts TLS with its own certificate.",
        HttpRequestError.ProxyTunnelError or HttpRequestError.UserAuthenticationError =>
            " Check the address and the credentials of the proxy (HTTPS_PROXY, NO_PROXY).",
        HttpRequestError.ConnectionError => ConnectFailure.Advice,
        _ => ConnectFailure.IsTimeout(failure) ? ConnectFailure.Advice : "",
    };
}
