using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>A cookie, or several that differ in a suffix, with protected values. Scripts cannot read them.</summary>
/// <remarks>
/// With https, the name begins with <c>__Host-</c>, so that no other host of the domain can set the cookie. Browsers then require the path
/// <c>/</c>. SameSite is Lax, because the browser returns from Atlassian by a request that another site caused.
/// </remarks>
/// <param name="name">The name without prefix.</param>
/// <param name="value">Protects the values.</param>
/// <param name="isSecure">Whether the cookie is sent over https only.</param>
/// <param name="path">The path of the cookie without https.</param>
internal sealed class ProtectedCookie(string name, ProtectedValue value, bool isSecure, string path)
{
    private readonly string _prefix = isSecure ? "__Host-" + name : name;

    /// <summary>Reads the cookie; <see langword="null"/> if there is none, or it was changed.</summary>
    public T? Read<T>(HttpContext context, Func<BinaryReader, T> read, string suffix = "")
        where T : class =>
        value.Unprotect(context.Request.Cookies[_prefix + suffix], read);

    /// <summary>Sends the cookie to the browser.</summary>
    /// <param name="context">The request that is answered.</param>
    /// <param name="content">The content.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="lifetime">How long the browser keeps the cookie.</param>
    /// <param name="suffix">The end of the name.</param>
    public void Write<T>(HttpContext context, T content, Action<BinaryWriter, T> write, TimeSpan lifetime, string suffix = "")
    {
        CookieOptions options = CreateOptions();
        options.MaxAge = lifetime;
        context.Response.Cookies.Append(_prefix + suffix, value.Protect(content, write), options);
    }

    public void Delete(HttpContext context, string suffix = "") => context.Response.Cookies.Delete(_prefix + suffix, CreateOptions());

    /// <summary>Lists the suffixes of the cookies of this name that the browser sent.</summary>
    public IEnumerable<string> FindSuffixes(HttpContext context) =>
        from key in context.Request.Cookies.Keys
        where key.StartsWith(_prefix, StringComparison.Ordinal)
        select key[_prefix.Length..];

    private CookieOptions CreateOptions() => new()
    {
        HttpOnly = true,
        Secure = isSecure,
        SameSite = SameSiteMode.Lax,
        Path = isSecure ? "/" : path,

        // A policy on consent to cookies must not prevent a sign-in that the user has just asked for.
        IsEssential = true,
    };
}
