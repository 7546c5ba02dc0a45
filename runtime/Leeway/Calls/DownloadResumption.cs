using System.Net;
using System.Net.Http.Headers;

namespace Leeway.Calls;

/// <summary>Requests the rest of a file whose download broke off.</summary>
/// <remarks>
/// The request is routed to the site, authenticated and redirected to the host of the file again, because the address of the file
/// may have expired. The rest is used only if it starts where the file broke off and has the same strong <c>ETag</c>, so that bytes
/// of two versions of a file are never joined.
/// </remarks>
internal sealed class DownloadResumption
{
    private readonly AtlassianCaller _caller;
    private readonly HttpRequestMessage _request;
    private readonly Uri? _address;
    private readonly EntityTagHeaderValue _tag;
    private readonly ContentRangeHeaderValue? _part;
    private readonly long? _length;

    private DownloadResumption(
        AtlassianCaller caller, HttpRequestMessage request, Uri? address, EntityTagHeaderValue tag, ContentRangeHeaderValue? part, long? length)
    {
        _caller = caller;
        _request = request;
        _address = address;
        _tag = tag;
        _part = part;
        _length = length;
    }

    /// <summary>Determines whether and how a download can be resumed.</summary>
    /// <param name="caller">Sends the requests.</param>
    /// <param name="request">The request of the download, as it was sent.</param>
    /// <param name="address">The address of the request before the handlers made it absolute.</param>
    /// <param name="response">The response.</param>
    /// <returns>Null if the download cannot be resumed.</returns>
    public static DownloadResumption? Find(AtlassianCaller caller, HttpRequestMessage request, Uri? address, HttpResponseMessage response)
    {
        if (request.Method != HttpMethod.Get
            || request.Content is not null
            || CallSettings.Of(request)?.MayRepeat == false
            || response.Headers.ETag is not { IsWeak: false } tag)
        {
            return null;
        }

        ContentRangeHeaderValue? part = response.Content.Headers.ContentRange;
        return response.StatusCode switch
        {
            HttpStatusCode.OK => new DownloadResumption(caller, request, address, tag, null, response.Content.Headers.ContentLength),
            HttpStatusCode.PartialContent when part is { Unit: "bytes", HasRange: true } =>
                new DownloadResumption(caller, request, address, tag, part, part.To - part.From + 1),
            _ => null,
        };
    }

    /// <summary>Calculates the length of the whole download from a response that contains the rest of it.</summary>
    public long? LengthOf(HttpResponseMessage rest) =>
        rest.Content.Headers.ContentRange is { To: { } last } ? last - (_part?.From ?? 0) + 1 : null;

    /// <summary>Fetches the rest of the download.</summary>
    /// <param name="read">The number of bytes read so far.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A response whose body is the rest; null if the server does not return the rest of the same file.</returns>
    public async Task<HttpResponseMessage?> FetchAsync(long read, CancellationToken cancellationToken)
    {
        long from = (_part?.From ?? 0) + read;
        using HttpRequestMessage request = CreateRequest(from);
        HttpResponseMessage response = await _caller.SendOnAsync(request, cancellationToken).ConfigureAwait(false);
        if (IsRest(response, from, read))
        {
            return response;
        }

        response.Dispose();
        return null;
    }

    private HttpRequestMessage CreateRequest(long from)
    {
        HttpRequestMessage request = new(HttpMethod.Get, _address) { Version = _request.Version, VersionPolicy = _request.VersionPolicy };
        string key = _request.Options.TryGetValue(AtlassianLogin.Key, out AtlassianLogin? login) ? login.Header : "Authorization";
        foreach ((string name, HeaderStringValues values) in _request.Headers.NonValidated)
        {
            // The handlers add the login again.
            if (!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && !name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.TryAddWithoutValidation(name, values);
            }
        }

        request.Headers.Range = new RangeHeaderValue(from, _part?.To);
        request.Headers.IfRange = new RangeConditionHeaderValue(_tag);

        // A compressed representation has other byte positions.
        request.Headers.AcceptEncoding.Clear();
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        request.Options.Set(RedirectAnswer.MayLeaveOrigin, true);
        if (_request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation))
        {
            request.Options.Set(OperationDescriptor.Key, operation);
        }

        if (CallSettings.Of(_request) is { } settings)
        {
            request.Options.Set(CallSettings.Key, settings);
        }

        return request;
    }

    private bool IsRest(HttpResponseMessage response, long from, long read)
    {
        HttpContentHeaders headers = response.Content.Headers;
        if (response.StatusCode != HttpStatusCode.PartialContent
            || headers.ContentRange is not { Unit: "bytes", HasRange: true } range
            || range.From != from
            || headers.ContentEncoding.Count > 0
            || !_tag.Equals(response.Headers.ETag))
        {
            return false;
        }

        long rest = range.To!.Value - from + 1;
        return (_length is { } length ? rest == length - read : range.Length == range.To + 1)
            && (headers.ContentLength is null || headers.ContentLength == rest)
            && (_part?.Length is null || range.Length is null || _part.Length == range.Length);
    }
}
