using System.Text.Json;

namespace Leeway.Http;

/// <summary>
/// Recognizes the 403 and the 404 with which the gateway itself refuses a site: the app is not installed there, the grant does not
/// reach it, or no site has this id. The 403 and 404 of a product are about issues and pages.
/// </summary>
internal static class SiteRefusal
{
    public static async ValueTask<bool> IsOneAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        IsOne((int)response.StatusCode, await GatewayAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false));

    /// <summary>Whether the body has the gateway's format: a code equal to the status, and one message. No product uses it.</summary>
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
            // The body is not JSON, or a name has an unpaired surrogate.
            return false;
        }
    }
}
