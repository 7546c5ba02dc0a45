namespace Leeway.Http;

/// <summary>Recognises the 401 that says a scope is missing, which no new token cures.</summary>
internal static class ScopeRefusal
{
    private const int MaximumBody = 64 * 1024;

    /// <summary>Looks at the headers first and, where they do not tell, at the body, which stays readable.</summary>
    public static async ValueTask<bool> IsOneAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Headers.TryGetValues("X-Failure-Category", out IEnumerable<string>? categories))
        {
            foreach (string category in categories)
            {
                if (category.Contains("SCOPE_CHECK", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        if (response.Content.Headers.ContentLength is not (> 0 and <= MaximumBody))
        {
            return false;
        }

        await response.Content.LoadIntoBufferAsync(MaximumBody, cancellationToken).ConfigureAwait(false);
        string body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return body.Contains("scope does not match", StringComparison.OrdinalIgnoreCase);
    }
}
