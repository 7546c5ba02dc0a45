using System.Text.Json;

namespace Leeway.Http;

/// <summary>
/// Recognises the 403 and the 404 by which the gateway itself refuses a site: the app is not installed there, the grant does not
/// reach it, or there is none of this id. Those of a product speak of issues and pages.
/// </summary>
internal static class SiteRefusal
{
    public static async ValueTask<bool> IsOneAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        IsOne((int)response.StatusCode, await GatewayAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false));

    /// <summary>The gateway's shape is a code, equal to the status, and one message; no product has it.</summary>
    public static bool IsOne(int status, string body)
    {
        if (status is not (403 or 404) || !body.StartsWith('{'))
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("code", out JsonElement code)
                && code.ValueKind == JsonValueKind.Number
                && code.TryGetInt32(out int value)
                && value == status
                && document.RootElement.TryGetProperty("message", out JsonElement message)
                && message.ValueKind == JsonValueKind.String;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or half a surrogate pair in a name.
            return false;
        }
    }
}
