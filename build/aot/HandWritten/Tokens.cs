using System.Text.Json.Serialization;

namespace HandWritten;

internal sealed record Tokens(string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt);

internal sealed record TokenRequest
{
    public required string GrantType { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public string? Code { get; init; }

    public string? RedirectUri { get; init; }

    public string? RefreshToken { get; init; }
}

internal sealed record TokenResponse
{
    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }

    public required int ExpiresIn { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Tokens))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class TokenJson : JsonSerializerContext;
