using System.Globalization;

namespace Leeway;

/// <summary>
/// A call did not come to its answer in time. Whether it had an effect is not known; it is not repeated unless its operation
/// is one that may be.
/// </summary>
public sealed class CallTimeoutException : LeewayException
{
    internal CallTimeoutException(string operation, TimeSpan timeout, bool isOfWholeCall, int attempts, Exception? innerException)
        : base(Describe(operation, timeout, isOfWholeCall, attempts), innerException)
    {
        Timeout = timeout;
        IsOfWholeCall = isOfWholeCall;
        Attempts = attempts;
    }

    /// <summary>The time that has passed.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>
    /// Whether it is that of the whole call (<see cref="Calls.CallSettings.Timeout"/>,
    /// <see cref="Http.Resilience.ResilienceOptions.CallTimeout"/>), or else of one attempt.
    /// </summary>
    public bool IsOfWholeCall { get; }

    /// <summary>How many times the request was sent, the last included.</summary>
    public int Attempts { get; }

    private static string Describe(string operation, TimeSpan timeout, bool isOfWholeCall, int attempts) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{operation} had no answer within the {timeout.TotalSeconds:0.###} s of {(isOfWholeCall ? "the call" : "one attempt")}, at attempt {attempts}.");
}
