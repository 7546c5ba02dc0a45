using System.Security.Cryptography;
using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>The grants of an application without users: each browser has its own, named by a protected cookie.</summary>
/// <remarks>
/// The cookie gets a new id with each consent. A cookie that an attacker has planted in another person's browser therefore never leads to
/// that person's grant.
/// </remarks>
/// <param name="cookies">Creates the cookie.</param>
/// <param name="lifetime">How long the browser stays connected.</param>
/// <param name="time">The wall clock.</param>
internal sealed class BrowserGrants(CookieFactory cookies, TimeSpan lifetime, TimeProvider time) : IGrantResolver
{
    private readonly ProtectedCookie _cookie = cookies.Create("Browser");

    public ValueTask<GrantId?> FindAsync(HttpContext context, CancellationToken cancellationToken = default) => new(Find(context));

    /// <summary>Creates the id of a grant for a consent that is under way.</summary>
    public static GrantId Create() => new("browser:" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Remembers the grant in the browser.</summary>
    public void Assign(HttpContext context, GrantId grant) =>
        _cookie.Write(
            context,
            (grant.Value, (time.GetUtcNow() + lifetime).UtcTicks),
            static (writer, content) =>
            {
                writer.Write(content.Value);
                writer.Write(content.UtcTicks);
            },
            lifetime);

    /// <summary>Makes the browser forget its grant.</summary>
    public void Remove(HttpContext context) => _cookie.Delete(context);

    private GrantId? Find(HttpContext context) =>
        _cookie.Read(context, static reader => new Assignment(new GrantId(reader.ReadString()), reader.ReadInt64())) is { } found
            && time.GetUtcNow().UtcTicks < found.ExpiresAt
                ? found.Grant
                : null;

    private sealed record Assignment(GrantId Grant, long ExpiresAt);
}
