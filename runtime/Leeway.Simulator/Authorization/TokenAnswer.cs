using System.Text.Json.Nodes;

namespace Leeway.Simulator.Authorization;

/// <summary>The response of the token endpoint.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Row">The row of the table in docs/grants.md that applied, from 1 to 16; 0 for client credentials.</param>
/// <param name="AccessToken">The issued access token.</param>
/// <param name="RefreshToken">The issued refresh token; <see langword="null"/> if the response has none.</param>
/// <param name="ExpiresIn">The remaining lifetime of the access token in seconds.</param>
/// <param name="Scope">The scopes, separated by spaces.</param>
/// <param name="Error">The error code.</param>
/// <param name="ErrorDescription">The error description.</param>
public sealed record TokenAnswer(
    int Status,
    int Row,
    string? AccessToken = null,
    string? RefreshToken = null,
    int ExpiresIn = 0,
    string? Scope = null,
    string? Error = null,
    string? ErrorDescription = null)
{
    /// <summary>Whether tokens were issued.</summary>
    public bool IsIssued => AccessToken is not null;

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
