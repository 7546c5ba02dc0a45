using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Leeway.AspNetCore;

/// <summary>Creates the cookies and protected values of a registration.</summary>
/// <param name="registration">The name of the registration.</param>
/// <param name="protection">Data Protection of the application.</param>
/// <param name="redirectUri">The callback address, whose scheme decides whether cookies are sent over https only.</param>
internal sealed class CookieFactory(string registration, IDataProtectionProvider protection, Uri redirectUri)
{
    // Cookies of a named registration never begin with the name of one of another registration.
    private readonly string _prefix = registration.Length == 0
        ? "Leeway."
        : "Leeway." + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(registration)), 0, 4) + ".";

    /// <summary>Creates protected values for a purpose, which cannot be used for another.</summary>
    public ProtectedValue CreateValue(string purpose) =>
        new(protection.CreateProtector("Leeway.AspNetCore", [purpose, "v1", registration]));

    /// <summary>Creates a cookie for the whole application.</summary>
    public ProtectedCookie Create(string name) => Create(name, "/");

    /// <summary>Creates a cookie for the addresses of the sign-in.</summary>
    public ProtectedCookie CreateForSignIn(string name)
    {
        string path = redirectUri.AbsolutePath;
        return Create(name, path[..(path.LastIndexOf('/') + 1)]);
    }

    private ProtectedCookie Create(string name, string path) =>
        new(_prefix + name, CreateValue(name), redirectUri.Scheme == Uri.UriSchemeHttps, path);
}
