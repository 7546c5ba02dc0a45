using System.Net.Http.Headers;

namespace Leeway.Calls;

/// <summary>
/// Reads <c>X-Seraph-LoginReason</c>, in which Jira and Confluence report the result of a login. They treat a request whose login failed
/// as an anonymous request, so its status can be anything.
/// </summary>
internal static class LoginReason
{
    public const string Header = "X-Seraph-LoginReason";

    /// <summary>Reads the header. If one of several values reports a failure, it wins.</summary>
    public static LoginOutcome Find(HttpResponseMessage response)
    {
        LoginOutcome outcome = LoginOutcome.NotStated;
        if (response.Headers.NonValidated.TryGetValues(Header, out HeaderStringValues lines))
        {
            bool hasLoggedOut = false;
            foreach (string line in lines)
            {
                foreach (Range part in line.AsSpan().Split(','))
                {
                    ReadOnlySpan<char> value = line.AsSpan()[part].Trim();
                    outcome = Max(outcome, Read(value));
                    hasLoggedOut |= value.Equals("OUT", StringComparison.OrdinalIgnoreCase);
                }
            }

            // With OK beside it, an earlier session was closed and a login followed.
            return outcome == LoginOutcome.NotStated && hasLoggedOut ? LoginOutcome.Failed : outcome;
        }

        return outcome;
    }

    private static LoginOutcome Read(ReadOnlySpan<char> value) =>
        value.Equals("OK", StringComparison.OrdinalIgnoreCase) ? LoginOutcome.Accepted
        : value.StartsWith("AUTHENTICAT", StringComparison.OrdinalIgnoreCase) && HasFailed(value) ? LoginOutcome.Failed
        : HasFailed(value)
            || value.Contains("DENIED", StringComparison.OrdinalIgnoreCase)
            || value.Equals("OUT_OF_SERVICE", StringComparison.OrdinalIgnoreCase) ? LoginOutcome.Barred
        : LoginOutcome.NotStated;

    private static bool HasFailed(ReadOnlySpan<char> value) => value.Contains("FAILED", StringComparison.OrdinalIgnoreCase);

    private static LoginOutcome Max(LoginOutcome left, LoginOutcome right) => left > right ? left : right;
}
