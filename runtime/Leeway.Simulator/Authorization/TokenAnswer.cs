using System.Text.Json.Nodes;

namespace Leeway.Simulator.Authorization;

/// <summary>The response of the token endpoint.</summary>
public sealed record TokenAnswer
{
    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The row of the table in docs/grants.md that applied, from 1 to 16; 0 for client credentials.</summary>
    public int Row { get; init; }

    /// <summary>The issued access token.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The issued refresh token; <see langword="null"/> if the response has none.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The remaining lifetime of the access token in seconds.</summary>
    public int ExpiresIn { get; init; }

    /// <summary>The scopes, separated by spaces.</summary>
    public string? Scope { get; init; }

    /// <summary>The error code.</summary>
    public string? Error { get; init; }

    /// <summary>The error description.</summary>
    public string? ErrorDescription { get; init; }

    /// <summary>Whether tokens were issued.</summary>
    public bool IsIssued => AccessToken is not null;

    /// <summary>Returns the status and the error, without tokens.</summary>
    public override string ToString() => Error is null ? $"{Status}" : $"{Status} {Error}: {ErrorDescription}";

    /// <summary>Returns the response body.</summary>
    public JsonObject ToJson()
    {
        if (!IsIssued)
        {
            return new JsonObject { ["error"] = Error, ["error_description"] = ErrorDescription };
        }

        JsonObject body = new()
        {
            ["access_token"] = AccessToken,
            ["expires_in"] = ExpiresIn,
            ["token_type"] = "Bearer",
            ["scope"] = Scope,
        };
        if (RefreshToken is not null)
        {
            body["refresh_token"] = RefreshToken;
        }

        return body;
    }
}
