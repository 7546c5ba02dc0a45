using System.Net;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// A write returned an error that does not show whether the write was carried out. Check before you send it again.
/// </summary>
/// <remarks>
/// There are two cases. Either the last response does not show the outcome, such as a 502, 503, 504 or 408. Or an earlier attempt of the
/// same call had such a response or none, Leeway sent the request again, and the error may be a consequence of the first attempt: a 404 for
/// the second DELETE of a resource that the first one deleted, or a 409 for the second update of a version.
/// <see cref="AtlassianApiException.Status"/> and the other members describe the last response; <see cref="WasRepeated"/> distinguishes the
/// cases. Operations that only read never throw this exception.
/// </remarks>
public sealed class OutcomeUnknownException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="status">The status of the last response.</param>
    public OutcomeUnknownException(string message, HttpStatusCode status)
        : base(message, status)
    {
    }

    internal OutcomeUnknownException(string message, HttpStatusCode status, ErrorFacts facts)
        : base(message, status, facts)
    {
    }

    /// <summary>
    /// Whether an earlier attempt of this call may have been carried out, so that the last response may be a consequence of it;
    /// <see langword="false"/> if only the outcome of the last attempt is unknown.
    /// </summary>
    public bool WasRepeated { get; init; }
}
