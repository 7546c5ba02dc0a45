namespace Leeway.Grants;

/// <summary>The name of one scope, as OAuth 2.0 defines it (RFC 6749, section 3.3).</summary>
internal static class ScopeToken
{
    /// <summary>Whether a text is one scope: visible ASCII without the quotation mark and the backslash.</summary>
    public static bool IsValid(string? scope) =>
        !string.IsNullOrEmpty(scope) && !scope.AsSpan().ContainsAnyExceptInRange('!', '~') && !scope.AsSpan().ContainsAny('"', '\\');
}
