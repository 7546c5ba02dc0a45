using System.Buffers;
using System.Text.Json;
using Leeway.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Leeway.AspNetCore.Forge.Tokens;

/// <summary>Verifies invocation tokens: the signature with a published key, the issuer, the audience and the lifetime.</summary>
/// <remarks>
/// Two values of a token are used before its signature is verified: the id of the key, which only selects among published keys, and the label
/// of the isolated cloud, which selects where keys are published. Headers that name keys or their address are never read.
/// </remarks>
internal sealed class ForgeTokenVerifier(ForgeTokenRules rules, ForgeKeys keys, TimeProvider time)
{
    private const string Issuer = "forge/invocation-token";

    // Twice the size of Kestrel's default for all headers.
    private const int MaxTokenLength = 64 * 1024;

    private const int MaxLabelLength = 50;

    private static readonly SearchValues<char> s_labelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly JsonWebTokenHandler s_handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };

    /// <exception cref="ForgeTokenRefusedException">The token is not accepted.</exception>
    /// <exception cref="ForgeKeysUnavailableException">The keys cannot be fetched.</exception>
    public async Task<ForgeToken> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        JsonWebToken token = Parse(text);
        RawJson claims = ReadPart(token.EncodedPayload, "payload");
        RequireHeader(ReadPart(token.EncodedHeader, "header"));
        string? label = ReadLabel(claims);
        RsaSecurityKey key = await keys.FindAsync(label, FindKeysAddress(label), token.Kid, cancellationToken).ConfigureAwait(false)
            ?? throw new ForgeTokenRefusedException("The token is signed with a key that Atlassian does not publish.");
        TokenValidationResult result = await s_handler.ValidateTokenAsync(token, CreateParameters(key)).ConfigureAwait(false);
        if (!result.IsValid)
        {
            throw new ForgeTokenRefusedException(Describe(result.Exception), result.Exception);
        }

        keys.NoteVerified(label);
        return ReadToken(claims, label);
    }

    private TokenValidationParameters CreateParameters(RsaSecurityKey key) => new()
    {
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        ValidateIssuerSigningKey = true,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        ValidIssuer = Issuer,
        ValidAudience = rules.AppId,
        IgnoreTrailingSlashWhenValidatingAudience = false,

        // Checked with the clock of the application.
        ValidateLifetime = false,
    };

    private static JsonWebToken Parse(string text)
    {
        if (text.Length > MaxTokenLength)
        {
            throw new ForgeTokenRefusedException($"The token is longer than {MaxTokenLength} characters.");
        }

        try
        {
            return s_handler.ReadJsonWebToken(text);
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            throw new ForgeTokenRefusedException("The token is not a signed JSON Web Token.", exception);
        }
    }

    private static RawJson ReadPart(string encoded, string part) =>
        TokenPart.Read(encoded) ?? throw new ForgeTokenRefusedException($"The {part} of the token is not JSON with distinct members.");

    private static void RequireHeader(RawJson header)
    {
        if (header.FindString("alg") != SecurityAlgorithms.RsaSha256)
        {
            throw new ForgeTokenRefusedException($"The algorithm of the token is not {SecurityAlgorithms.RsaSha256}.");
        }

        if (header.TryFind("crit") is not null)
        {
            throw new ForgeTokenRefusedException("The header of the token requires extensions, and none are known.");
        }

        if (string.IsNullOrEmpty(header.FindString("kid")))
        {
            throw new ForgeTokenRefusedException("The header of the token does not name its key.");
        }
    }

    private string? ReadLabel(RawJson claims)
    {
        if (claims.TryFind("icLabel") is not { } value || value.Kind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.GetString() is not { Length: > 0 and <= MaxLabelLength } label || label.AsSpan().ContainsAnyExcept(s_labelCharacters))
        {
            throw new ForgeTokenRefusedException("The label of the isolated cloud is not 1 to 50 lower-case letters, digits, hyphens and underscores.");
        }

        if (rules.IsolatedKeysAddress is null)
        {
            throw new ForgeTokenRefusedException(
                $"The token comes from the isolated cloud '{label}', and ForgeRemoteOptions.IsolatedCloudKeysAddress is not set.");
        }

        return rules.IsolatedLabels.Count == 0 || rules.IsolatedLabels.Contains(label)
            ? label
            : throw new ForgeTokenRefusedException(
                $"The token comes from the isolated cloud '{label}', which ForgeRemoteOptions.IsolatedCloudLabels does not contain.");
    }

    private Uri FindKeysAddress(string? label)
    {
        if (label is null)
        {
            return rules.KeysAddress;
        }

        // Not every label can be part of a host: "-" cannot.
        string address = rules.IsolatedKeysAddress!.Replace(ForgeTokenRules.LabelPlaceholder, label, StringComparison.Ordinal);
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? keys)
            ? keys
            : throw new ForgeTokenRefusedException($"The label '{label}' of the isolated cloud makes no valid address of keys.");
    }

    private ForgeToken ReadToken(RawJson claims, string? label)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset expiresAt = ReadTime(claims, "exp");
        if (now >= AddSkew(expiresAt, rules.ClockSkew))
        {
            throw new ForgeTokenRefusedException("The token has expired.");
        }

        if (claims.TryFind("nbf") is not null && now < AddSkew(ReadTime(claims, "nbf"), -rules.ClockSkew))
        {
            throw new ForgeTokenRefusedException("The token is not valid yet. Check the clock of this machine.");
        }

        if (claims.FindObject("app") is not { } app || app.FindString("id") != rules.AppId)
        {
            throw new ForgeTokenRefusedException("The token belongs to another app.");
        }

        return app.FindString("installationId") is { Length: > 0 } installation && app.FindAddress("apiBaseUrl") is { } address
            ? new ForgeToken
            {
                Claims = claims,
                App = app,
                AppId = rules.AppId,
                InstallationId = installation,
                ApiBaseUrl = address,
                Label = label,
                ExpiresAt = expiresAt,
            }
            : throw new ForgeTokenRefusedException("The token has no app.installationId or app.apiBaseUrl.");
    }

    private static DateTimeOffset ReadTime(RawJson claims, string name) =>
        claims.FindUnixTime(name) ?? throw new ForgeTokenRefusedException($"The token has no {name} that is a time.");

    private static DateTimeOffset AddSkew(DateTimeOffset value, TimeSpan skew) =>
        skew > DateTimeOffset.MaxValue - value ? DateTimeOffset.MaxValue
        : skew < DateTimeOffset.MinValue - value ? DateTimeOffset.MinValue
        : value + skew;

    // The messages of the library contain values of the token.
    private static string Describe(Exception? exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => $"The issuer of the token is not {Issuer}.",
        SecurityTokenInvalidAudienceException => "The audience of the token is not the app.",
        SecurityTokenInvalidAlgorithmException => "The algorithm of the token is not accepted.",
        _ => "The signature of the token is not valid.",
    };
}
