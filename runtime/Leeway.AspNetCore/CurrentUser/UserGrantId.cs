using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using Leeway.Grants;

namespace Leeway.AspNetCore;

/// <summary>The ids of users' grants, made from the issuer of a user and the user's id there.</summary>
public static class UserGrantId
{
    private const string Prefix = "user:";
    private const string HashPrefix = "user-sha256:";

    // Leaves room for the prefix of a named registration.
    private const int MaxReadableLength = 160;

    private const string ShortNameIdentifier = "sub";
    private const string SessionId = "sid";

    /// <summary>Finds the id of the grant of a user.</summary>
    /// <remarks>
    /// It consists of the issuer and the value of the claim <see cref="ClaimTypes.NameIdentifier"/>, or of <c>sub</c>, of the first
    /// authenticated identity that has one. If the claim has no issuer of its own, as in a cookie that the application issues, the
    /// authentication type of the identity takes its place. Users of two issuers therefore never share a grant, even if their ids are equal.
    /// </remarks>
    /// <param name="user">The user.</param>
    /// <returns>The id; <see langword="null"/> if the user is not authenticated or has no such claim.</returns>
    public static GrantId? Find(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return FindClaim(user) is var (identity, claim) ? Create(FindIssuer(identity, claim), claim.Value) : null;
    }

    /// <summary>Creates the id of the grant of a user, for example for a background service.</summary>
    /// <param name="issuer">The issuer of the user's claims, or the authentication type if they have no issuer.</param>
    /// <param name="userId">The user's id at the issuer. It appears in logs.</param>
    /// <returns>The id that <see cref="Find"/> returns for the user.</returns>
    /// <exception cref="ArgumentException">An argument is empty.</exception>
    public static GrantId Create(string issuer, string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(userId);
        if (IsWellFormed(issuer) && IsWellFormed(userId))
        {
            // Escaped, so that the slash between them is the only one.
            string readable = $"{Prefix}{Uri.EscapeDataString(issuer)}/{Uri.EscapeDataString(userId)}";
            if (readable.Length <= MaxReadableLength)
            {
                return new GrantId(readable);
            }
        }

        return new GrantId(HashPrefix + Convert.ToHexStringLower(Hash(issuer, userId)));
    }

    /// <summary>Computes a value that differs for different users, and for different sessions if the issuer names them.</summary>
    internal static byte[] ComputeBinding(ClaimsPrincipal user, GrantId? grant) => FindClaim(user) is var (identity, claim)
        ? Hash(grant?.Value ?? "", FindIssuer(identity, claim), claim.Value, identity.FindFirst(SessionId)?.Value ?? "")
        : Hash(grant?.Value ?? "");

    private static (ClaimsIdentity Identity, Claim Claim)? FindClaim(ClaimsPrincipal user)
    {
        foreach (ClaimsIdentity identity in user.Identities)
        {
            if (identity.IsAuthenticated
                && (identity.FindFirst(ClaimTypes.NameIdentifier) ?? identity.FindFirst(ShortNameIdentifier)) is { Value.Length: > 0 } claim)
            {
                return (identity, claim);
            }
        }

        return null;
    }

    private static string FindIssuer(ClaimsIdentity identity, Claim claim) =>
        claim.Issuer is "" or ClaimsIdentity.DefaultIssuer ? identity.AuthenticationType! : claim.Issuer;

    // A lone surrogate cannot be escaped: two different texts would become the same id.
    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in parts)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(MemoryMarshal.AsBytes(part.AsSpan()));
        }

        return hash.GetHashAndReset();
    }
}
