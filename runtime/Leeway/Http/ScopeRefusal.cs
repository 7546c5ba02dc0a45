using System.Net;
using System.Net.Http.Headers;

namespace Leeway.Http;

/// <summary>Recognises the 401 that says a scope is missing, which no new token cures.</summary>
internal static class ScopeRefusal
{
    private const int MaximumBody = 64 * 1024;

    /// <summary>Where the request of a scope refusal carries the scopes that its login was given.</summary>
    public static HttpRequestOptionsKey<IReadOnlyList<string>> GrantedScopes { get; } = new("Leeway.GrantedScopes");

    /// <summary>Looks at the headers of a 401 first and, where they do not tell, at the body, which stays readable.</summary>
    public static async ValueTask<bool> IsOneAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (IsOne(response, ""))
        {
            return true;
        }

        if (response.Content.Headers.ContentLength is 0 or > MaximumBody)
        {
            return false;
        }

        try
        {
            // A body whose length nobody told is read all the same: not to look would cost a rotation.
            await response.Content.LoadIntoBufferAsync(MaximumBody, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            // It broke off or is longer than any word of the gateway, and cannot be read a second time.
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
            return false;
        }

        return IsOne(response, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Tells it by what is at hand.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="body">As much of its body as is known.</param>
    public static bool IsOne(HttpResponseMessage response, string body) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && ((response.Headers.NonValidated.TryGetValues("X-Failure-Category", out HeaderStringValues categories)
                && categories.ToString().Contains("SCOPE_CHECK", StringComparison.OrdinalIgnoreCase))
            || body.Contains("scope does not match", StringComparison.OrdinalIgnoreCase));
}
