using System.Collections.ObjectModel;
using System.Globalization;
using System.Net.Http.Headers;
using Leeway.Http;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>Creates the exception for a response that is not the result of the call.</summary>
/// <remarks>
/// Each product and the gateway have their own error formats, and any server between may return HTML, XML, text or nothing.
/// What cannot be parsed is kept as an excerpt.
/// </remarks>
internal static class ErrorAnswer
{
    /// <summary>The maximum number of bytes of a body that are examined.</summary>
    internal const int MaxBodyBytes = 64 * 1024;
    private const int MaxExcerptLength = 2_000;
    private const int MaxMessageLength = 1_000;

    private static readonly string[] s_traceHeaders = ["atl-traceid", "atl-request-id", "X-AREQUESTID", "x-trace-id", "x-request-id"];

    /// <summary>Reads a response whose status is not a success of the operation.</summary>
    /// <remarks>The status matters more than a body that breaks off or is late, so a cancellation only ends the reading.</remarks>
    public static async ValueTask<AtlassianApiException> ReadAsync(
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        using PooledBuffer body = await PooledBuffer.ReadPartAsync(response.Content, MaxBodyBytes, cancellationToken).ConfigureAwait(false);
        return Read(response, operation, body.Memory.Span);
    }

    /// <summary>Creates the exception for a response whose status is not a success of the operation.</summary>
    /// <param name="response">The response.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="bytes">The beginning of its body, at most <see cref="MaxBodyBytes"/>.</param>
    public static AtlassianApiException Read(HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> bytes)
    {
        string body = AnswerText.Decode(response.Content, bytes);
        ErrorMessages messages = ErrorMessages.Read(body);
        string words = ErrorMessages.Shorten(messages.ToString(), MaxMessageLength);
        return Create(response, operation, words.Length > 0 ? ": " + words : "", body, messages);
    }

    /// <summary>Creates the exception for a success status with the body of an error.</summary>
    /// <remarks>A server that returns an error with a success status does not show whether a write was carried out.</remarks>
    public static UnreadableSuccessException ErrorInSuccess(
        HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, Exception? innerException = null)
    {
        string text = AnswerText.Decode(response.Content, body[..Math.Min(body.Length, MaxBodyBytes)]);
        ErrorMessages messages = ErrorMessages.Read(text);
        string words = ErrorMessages.Shorten(messages.ToString(), MaxMessageLength);
        string? advice = operation.IsReadOnly ? null : "The write may have been carried out. Check before you send it again.";
        string message = Join(
            $"{operation} returned {DescribeStatus(response)}, but its body is an error{(words.Length > 0 ? ": " + words : "")} ({DescribeCall(response, operation)}).",
            advice)!;
        ErrorFacts facts = CreateFacts(response, operation, text, messages, advice);
        return new UnreadableSuccessException(message, response, !operation.IsReadOnly, body.ToArray(), facts, innerException);
    }

    /// <summary>Creates the exception for a success status with a body that cannot be read, or is a login page.</summary>
    public static AtlassianApiException Unreadable(
        HttpResponseMessage response,
        OperationDescriptor operation,
        string problem,
        ReadOnlySpan<byte> body = default,
        Exception? innerException = null)
    {
        string text = AnswerText.Decode(response.Content, body[..Math.Min(body.Length, MaxBodyBytes)]);
        if (operation.IsOfAtlassian && LoginPage.IsOne(response, text))
        {
            return Create(response, operation, "", text, ErrorMessages.None, innerException);
        }

        string message = DescribeAccepted(response, operation, problem, out string? advice);
        ErrorFacts facts = CreateFacts(response, operation, text, ErrorMessages.None, advice);
        return new UnreadableSuccessException(message, response, !operation.IsReadOnly, body.ToArray(), facts, innerException);
    }

    /// <summary>Creates the exception for a success status with a body that is larger than the limit.</summary>
    public static ResponseTooLargeException TooLarge(HttpResponseMessage response, OperationDescriptor operation, int limit)
    {
        string problem = string.Create(
            CultureInfo.InvariantCulture,
            $"its body is larger than the limit of {limit} bytes (AtlassianOptions.MaxResponseBytes)");
        string message = DescribeAccepted(response, operation, problem, out string? advice);
        ErrorFacts facts = CreateFacts(response, operation, "", ErrorMessages.None, advice);
        return new ResponseTooLargeException(message, response, !operation.IsReadOnly, limit, facts);
    }

    private static string DescribeAccepted(HttpResponseMessage response, OperationDescriptor operation, string problem, out string? advice)
    {
        (string request, advice) = !operation.IsReadOnly
            ? ("write", "Check what it did before you send it again.")
            : ("request", (string?)null);
        return Join(
            $"{operation} returned {DescribeStatus(response)}: the server accepted the {request}, but {problem} ({DescribeCall(response, operation)}).",
            advice)!;
    }

    private static AtlassianApiException Create(
        HttpResponseMessage response,
        OperationDescriptor operation,
        string explanation,
        string body,
        ErrorMessages messages,
        Exception? innerException = null)
    {
        ErrorKind kind = operation.IsOfAtlassian
            ? ErrorClassification.Classify(response, operation, body, messages)
            : HostErrors.Classify(response);
        string? doubt = UnknownOutcome.Describe(response, operation);
        string? advice = Join(FindAdvice(kind, response, operation, body), doubt);
        string message = Join(
            $"{operation} returned {DescribeStatus(response)}{Explain(kind, response) ?? explanation} ({DescribeCall(response, operation)}).",
            advice)!;
        ErrorFacts facts = CreateFacts(response, operation, body, messages, advice);
        return kind switch
        {
            ErrorKind.MissingScope => CreateMissingScope(response, operation, message, facts),
            ErrorKind.LoginFailed or ErrorKind.LoginPage => new AuthenticationFailedException(message, response.StatusCode, facts, innerException)
            {
                MayHaveWrittenAnonymously = kind == ErrorKind.LoginFailed && IsAcceptedWrite(response, operation),
            },
            ErrorKind.RateLimited => CreateRateLimited(RateLimitRefusal.Of(response, operation.IsOfAtlassian)!, message, facts),
            ErrorKind.SiteMoved => new SiteMovedException(message, response.StatusCode, facts, RedirectAnswer.FindTargetOrigin(response)!),
            ErrorKind.SiteUnavailable => new SiteUnavailableException(message, response.StatusCode, facts),
            _ when doubt is not null => new OutcomeUnknownException(message, response.StatusCode, facts)
            {
                WasRepeated = UnknownOutcome.IsOfEarlierAttempt(response, operation),
            },
            ErrorKind.NotFound => new NotFoundException(message, facts),
            _ => new AtlassianApiException(message, response.StatusCode, facts, innerException),
        };
    }

    private static MissingScopeException CreateMissingScope(
        HttpResponseMessage response, OperationDescriptor operation, string message, ErrorFacts facts) =>
        new(message, response.StatusCode, facts)
        {
            ClassicScopes = operation.ClassicScopes,
            GranularScopes = operation.GranularScopes,
            GrantedScopes = FindGrantedScopes(response),
        };

    private static RateLimitedException CreateRateLimited(RateLimitRefusal refusal, string message, ErrorFacts facts) =>
        new(message, facts) { Scope = refusal.Scope, Reason = refusal.Reason, ResetsAt = refusal.ResetsAt };

    private static string? FindAdvice(ErrorKind kind, HttpResponseMessage response, OperationDescriptor operation, string body)
    {
        switch (kind)
        {
            case ErrorKind.MissingScope:
                return DescribeScopes(operation, FindGrantedScopes(response));
            case ErrorKind.RateLimited:
                RateLimitRefusal refusal = RateLimitRefusal.Of(response, operation.IsOfAtlassian)!;
                return RateLimitAdvice.For(refusal.Scope, refusal.ResetsAt);
            case var _ when !operation.IsOfAtlassian:
                return HostErrors.FindAdvice(kind, response, UnknownOutcome.IsOfEarlierAttempt(response, operation));
            default:
                string? failureCategory = FindHeader(response, "X-Failure-Category");
                return ErrorAdvice.Find(
                    kind, response, body, failureCategory, IsAcceptedWrite(response, operation), UnknownOutcome.IsOfEarlierAttempt(response, operation));
        }
    }

    private static IReadOnlyList<string>? FindGrantedScopes(HttpResponseMessage response)
    {
        IReadOnlyList<string>? granted = null;
        response.RequestMessage?.Options.TryGetValue(ScopeRefusal.GrantedScopes, out granted);
        return granted;
    }

    private static bool IsAcceptedWrite(HttpResponseMessage response, OperationDescriptor operation) =>
        response.IsSuccessStatusCode && !operation.IsReadOnly;

    private static string? Join(string? first, string? second) =>
        first is null || second is null ? first ?? second : $"{first} {second}";

    private static ErrorFacts CreateFacts(
        HttpResponseMessage response, OperationDescriptor operation, string body, ErrorMessages messages, string? advice)
    {
        IReadOnlyDictionary<string, string> traceIds = FindTraceIds(response, out string? traceId);
        return new ErrorFacts(
            operation.Id,
            messages.Texts,
            messages.Fields,
            traceIds,
            traceId,
            operation.IsOfAtlassian ? FindHeader(response, "X-Failure-Category") : null,
            operation.IsOfAtlassian ? FindHeader(response, LoginReason.Header) : null,
            RateLimitRefusal.Of(response, operation.IsOfAtlassian) is { } refusal ? refusal.Wait : ErrorAdvice.FindRetryAfter(response),
            advice,
            body.Length == 0 ? null : DisplayText.Clean(Shorten(body, MaxExcerptLength)));
    }

    /// <summary>Describes what happened if the kind describes it better than the body; otherwise null.</summary>
    private static string? Explain(ErrorKind kind, HttpResponseMessage response) => kind switch
    {
        ErrorKind.LoginFailed when response.IsSuccessStatusCode => $", but the login failed ({LoginReason.Header}: {FindHeader(response, LoginReason.Header)})",
        ErrorKind.LoginPage when RedirectAnswer.IsOne(response.StatusCode) => $", a redirect to the login page of {RedirectAnswer.FindTargetOrigin(response)!.Authority}",
        ErrorKind.LoginPage when response.IsSuccessStatusCode => ", but with a login page",
        ErrorKind.SiteMoved => $": the site has moved to {RedirectAnswer.DescribeOrigin(RedirectAnswer.FindTarget(response)!)}",
        _ => null,
    };

    private static string DescribeStatus(HttpResponseMessage response) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {DisplayText.Clean(response.ReasonPhrase ?? "")}").TrimEnd();

    private static string DescribeCall(HttpResponseMessage response, OperationDescriptor operation)
    {
        FindTraceIds(response, out string? traceId);
        return traceId is null ? operation.Id : $"{operation.Id}, trace {traceId}";
    }

    private static string DescribeScopes(OperationDescriptor operation, IReadOnlyList<string>? granted)
    {
        string classic = string.Join(' ', operation.ClassicScopes);
        string granular = string.Join(' ', operation.GranularScopes);
        string needed =
            classic.Length > 0 && granular.Length > 0 ? $"It needs {classic}, or else the granular scopes {granular}"
            : classic.Length + granular.Length > 0 ? $"It needs {classic}{granular}"
            : "The scopes that it needs are not known";
        return granted is null
            ? $"{needed}; the scopes of the login are not known."
            : $"{needed}; the grant has {(granted.Count == 0 ? "none" : string.Join(' ', granted))}.";
    }

    private static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end];
    }

    private static IReadOnlyDictionary<string, string> FindTraceIds(HttpResponseMessage response, out string? first)
    {
        first = null;
        Dictionary<string, string>? found = null;
        foreach (string name in s_traceHeaders)
        {
            if (FindHeader(response, name) is { Length: > 0 } value)
            {
                first ??= value;
                (found ??= new(StringComparer.OrdinalIgnoreCase))[name] = value;
            }
        }

        return found is null ? ReadOnlyDictionary<string, string>.Empty : found;
    }

    private static string? FindHeader(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? DisplayText.Clean(values.ToString()) : null;
}
