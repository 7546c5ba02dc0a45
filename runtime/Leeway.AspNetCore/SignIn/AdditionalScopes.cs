using Leeway.Grants;

namespace Leeway.AspNetCore;

/// <summary>
/// The scopes that a consent requests beside those of the options. Their list is protected, so that a link from elsewhere cannot make a user
/// grant more than the application needs.
/// </summary>
/// <param name="cookies">Creates the protected value.</param>
/// <param name="time">The wall clock.</param>
internal sealed class AdditionalScopes(CookieFactory cookies, TimeProvider time)
{
    /// <summary>The name of the parameter that contains the list.</summary>
    public const string Parameter = "scopes";

    // Long enough for a page that stays open, too short for a bookmark.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(1);

    private readonly ProtectedValue _value = cookies.CreateValue("Scopes");

    public string Protect(GrantId grant, IReadOnlyCollection<string> scopes) => _value.Protect(
        new Request(grant.Value, (time.GetUtcNow() + s_lifetime).UtcTicks, [.. scopes]),
        static (writer, request) =>
        {
            writer.Write(request.Grant);
            writer.Write(request.ExpiresAt);
            writer.Write(request.Scopes.Length);
            foreach (string scope in request.Scopes)
            {
                writer.Write(scope);
            }
        });

    /// <summary>Returns the scopes; empty if the list is not valid, is too old, or belongs to another grant.</summary>
    public IReadOnlyList<string> Find(string? text, GrantId? grant) =>
        _value.Unprotect(text, Read) is { } request && request.Grant == grant?.Value && time.GetUtcNow().UtcTicks < request.ExpiresAt
            ? request.Scopes
            : [];

    private static Request Read(BinaryReader reader)
    {
        string grant = reader.ReadString();
        long expiresAt = reader.ReadInt64();
        string[] scopes = new string[reader.ReadInt32()];
        for (int i = 0; i < scopes.Length; i++)
        {
            scopes[i] = reader.ReadString();
        }

        return new Request(grant, expiresAt, scopes);
    }

    private sealed record Request(string Grant, long ExpiresAt, string[] Scopes);
}
