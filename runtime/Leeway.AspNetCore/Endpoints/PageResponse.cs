using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Leeway.AspNetCore;

/// <summary>Writes the responses of a sign-in, which no cache keeps and no other site can embed.</summary>
internal static class PageResponse
{
    /// <summary>Writes a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="page">The page.</param>
    /// <param name="formTargets">
    /// Where the forms of the page may lead, in addition to this host. Browsers also apply this to the redirects that answer a form.
    /// </param>
    public static async Task WriteAsync(HttpContext context, int status, Html page, string formTargets = "")
    {
        HttpResponse response = context.Response;
        SetHeaders(response);
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; form-action 'self'{formTargets}; base-uri 'none'; frame-ancestors 'none'";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(page.ToString()), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Redirects the browser, which then uses GET.</summary>
    public static void Redirect(HttpContext context, string address)
    {
        SetHeaders(context.Response);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
    }

    /// <summary>Sets the headers that every response of a sign-in has.</summary>
    public static void SetHeaders(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove(HeaderNames.Pragma);
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
    }
}
