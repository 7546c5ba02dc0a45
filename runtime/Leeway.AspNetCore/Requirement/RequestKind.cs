using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Leeway.AspNetCore;

/// <summary>Decides whether a person or a program reads a response.</summary>
internal static class RequestKind
{
    /// <summary>Returns whether a browser shows the response as a page, so that it can be redirected to another page.</summary>
    /// <remarks>
    /// In this order: the metadata with which ASP.NET Core marks APIs, so that cookie authentication does not redirect them; the header
    /// <c>X-Requested-With</c>; <c>Sec-Fetch-Mode</c>, which browsers send and scripts cannot set; and <c>Accept</c>.
    /// </remarks>
    public static bool IsPage(HttpContext context)
    {
        EndpointMetadataCollection? metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<IDisableCookieRedirectMetadata>() is not null && metadata.GetMetadata<IAllowCookieRedirectMetadata>() is null)
        {
            return false;
        }

        IHeaderDictionary headers = context.Request.Headers;
        if (headers.XRequestedWith == "XMLHttpRequest")
        {
            return false;
        }

        StringValues mode = headers["Sec-Fetch-Mode"];
        return mode.Count > 0 ? mode == "navigate" : AcceptsHtml(headers.Accept);
    }

    private static bool AcceptsHtml(StringValues accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out IList<MediaTypeHeaderValue>? types)
        && types.Any(static type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);
}
