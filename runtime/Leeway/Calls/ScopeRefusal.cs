using System.Net;
using System.Net.Http.Headers;

namespace Leeway.Http;

/// <summary>Recognizes the 401 that means a missing scope. A new token does not help.</summary>
internal static class ScopeRefusal
{
    /// <summary>The key under which a request that lacks a scope carries the scopes of its login.</summary>
    public static HttpRequestOptionsKey<IReadOnlyList<string>> GrantedScopes { get; } = new("Leeway.GrantedScopes");

    /// <summary>Checks the headers of a 401 first and then the body, which can be read again.</summary>
    public static async ValueTask<bool> IsOneAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        IsOne(response, "") || IsOne(response, await GatewayAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false));

    /// <summary>Checks the headers and the part of the body that was read.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">The part of its body that was read.</param>
    public static bool IsOne(HttpResponseMessage response, string body) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && ((response.Headers.NonValidated.TryGetValues("X-Failure-Category", out HeaderStringValues categories)
                && categories.ToString().Contains("SCOPE_CHECK", StringComparison.OrdinalIgnoreCase))
            || body.Contains("scope does not match", StringComparison.OrdinalIgnoreCase));
}
