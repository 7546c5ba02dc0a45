using System.Text.Json;

namespace Leeway.Grants;

/// <summary>
/// The JSON object in a response of the token endpoint. A member of the wrong type, or with text that is not valid Unicode, counts as
/// missing. If a member occurs more than once, the last value is used.
/// </summary>
internal sealed class TokenDocument
{
    private static readonly byte[] s_byteOrderMark = [0xEF, 0xBB, 0xBF];

    private string? _accessToken;
    private string? _refreshToken;
    private bool _isRefreshTokenBroken;

    private TokenDocument()
    {
    }

    public TimeSpan Lifetime { get; private set; } = TokenLifetime.Unknown;

    public IReadOnlyList<string> Scopes { get; private set; } = [];

    public string Error { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Reads the body of a response.</summary>
    /// <returns><see langword="null"/> if it is not exactly one well-formed JSON object.</returns>
    public static TokenDocument? Read(ReadOnlySpan<byte> body)
    {
        TokenDocument document = new();
        Utf8JsonReader reader = new(body.StartsWith(s_byteOrderMark) ? body[s_byteOrderMark.Length..] : body);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                document.ReadMember(ref reader);
            }

            // Nothing may follow the object: a truncated or concatenated body is not valid.
            return reader.Read() ? null : document;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a string.</summary>
    /// <returns>
    /// <see langword="null"/> if it is not a string, or not valid Unicode (a lone surrogate, or bytes that are not UTF-8).
    /// </returns>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Finds the issued tokens.</summary>
    /// <returns>
    /// <see langword="null"/> if they cannot be used: there is no access token, it is not valid in an HTTP header, or the refresh token
    /// could not be sent back unchanged.
    /// </returns>
    public (AccessToken AccessToken, RefreshToken? RefreshToken)? FindTokens() =>
        _accessToken is { Length: > 0 } accessToken && FitsHeader(accessToken) && !_isRefreshTokenBroken
            ? (new AccessToken(accessToken), string.IsNullOrEmpty(_refreshToken) ? null : new RefreshToken(_refreshToken))
            : null;

    private static bool FitsHeader(string token) =>
        !token.AsSpan().ContainsAnyExceptInRange(' ', '~') && token[0] != ' ' && token[^1] != ' ';

    private void ReadMember(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> name = reader.ValueIsEscaped ? default : reader.ValueSpan;
        reader.Read();
        if (name.SequenceEqual("access_token"u8))
        {
            _accessToken = ReadText(ref reader);
        }
        else if (name.SequenceEqual("refresh_token"u8))
        {
            _refreshToken = ReadText(ref reader);
            _isRefreshTokenBroken = _refreshToken is null && reader.TokenType != JsonTokenType.Null;
        }
        else if (name.SequenceEqual("expires_in"u8))
        {
            Lifetime = TokenLifetime.Read(ref reader);
        }
        else if (name.SequenceEqual("scope"u8))
        {
            Scopes = ReadScopes(ref reader);
        }
        else if (name.SequenceEqual("error"u8))
        {
            Error = ReadText(ref reader) ?? "";
        }
        else if (name.SequenceEqual("error_description"u8))
        {
            Description = ReadText(ref reader) ?? "";
        }

        reader.Skip();
    }

    // A space-separated string, as documented, or an array.
    private static List<string> ReadScopes(ref Utf8JsonReader reader)
    {
        List<string> scopes = [];
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Add(ReadText(ref reader));
                reader.Skip();
            }
        }
        else
        {
            Add(ReadText(ref reader));
        }

        return scopes;

        void Add(string? text) => scopes.AddRange((text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
