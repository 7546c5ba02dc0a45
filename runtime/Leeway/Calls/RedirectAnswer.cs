using System.Net;
using Leeway.Http;

namespace Leeway.Calls;

/// <summary>Reads redirects, and stores on requests whether they may leave their origin and whether they did.</summary>
internal static class RedirectAnswer
{
    /// <summary>Set on the request of a download, which may be redirected to the host of the file.</summary>
    public static HttpRequestOptionsKey<bool> MayLeaveOrigin { get; } = new("Leeway.MayLeaveOrigin");

    /// <summary>Set on a request that was redirected to another origin, and on those after it: they carry no login.</summary>
    public static HttpRequestOptionsKey<bool> LeftOrigin { get; } = new("Leeway.LeftOrigin");

    public static bool IsOne(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently
        or HttpStatusCode.Found
        or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect
        or HttpStatusCode.PermanentRedirect;

    public static bool IsPermanent(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;

    /// <summary>Finds the absolute address of a redirect; <see langword="null"/> if the response names none that can be requested.</summary>
    public static Uri? FindTarget(HttpResponseMessage response) => FindAddress(response) is { } target && Origins.HasUsableHost(target) ? target : null;

    /// <summary>Finds the origin of <see cref="FindTarget"/>. The rest of the address can contain a login.</summary>
    public static Uri? FindTargetOrigin(HttpResponseMessage response) =>
        FindTarget(response) is { } target ? new Uri(DescribeOrigin(target)) : null;

    /// <summary>Returns the scheme, host and port of an address, without user information.</summary>
    public static string DescribeOrigin(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>Whether the response belongs to a request that was redirected to another origin, and so carried no login.</summary>
    public static bool HasLeftOrigin(HttpResponseMessage response) =>
        response.RequestMessage is { } request && request.Options.TryGetValue(LeftOrigin, out bool hasLeft) && hasLeft;

    private static Uri? FindAddress(HttpResponseMessage response) =>
        response.Headers.Location is not { } location ? null
        : location.IsAbsoluteUri ? location
        : response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } asked && Uri.TryCreate(asked, location, out Uri? target) ? target
        : null;
}
