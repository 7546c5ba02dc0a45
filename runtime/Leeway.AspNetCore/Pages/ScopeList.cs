namespace Leeway.AspNetCore;

/// <summary>A list of scopes.</summary>
internal static class ScopeList
{
    public static Html Write(IEnumerable<string> scopes) => Html.Of($"""
        <ul class="scopes">
        {Html.Join(scopes, static scope => Html.Of($"<li><code>{scope}</code></li>\n"))}</ul>

        """);
}
