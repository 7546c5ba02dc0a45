using System.Net;
using System.Net.Http.Headers;

namespace Leeway.Http;

/// <summary>Recognises the 401 that says a scope is missing, which no new token cures.</summary>
internal static class ScopeRefusal
{
    /// <summary>Where the request of a scope refusal carries the scopes that its login was given.</summary>
    public static HttpRequestOptionsKey<IReadOnlyList<string>> GrantedScopes { get; } = new("Leeway.GrantedScopes");

    /// <summary>Looks at the headers of a 401 first and, if they do not say, at the body, which stays readable.</summary>
    public static async ValueTask<bool> IsOneAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        IsOne(response, "") || IsOne(response, await GatewayAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false));

    /// <summary>Decides by the headers and the part of the body that was read.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="body">As much of its body as is known.</param>
    public static bool IsOne(HttpResponseMessage response, string body) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && ((response.Headers.NonValidated.TryGetValues("X-Failure-Category", out HeaderStringValues categories)
                && categories.ToString().Contains("SCOPE_CHECK", StringComparison.OrdinalIgnoreCase))
            || body.Contains("scope does not match", StringComparison.OrdinalIgnoreCase));
}
