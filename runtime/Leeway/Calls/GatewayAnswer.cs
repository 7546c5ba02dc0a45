using Leeway.Calls;

namespace Leeway.Http;

/// <summary>Reads what the gateway reports about a call, from a body that can be read again.</summary>
internal static class GatewayAnswer
{
    /// <summary>The maximum size of a response of the gateway itself.</summary>
    private const int MaxBodyBytes = 64 * 1024;

    /// <returns>The body; empty if it is larger than the gateway's responses, or cannot be read.</returns>
    public static async ValueTask<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength is 0 or > MaxBodyBytes)
        {
            return "";
        }

        try
        {
            // A body of unknown length is read as well: it decides about a token or a site.
            await response.Content.LoadIntoBufferAsync(MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException || PooledBuffer.IsOfBody(exception))
        {
            // The body broke off or is too long, and cannot be read again.
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
            return "";
        }

        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return AnswerText.Decode(response.Content, body);
    }
}
