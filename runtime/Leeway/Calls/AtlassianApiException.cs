using System.Collections.ObjectModel;
using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>An API returned an error, or something other than the result of the call.</summary>
/// <remarks>
/// A 404 can also mean that the user has no permission to see the resource. A 403 that mentions an app that is not installed can also
/// mean that a scope is missing. Atlassian returns the same response in both cases.
/// </remarks>
public class AtlassianApiException : LeewayException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="innerException">Why the response could not be read, if that is what happened.</param>
    public AtlassianApiException(string message, HttpStatusCode status, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
    }

    internal AtlassianApiException(string message, HttpStatusCode status, ErrorFacts facts, Exception? innerException = null)
        : this(message, status, innerException)
    {
        OperationId = facts.OperationId;
        Messages = facts.Messages;
        FieldErrors = facts.FieldErrors;
        TraceIds = facts.TraceIds;
        TraceId = facts.TraceId;
        FailureCategory = facts.FailureCategory;
        LoginReason = facts.LoginReason;
        RetryAfter = facts.RetryAfter;
        Advice = facts.Advice;
        BodyExcerpt = facts.BodyExcerpt;
    }

    /// <summary>Initializes a copy with another message.</summary>
    private protected AtlassianApiException(string message, AtlassianApiException cause)
        : this(message, cause.Status, cause)
    {
        OperationId = cause.OperationId;
        Messages = cause.Messages;
        FieldErrors = cause.FieldErrors;
        TraceIds = cause.TraceIds;
        TraceId = cause.TraceId;
        FailureCategory = cause.FailureCategory;
        LoginReason = cause.LoginReason;
        RetryAfter = cause.RetryAfter;
        Advice = cause.Advice;
        BodyExcerpt = cause.BodyExcerpt;
    }

    /// <summary>The status of the response. It is a success status if the body is not what the document declares.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The operation's id in the document, such as <c>getIssue</c>.</summary>
    public string? OperationId { get; init; }

    /// <summary>The messages of the response, in its order and language; empty if it has none.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>The messages about single fields, by the name of the field.</summary>
    public IReadOnlyDictionary<string, string> FieldErrors { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The id of the request for Atlassian's support; null if the response has none.</summary>
    public string? TraceId { get; init; }

    /// <summary>
    /// All ids of the request in the response, by header name; empty if it has none. Atlassian's support prefers
    /// <c>atl-traceid</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> TraceIds { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// What the product reports about the login (<c>X-Seraph-LoginReason</c>), such as <c>AUTHENTICATION_DENIED</c>; null if the
    /// header is missing.
    /// </summary>
    public string? LoginReason { get; init; }

    /// <summary>The minimum time to wait before another call; null if the response does not state one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What to do about this kind of response; also part of the message. Null if there is no advice.</summary>
    public string? Advice { get; init; }

    /// <summary>
    /// The gateway's name for the kind of failure (<c>X-Failure-Category</c>), such as <c>FAILURE_CLIENT_SCOPE_CHECK</c>.
    /// </summary>
    public string? FailureCategory { get; init; }

    /// <summary>The start of the body as text, at most 2,000 characters; null if the body was empty.</summary>
    public string? BodyExcerpt { get; init; }
}
