using System.Text.Json;
using Leeway.Calls;

namespace Leeway.Sites;

/// <summary>Sends the requests that find sites before a call.</summary>
/// <param name="invoker">Sends the requests.</param>
/// <param name="operation">The operation of the requests.</param>
/// <param name="expected">What the response contains, such as "list of sites".</param>
/// <param name="maxBody">The maximum size of a body, in bytes.</param>
/// <param name="time">The clock.</param>
/// <param name="timeout">The timeout of a request.</param>
internal sealed class SiteLookup(HttpMessageInvoker invoker, OperationDescriptor operation, string expected, int maxBody, TimeProvider time, TimeSpan timeout)
{
    /// <summary>Reads a response.</summary>
    /// <exception cref="JsonException">The response does not contain the expected data.</exception>
    public delegate T Reader<out T>(ReadOnlySpan<byte> utf8);

    /// <param name="request">The request.</param>
    /// <param name="read">Reads the response.</param>
    /// <exception cref="AtlassianApiException">The response is an error, or does not contain the expected data.</exception>
    /// <exception cref="GrantException">There is no token for the request.</exception>
    /// <exception cref="NoResponseException">There was no response, or not in time.</exception>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, Reader<T> read)
    {
        using CancellationTokenSource deadline = new(timeout, time);
        request.Options.Set(OperationDescriptor.Key, operation);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
            response.RequestMessage ??= request;
            bool isRefused = request.Headers.Authorization is not null && LoginRefusal.IsOne(response, operation);
            if (isRefused || !operation.DeclaresSuccess((int)response.StatusCode))
            {
                throw await ErrorAnswer.ReadAsync(response, operation, deadline.Token).ConfigureAwait(false);
            }

            using PooledBuffer body = await PooledBuffer.ReadAsync(response.Content, maxBody, deadline.Token).ConfigureAwait(false);
            try
            {
                return read(AnswerText.ToUtf8(response.Content, body.Memory.Span));
            }
            catch (JsonException exception)
            {
                throw ErrorAnswer.Unreadable(
                    response, operation, $"the body contains no {expected}: {exception.Message.TrimEnd('.')}", body.Memory.Span, exception);
            }
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            throw new NoResponseException(
                $"{operation} got no complete response from {request.RequestUri!.Host} within {timeout.TotalSeconds} s ({operation.Id}).", exception)
            {
                OperationId = operation.Id,
                Host = request.RequestUri.Host,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            throw NoResponseException.Of(operation, request.RequestUri!.Host, 1, mayHaveArrived: false, mayLastHaveArrived: true, exception);
        }
    }
}
