using System.Globalization;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// No complete response to a call arrived in time. Whether a write was carried out is not known; Leeway repeats the call only where
/// its operation allows that.
/// </summary>
public sealed class CallTimeoutException : NoResponseException
{
    internal CallTimeoutException(
        OperationDescriptor? operation, string? host, TimeSpan timeout, bool isOfWholeCall, int attempts, Exception? innerException)
        : base(Describe(operation, host, timeout, isOfWholeCall, attempts), innerException)
    {
        Timeout = timeout;
        IsOfWholeCall = isOfWholeCall;
        OperationId = operation?.Id;
        Host = host;
        Attempts = attempts;
    }

    /// <summary>The time that has passed.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>
    /// Whether <see cref="Timeout"/> is that of the whole call (<see cref="Calls.CallSettings.Timeout"/>,
    /// <see cref="Http.Resilience.ResilienceOptions.CallTimeout"/> or <see cref="HttpClient.Timeout"/>), or else of one attempt
    /// (<see cref="Http.Resilience.ResilienceOptions.AttemptTimeout"/>).
    /// </summary>
    public bool IsOfWholeCall { get; }

    private static string Describe(OperationDescriptor? operation, string? host, TimeSpan timeout, bool isOfWholeCall, int attempts) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{operation?.ToString() ?? "The call"} got no complete response{(host is null ? "" : " from " + host)} within the {timeout.TotalSeconds:0.###} s of {(isOfWholeCall ? "the call" : "one attempt")}, at attempt {attempts}.{(operation is { IsReadOnly: false } ? " It is not known whether the write was carried out: look before you send it again." : "")}");
}
