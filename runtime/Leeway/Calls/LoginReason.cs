using System.Net.Http.Headers;

namespace Leeway.Calls;

/// <summary>
/// Reads <c>X-Seraph-LoginReason</c>, in which Jira and Confluence say what became of the login of a request. They serve a request whose
/// login failed as an anonymous one, so that its status can be any.
/// </summary>
internal static class LoginReason
{
    public const string Header = "X-Seraph-LoginReason";

    /// <summary>Reads the header. One value that speaks of a failure outweighs the others.</summary>
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

            // With OK beside it, the end of an earlier session was followed by a login.
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
