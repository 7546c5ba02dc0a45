using Leeway.Calls;

namespace Leeway.Http;

/// <summary>Reads what the gateway says about a call from a body that can be read again.</summary>
internal static class GatewayAnswer
{
    /// <summary>Longer than any response of the gateway itself.</summary>
    private const int MaximumBody = 64 * 1024;

    /// <returns>The body; empty where it is longer than the gateway's, or cannot be read.</returns>
    public static async ValueTask<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength is 0 or > MaximumBody)
        {
            return "";
        }

        try
        {
            // A body of unknown length is read as well: its words decide about a token or a site.
            await response.Content.LoadIntoBufferAsync(MaximumBody, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException || PooledBuffer.IsOfBody(exception))
        {
            // It broke off or is too long, and cannot be read a second time.
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
            return "";
        }

        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return AnswerText.Decode(response.Content, body);
    }
}
