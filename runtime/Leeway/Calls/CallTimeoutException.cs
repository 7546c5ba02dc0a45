using System.Globalization;
using Leeway.Calls;
using Leeway.Http.Resilience;
using Polly.Timeout;

namespace Leeway;

/// <summary>
/// No complete response arrived in time. <see cref="NoResponseException.MayHaveTakenEffect"/> says whether the last attempt or an
/// earlier one may have carried out a write. Leeway repeats the call only if its operation allows that.
/// </summary>
public sealed class CallTimeoutException : NoResponseException
{
    internal CallTimeoutException(HttpRequestMessage request, TimeSpan timeout, bool isOfWholeCall, Exception? innerException)
        : base(Describe(request, timeout, isOfWholeCall), innerException)
    {
        Timeout = timeout;
        IsOfWholeCall = isOfWholeCall;
        OperationId = FindOperation(request)?.Id;
        Host = FindHost(request);
        Attempts = CallAttempts.Of(request);
        WasSent = CallAttempts.MayLastHaveBeenCarriedOut(request);
        MayHaveTakenEffect = WasSent || CallAttempts.MayHaveBeenCarriedOut(request);
    }

    /// <summary>The time limit that was exceeded.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>
    /// Whether <see cref="Timeout"/> limits the whole call (<see cref="Calls.CallSettings.Timeout"/>,
    /// <see cref="Http.Resilience.ResilienceOptions.CallTimeout"/> or <see cref="HttpClient.Timeout"/>) and not one attempt
    /// (<see cref="Http.Resilience.ResilienceOptions.AttemptTimeout"/>).
    /// </summary>
    public bool IsOfWholeCall { get; }

    /// <summary>
    /// Whether the last attempt may have been carried out; false if it was still waiting for a token or a site, or had been refused and the
    /// call was waiting for the next one.
    /// </summary>
    internal bool WasSent { get; }

    /// <summary>Whether a timeout is that of one attempt. The strategies of Leeway and the standard ones are named alike.</summary>
    internal static bool IsOfAttempt(TimeoutRejectedException timeout) =>
        timeout.TelemetrySource?.StrategyName?.EndsWith("AttemptTimeout", StringComparison.Ordinal) == true;

    /// <summary>The host of a request; null before its site was found.</summary>
    internal static string? FindHost(HttpRequestMessage request) => request.RequestUri is { IsAbsoluteUri: true } address ? address.Host : null;

    private static OperationDescriptor? FindOperation(HttpRequestMessage request) =>
        request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation) ? operation : null;

    private static string Describe(HttpRequestMessage request, TimeSpan timeout, bool isOfWholeCall)
    {
        OperationDescriptor? operation = FindOperation(request);
        bool wasSent = !CallAttempts.WasNotSent(request);
        bool mayLastHaveArrived = CallAttempts.MayLastHaveBeenCarriedOut(request);
        string what = !wasSent ? "was not sent" : FindHost(request) is { } host ? $"got no complete response from {host}" : "got no complete response";
        string why = wasSent ? "" : ": the access token or the site was not available in time";
        string effect = operation is not { IsReadOnly: false } ? "" : DescribeEffect(mayLastHaveArrived, CallAttempts.MayHaveBeenCarriedOut(request));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{operation?.ToString() ?? "The call"} {what} within the {timeout.TotalSeconds:0.###} s of {(isOfWholeCall ? "the call" : "one attempt")}, at attempt {CallAttempts.Of(request)}{why}.{effect}");
    }

    private static string DescribeEffect(bool mayLastHaveArrived, bool mayEarlierHaveArrived) => (mayLastHaveArrived, mayEarlierHaveArrived) switch
    {
        (true, true) =>
            " It is not known whether the write was carried out, by this attempt or an earlier one: check before you send it again.",
        (true, false) => " It is not known whether the write was carried out: check before you send it again.",
        (false, true) => " An earlier attempt of this call had no clear outcome and may have been carried out: check before you send it again.",
        (false, false) => " The write was not carried out.",
    };
}
