using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>The sign-ins under way of all browsers: each is in a cookie of its browser, whose name is derived from its state.</summary>
/// <param name="cookies">Creates the cookie.</param>
/// <param name="time">The wall clock.</param>
internal sealed class SignInAttempts(CookieFactory cookies, TimeProvider time)
{
    /// <summary>The maximum number of sign-ins of a browser. Each is a cookie, and servers limit the size of all of them.</summary>
    private const int MaxParallel = 5;

    private readonly ProtectedCookie _cookie = cookies.CreateForSignIn("SignIn.");
    private readonly ConsumedAttempts _consumed = new(time);

    /// <summary>Keeps a sign-in in the browser.</summary>
    public void Keep(HttpContext context, SignInAttempt attempt)
    {
        RemoveOldest(context);
        _cookie.Write(context, attempt, SignInAttempt.Write, AtlassianSignInOptions.AttemptLifetime, NameOf(attempt.State));
    }

    /// <summary>
    /// Takes the sign-in of a callback out of the browser, so that it cannot be completed again, and checks that it may be completed.
    /// </summary>
    /// <param name="context">The callback.</param>
    /// <param name="state">The state in its address.</param>
    /// <param name="binding">Identifies the user of the callback.</param>
    /// <param name="attempt">The sign-in.</param>
    /// <returns>Why the callback is rejected; <see langword="null"/> if it is not.</returns>
    public SignInProblem? Take(HttpContext context, string state, byte[] binding, out SignInAttempt? attempt)
    {
        string name = NameOf(state);
        attempt = _cookie.Read(context, SignInAttempt.Read, name);
        if (attempt is null)
        {
            return SignInProblem.UnknownAttempt;
        }

        _cookie.Delete(context, name);
        return
            !AreEqual(attempt.State, state) ? SignInProblem.UnknownAttempt
            : time.GetUtcNow() >= attempt.ExpiresAt ? SignInProblem.ExpiredAttempt
            : !CryptographicOperations.FixedTimeEquals(attempt.Binding, binding) ? SignInProblem.OtherUser
            : !_consumed.TryConsume(name, attempt.ExpiresAt) ? SignInProblem.UsedAttempt
            : null;
    }

    private void RemoveOldest(HttpContext context)
    {
        DateTimeOffset now = time.GetUtcNow();
        List<(string Suffix, DateTimeOffset ExpiresAt)> known = [];
        foreach (string suffix in _cookie.FindSuffixes(context))
        {
            if (_cookie.Read(context, SignInAttempt.Read, suffix) is { } attempt && attempt.ExpiresAt > now)
            {
                known.Add((suffix, attempt.ExpiresAt));
            }
            else
            {
                _cookie.Delete(context, suffix);
            }
        }

        foreach ((string suffix, _) in known.OrderByDescending(static entry => entry.ExpiresAt).Skip(MaxParallel - 1))
        {
            _cookie.Delete(context, suffix);
        }
    }

    // The name does not reveal the state, and every text is a valid name.
    private static string NameOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)), 0, 16);

    private static bool AreEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
