using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Stores the selected site in a cookie, which is valid for one grant only.</summary>
/// <param name="cookies">Creates the cookie.</param>
internal sealed class CookieSiteStore(CookieFactory cookies) : ISelectedSiteStore
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(365);

    private readonly ProtectedCookie _cookie = cookies.Create("Site");

    public ValueTask<string?> FindAsync(HttpContext context, GrantId grant, CancellationToken cancellationToken = default) =>
        new(_cookie.Read(context, static reader => new Selection(reader.ReadString(), reader.ReadString())) is { } selection && selection.Grant == grant.Value
            ? selection.CloudId
            : null);

    public ValueTask SetAsync(HttpContext context, GrantId grant, string? cloudId, CancellationToken cancellationToken = default)
    {
        if (cloudId is null)
        {
            _cookie.Delete(context);
        }
        else
        {
            _cookie.Write(
                context,
                new Selection(grant.Value, cloudId),
                static (writer, selection) =>
                {
                    writer.Write(selection.Grant);
                    writer.Write(selection.CloudId);
                },
                s_lifetime);
        }

        return ValueTask.CompletedTask;
    }

    private sealed record Selection(string Grant, string CloudId);
}
