using System.Collections.ObjectModel;
using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>An API responded with an error, or with something other than the result of the call.</summary>
/// <remarks>
/// A 404 may also mean that the user lacks the permission to see the thing, and a 403 that speaks of an app that is not
/// installed may also mean a missing scope: Atlassian's responses are the same.
/// </remarks>
public class AtlassianApiException : LeewayException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="innerException">Why the answer could not be read, if that is what happened.</param>
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

    /// <summary>The answer's status. It is a success status where the body was not what the document promises.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The operation's id in the document, such as <c>getIssue</c>.</summary>
    public string? OperationId { get; init; }

    /// <summary>The messages of the answer, in its order and its language; empty where it has none.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>The messages that the answer gives for single fields, by the field's name.</summary>
    public IReadOnlyDictionary<string, string> FieldErrors { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The id by which Atlassian's support finds the request, or null where the answer has none.</summary>
    public string? TraceId { get; init; }

    /// <summary>
    /// All ids of the request in the response, by the name of their header; empty where it has none. Atlassian's support
    /// asks for <c>atl-traceid</c> before others.
    /// </summary>
    public IReadOnlyDictionary<string, string> TraceIds { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// What the product says about the login (<c>X-Seraph-LoginReason</c>), such as <c>AUTHENTICATION_DENIED</c>; null where it does not say.
    /// </summary>
    public string? LoginReason { get; init; }

    /// <summary>How long to wait at least before the call is made again, as the answer has it; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What to do, by the kind of the response; it is part of the message. Null where there is no advice.</summary>
    public string? Advice { get; init; }

    /// <summary>
    /// The gateway's word for the kind of failure (<c>X-Failure-Category</c>), such as <c>FAILURE_CLIENT_SCOPE_CHECK</c>.
    /// </summary>
    public string? FailureCategory { get; init; }

    /// <summary>The beginning of the answer's body as text, at most 2,000 characters, or null where it was empty.</summary>
    public string? BodyExcerpt { get; init; }
}
