using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Leeway.Simulator.Authorization;

/// <summary>The body of a request to the token endpoint.</summary>
public sealed record TokenRequest
{
    /// <summary>The grant type: <c>authorization_code</c>, <c>refresh_token</c> or <c>client_credentials</c>.</summary>
    public string? GrantType { get; init; }

    /// <summary>The client id of the app.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client secret of the app.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The authorization code from the callback.</summary>
    public string? Code { get; init; }

    /// <summary>The callback address that was sent with the authorization request.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>The refresh token to exchange.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>The scope parameter. The endpoint does not expect it, and rejects it with client credentials.</summary>
    public string? Scope { get; init; }

    /// <summary>Parses a JSON or form body.</summary>
    /// <param name="contentType">The Content-Type header. A body that is not JSON is parsed as a form.</param>
    /// <param name="body">The bytes of the body.</param>
    /// <param name="request">The parsed request.</param>
    /// <returns>Whether the body could be parsed.</returns>
    public static bool TryParse(string? contentType, ReadOnlyMemory<byte> body, [NotNullWhen(true)] out TokenRequest? request)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        if (contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
        {
            if (!TryReadJson(body, fields))
            {
                request = null;
                return false;
            }
        }
        else
        {
            ReadForm(Encoding.UTF8.GetString(body.Span), fields);
        }

        request = new TokenRequest
        {
            GrantType = fields.GetValueOrDefault("grant_type"),
            ClientId = fields.GetValueOrDefault("client_id"),
            ClientSecret = fields.GetValueOrDefault("client_secret"),
            Code = fields.GetValueOrDefault("code"),
            RedirectUri = fields.GetValueOrDefault("redirect_uri"),
            RefreshToken = fields.GetValueOrDefault("refresh_token"),
            Scope = fields.GetValueOrDefault("scope"),
        };
        return true;
    }

    private static bool TryReadJson(ReadOnlyMemory<byte> body, Dictionary<string, string> fields)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String)
                {
                    fields[property.Name] = property.Value.GetString()!;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void ReadForm(string form, Dictionary<string, string> fields)
    {
        foreach (string pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            fields[WebUtility.UrlDecode(name)] = WebUtility.UrlDecode(value);
        }
    }
}
