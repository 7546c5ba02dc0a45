using System.Globalization;
using Leeway.Calls;
using Leeway.Http.Resilience;
using Polly.Timeout;

namespace Leeway;

/// <summary>
/// No complete response to a call arrived in time. <see cref="NoResponseException.MayHaveTakenEffect"/> says whether a write may have been
/// carried out, by the last attempt or an earlier one; Leeway repeats the call only where its operation allows that.
/// </summary>
public sealed class CallTimeoutException : NoResponseException
{
    internal CallTimeoutException(HttpRequestMessage request, TimeSpan timeout, bool isOfWholeCall, Exception? innerException)
        : base(Describe(request, timeout, isOfWholeCall), innerException)
    {
        Timeout = timeout;
        IsOfWholeCall = isOfWholeCall;
        OperationId = OperationOf(request)?.Id;
        Host = HostOf(request);
        Attempts = CallAttempts.Of(request);
        WasSent = !CallAttempts.WasNotSent(request);
        MayHaveTakenEffect = WasSent || CallAttempts.MayHaveBeenCarriedOut(request);
    }

    /// <summary>The time that has passed.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>
    /// Whether <see cref="Timeout"/> is that of the whole call (<see cref="Calls.CallSettings.Timeout"/>,
    /// <see cref="Http.Resilience.ResilienceOptions.CallTimeout"/> or <see cref="HttpClient.Timeout"/>), or else of one attempt
    /// (<see cref="Http.Resilience.ResilienceOptions.AttemptTimeout"/>).
    /// </summary>
    public bool IsOfWholeCall { get; }

    /// <summary>Whether the last attempt may have reached the server and been carried out; not so while it waited for a token or a site.</summary>
    internal bool WasSent { get; }

    /// <summary>Whether a timeout is that of one attempt, as the strategies of Leeway and the standard ones are named.</summary>
    internal static bool IsOfAttempt(TimeoutRejectedException timeout) =>
        timeout.TelemetrySource?.StrategyName?.EndsWith("AttemptTimeout", StringComparison.Ordinal) == true;

    private static OperationDescriptor? OperationOf(HttpRequestMessage request) =>
        request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation) ? operation : null;

    /// <summary>The host of a request; null before its site was found.</summary>
    internal static string? HostOf(HttpRequestMessage request) => request.RequestUri is { IsAbsoluteUri: true } address ? address.Host : null;

    private static string Describe(HttpRequestMessage request, TimeSpan timeout, bool isOfWholeCall)
    {
        OperationDescriptor? operation = OperationOf(request);
        bool wasSent = !CallAttempts.WasNotSent(request);
        string what = !wasSent ? "was not sent" : HostOf(request) is { } host ? $"got no complete response from {host}" : "got no complete response";
        string why = wasSent ? "" : ": the access token or the site was not known in time";
        string effect = operation is not { IsReadOnly: false } ? "" : DescribeEffect(wasSent, CallAttempts.MayHaveBeenCarriedOut(request));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{operation?.ToString() ?? "The call"} {what} within the {timeout.TotalSeconds:0.###} s of {(isOfWholeCall ? "the call" : "one attempt")}, at attempt {CallAttempts.Of(request)}{why}.{effect}");
    }

    private static string DescribeEffect(bool wasSent, bool mayEarlierHaveArrived) => (wasSent, mayEarlierHaveArrived) switch
    {
        (true, true) =>
            " It is not known whether the write was carried out, by this attempt or an earlier one: look before you send it again.",
        (true, false) => " It is not known whether the write was carried out: look before you send it again.",
        (false, true) => " An earlier attempt of this call had no clear outcome and may have been carried out: look before you send it again.",
        (false, false) => " The write was not carried out.",
    };
}
