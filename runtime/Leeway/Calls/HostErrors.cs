using System.Net;

namespace Leeway.Calls;

/// <summary>Classifies and explains errors of hosts other than Atlassian's, of which only HTTP is known.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC 9110</see>.</remarks>
internal static class HostErrors
{
    /// <summary>Decides the kind of an error by its status.</summary>
    public static ErrorKind Classify(HttpResponseMessage response)
    {
        // The host of a redirect was not sent the login, so its response says nothing about the login or the resource.
        bool hasLeft = RedirectAnswer.HasLeftOrigin(response);
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => ErrorKind.RateLimited,
            HttpStatusCode.Unauthorized when !hasLeft => ErrorKind.LoginFailed,
            HttpStatusCode.NotFound => hasLeft ? ErrorKind.Anonymous : ErrorKind.NotFound,
            _ => ErrorKind.Other,
        };
    }

    /// <param name="kind">The kind of error, but not <see cref="ErrorKind.RateLimited"/>.</param>
    /// <param name="response">The response.</param>
    /// <param name="isOfRepetition">Whether the response may be a consequence of an earlier attempt of the same call.</param>
    public static string? FindAdvice(ErrorKind kind, HttpResponseMessage response, bool isOfRepetition) => kind switch
    {
        ErrorKind.LoginFailed => LoginAdvice.FindForHost(response.RequestMessage),
        ErrorKind.Anonymous => ErrorAdvice.DescribeLeftOrigin(response),
        ErrorKind.NotFound => isOfRepetition ? null : "The resource does not exist, or the login may not see it.",
        _ => DescribeStatus(response, isOfRepetition),
    };

    private static string? DescribeStatus(HttpResponseMessage response, bool isOfRepetition) => (int)response.StatusCode switch
    {
        >= 300 and < 400 => ErrorAdvice.DescribeRedirection(response),
        401 => ErrorAdvice.ExpiredFile,
        403 when !isOfRepetition => "The login has no permission for the operation.",
        410 when !isOfRepetition => "The resource no longer exists.",
        _ => null,
    };
}
