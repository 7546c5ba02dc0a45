using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leeway.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// Verifies that a delivery comes from Atlassian: by a token that is signed with the client secret of the app (dynamic webhooks), or by a
/// signature of the body (webhooks of administrators).
/// </summary>
/// <remarks>
/// The algorithms are fixed: HS256 for the token, SHA-256 for the signature. Comparisons take the same time whatever differs, and each secret is
/// tried, so that the time does not depend on which one fits.
/// </remarks>
internal sealed class WebhookProofs(IReadOnlyList<byte[]> clientSecrets, IReadOnlyList<byte[]> adminSecrets, TimeSpan clockSkew, TimeProvider time)
{
    private const string BearerPrefix = "Bearer ";
    private const string SignatureHeader = "X-Hub-Signature";
    private const string SignaturePrefix = "sha256=";
    private const int MaxTokenLength = 16 * 1024;

    private static readonly TimeSpan s_tokenLifetime = TimeSpan.FromMinutes(1);

    /// <summary>Verifies what can be verified before the body is read.</summary>
    /// <returns>Why the delivery is refused; <see langword="null"/> if the body has to be read.</returns>
    public string? FindHeaderFault(IHeaderDictionary headers)
    {
        StringValues authorization = headers.Authorization;
        StringValues signature = headers[SignatureHeader];
        if (authorization.Count > 1 || signature.Count > 1)
        {
            return "a proof occurs twice";
        }

        if (authorization.Count == 1)
        {
            return FindTokenFault(authorization[0] ?? "");
        }

        return signature.Count == 0 ? "it has neither a token nor a signature"
            : adminSecrets.Count == 0 ? "it is signed like the webhook of an administrator, and WebhookOptions.AdminSecrets is empty"
            : null;
    }

    /// <summary>Verifies the signature of the body, if there is one that can be verified. Call it after <see cref="FindHeaderFault"/>.</summary>
    /// <returns>Why the delivery is refused; <see langword="null"/> if it is accepted.</returns>
    public string? FindBodyFault(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        StringValues values = headers[SignatureHeader];
        if (values.Count == 0 || adminSecrets.Count == 0)
        {
            return null;
        }

        string signature = values[0] ?? "";
        Span<byte> claimed = stackalloc byte[SHA256.HashSizeInBytes];
        if (!signature.StartsWith(SignaturePrefix, StringComparison.Ordinal)
            || signature.Length != SignaturePrefix.Length + (2 * SHA256.HashSizeInBytes)
            || Convert.FromHexString(signature.AsSpan(SignaturePrefix.Length), claimed, out _, out _) != OperationStatus.Done)
        {
            return "its signature is not sha256= and 64 hexadecimal digits";
        }

        return IsSignedWithAny(adminSecrets, body, claimed) ? null : "its signature does not fit the body and the secrets";
    }

    /// <summary>Creates a token as Atlassian does.</summary>
    /// <returns><see langword="null"/> if there is no client secret.</returns>
    public string? CreateToken()
    {
        if (clientSecrets.Count == 0)
        {
            return null;
        }

        string claims = string.Create(CultureInfo.InvariantCulture, $$"""{"exp":{{(time.GetUtcNow() + s_tokenLifetime).ToUnixTimeSeconds()}}}""");
        string content = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(clientSecrets[0], Encoding.ASCII.GetBytes(content)))}";
    }

    private string? FindTokenFault(string authorization)
    {
        if (!authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) || authorization.Length > MaxTokenLength)
        {
            return "its Authorization header is not a bearer token";
        }

        string token = authorization[BearerPrefix.Length..];
        if (token.Split('.') is not [var header, var payload, var signature]
            || TokenPart.Read(header) is not { } head
            || TokenPart.Read(payload) is not { } claims
            || TokenPart.Decode(signature) is not { Length: SHA256.HashSizeInBytes } claimed)
        {
            return "its token is not a signed JSON Web Token";
        }

        if (head.FindString("alg") != "HS256" || head.TryFind("crit") is not null)
        {
            return "the algorithm of its token is not HS256";
        }

        return IsSignedWithAny(clientSecrets, Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), claimed)
            ? FindLifetimeFault(claims)
            : "its token is not signed with the client secret";
    }

    private string? FindLifetimeFault(RawJson claims)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (claims.FindUnixTime("exp") is not { } expiresAt)
        {
            return "its token has no time at which it expires";
        }

        if (now - clockSkew >= expiresAt)
        {
            return "its token has expired";
        }

        return claims.TryFind("nbf") is not null && (claims.FindUnixTime("nbf") is not { } notBefore || now + clockSkew < notBefore)
            ? "its token is not valid yet"
            : null;
    }

    private static bool IsSignedWithAny(IReadOnlyList<byte[]> secrets, ReadOnlySpan<byte> content, ReadOnlySpan<byte> claimed)
    {
        bool isSigned = false;
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (byte[] secret in secrets)
        {
            HMACSHA256.HashData(secret, content, expected);
            isSigned |= CryptographicOperations.FixedTimeEquals(expected, claimed);
        }

        return isSigned;
    }
}
