using System.Net;

namespace Leeway.Calls;

/// <summary>Reads redirects, and keeps on requests how far they may be redirected and were.</summary>
internal static class RedirectAnswer
{
    /// <summary>On the request of a download, which may be redirected to the host that has the file.</summary>
    public static HttpRequestOptionsKey<bool> MayLeaveOrigin { get; } = new("Leeway.MayLeaveOrigin");

    /// <summary>On a request that a redirect led to another origin, and on those after it: they carry no login.</summary>
    public static HttpRequestOptionsKey<bool> LeftOrigin { get; } = new("Leeway.LeftOrigin");

    public static bool IsOne(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently
        or HttpStatusCode.Found
        or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect
        or HttpStatusCode.PermanentRedirect;

    public static bool IsPermanent(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;

    /// <summary>The absolute address that an answer leads to; <see langword="null"/> where it names none.</summary>
    public static Uri? FindTarget(HttpResponseMessage response) =>
        response.Headers.Location is not { } location ? null
        : location.IsAbsoluteUri ? location
        : response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } asked && Uri.TryCreate(asked, location, out Uri? target) ? target
        : null;

    /// <summary>The origin of <see cref="FindTarget"/>: the rest of the address can carry a login of its own.</summary>
    public static Uri? FindTargetOrigin(HttpResponseMessage response) =>
        FindTarget(response) is { } target ? new Uri(DescribeOrigin(target)) : null;

    /// <summary>Scheme, host and port of an address, without the name of a user.</summary>
    public static string DescribeOrigin(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>Whether the answer is to a request that a redirect had led to another origin, and that carried no login.</summary>
    public static bool HasLeftOrigin(HttpResponseMessage response) =>
        response.RequestMessage is { } request && request.Options.TryGetValue(LeftOrigin, out bool hasLeft) && hasLeft;
}
