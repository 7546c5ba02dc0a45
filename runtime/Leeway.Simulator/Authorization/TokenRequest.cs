using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Leeway.Simulator.Authorization;

/// <summary>The body of a request to the token endpoint.</summary>
public sealed record TokenRequest
{
    /// <summary><c>authorization_code</c>, <c>refresh_token</c> or <c>client_credentials</c>.</summary>
    public string? GrantType { get; init; }

    /// <summary>The app's id.</summary>
    public string? ClientId { get; init; }

    /// <summary>The app's secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The code of the callback.</summary>
    public string? Code { get; init; }

    /// <summary>The callback address that the code was asked for.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>The token to exchange.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Not wanted by this endpoint; refused with client credentials.</summary>
    public string? Scope { get; init; }

    /// <summary>Reads a body, JSON or form.</summary>
    /// <param name="contentType">The Content-Type header; what does not name JSON is read as a form.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="request">What was read.</param>
    /// <returns>Whether the body could be read.</returns>
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
