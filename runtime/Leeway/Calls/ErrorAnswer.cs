using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Leeway.Http;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>Makes an exception of an answer that is not what the call is for.</summary>
/// <remarks>
/// Each product and the gateway have shapes of their own, and anything between may answer with HTML, XML, text or nothing.
/// What is not understood is kept as an excerpt.
/// </remarks>
internal static class ErrorAnswer
{
    private const int MaximumBody = 64 * 1024;
    private const int MaximumExcerpt = 2_000;
    private const int MaximumMessage = 1_000;

    private static readonly string[] s_traceHeaders = ["atl-traceid", "atl-request-id", "X-AREQUESTID", "x-trace-id", "x-request-id"];

    /// <summary>Reads a response whose status is no success of the operation.</summary>
    /// <remarks>The status says more than a body that breaks off or does not come in time, so a cancellation ends the reading alone.</remarks>
    public static async ValueTask<AtlassianApiException> ReadAsync(
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        using PooledBuffer buffer = await PooledBuffer.ReadPartAsync(response.Content, MaximumBody, cancellationToken).ConfigureAwait(false);
        string body = AnswerText.Decode(response.Content, buffer.Memory.Span);
        ErrorMessages messages = ErrorMessages.Read(body);
        string explanation = ErrorMessages.Shorten(messages.ToString(), MaximumMessage);
        if (response.IsSuccessStatusCode)
        {
            explanation = ", which the document does not declare";
        }
        else if (explanation.Length > 0)
        {
            explanation = ": " + explanation;
        }

        return Create(response, operation, explanation, body, messages);
    }

    /// <summary>Makes the exception for a response whose status is a success but whose body cannot be read.</summary>
    public static UnreadableSuccessException Unreadable(
        HttpResponseMessage response,
        OperationDescriptor operation,
        string problem,
        ReadOnlySpan<byte> body = default,
        Exception? innerException = null)
    {
        string text = AnswerText.Decode(response.Content, body[..Math.Min(body.Length, MaximumBody)]);
        string message = DescribeAccepted(response, operation, problem, out string? advice);
        ErrorFacts facts = FactsOf(response, operation, text, ErrorMessages.None, advice);
        return new UnreadableSuccessException(message, response, !operation.IsReadOnly, body.ToArray(), facts, innerException);
    }

    /// <summary>Makes the exception for a response whose status is a success but whose body is larger than the limit.</summary>
    public static ResponseTooLargeException TooLarge(HttpResponseMessage response, OperationDescriptor operation, int limit)
    {
        string problem = string.Create(
            CultureInfo.InvariantCulture,
            $"its body is larger than {limit} bytes; {nameof(AtlassianOptions)}.{nameof(AtlassianOptions.MaxResponseBytes)} sets the limit");
        string message = DescribeAccepted(response, operation, problem, out string? advice);
        ErrorFacts facts = FactsOf(response, operation, "", ErrorMessages.None, advice);
        return new ResponseTooLargeException(message, response, !operation.IsReadOnly, limit, facts);
    }

    private static string DescribeAccepted(HttpResponseMessage response, OperationDescriptor operation, string problem, out string? advice)
    {
        (string request, advice) = !operation.IsReadOnly
            ? ("write", "Look up what it did before you send it again.")
            : ("request", (string?)null);
        return $"{operation} was answered {DescribeStatus(response)}: the server accepted the {request}, but {problem} ({DescribeCall(response, operation)}).{(advice is null ? "" : " " + advice)}";
    }

    private static AtlassianApiException Create(
        HttpResponseMessage response,
        OperationDescriptor operation,
        string explanation,
        string body,
        ErrorMessages messages)
    {
        bool lacksScope = ScopeRefusal.IsOne(response, body);
        IReadOnlyList<string>? granted = null;
        if (lacksScope)
        {
            response.RequestMessage?.Options.TryGetValue(ScopeRefusal.GrantedScopes, out granted);
        }

        RateLimitRefusal? refusal = RateLimitRefusal.Of(response);
        string? doubt = UnknownOutcome.Describe(response, operation);
        string? advice = lacksScope ? DescribeScopes(operation, granted)
            : refusal is not null ? RateLimitAdvice.For(refusal.Scope, refusal.ResetsAt)
            : ErrorAdvice.Find(response, body, FindHeader(response, "X-Failure-Category"), FindHeader(response, "X-Seraph-LoginReason"));
        advice = advice is null || doubt is null ? advice ?? doubt : $"{advice} {doubt}";
        string message = $"{operation} was answered {DescribeStatus(response)}{explanation} ({DescribeCall(response, operation)}).{(advice is null ? "" : " " + advice)}";
        ErrorFacts facts = FactsOf(response, operation, body, messages, advice);

        return lacksScope
            ? new MissingScopeException(message, response.StatusCode, facts)
            {
                ClassicScopes = operation.ClassicScopes,
                GranularScopes = operation.GranularScopes,
                GrantedScopes = granted,
            }
            : refusal is not null
            ? new RateLimitedException(message, facts) { Scope = refusal.Scope, Reason = refusal.Reason, ResetsAt = refusal.ResetsAt }
            : doubt is not null
            ? new OutcomeUnknownException(message, response.StatusCode, facts) { WasRepeated = UnknownOutcome.IsOfEarlierAttempt(response, operation) }
            : response.StatusCode == HttpStatusCode.NotFound ? new NotFoundException(message, facts)
            : new AtlassianApiException(message, response.StatusCode, facts);
    }

    private static ErrorFacts FactsOf(
        HttpResponseMessage response, OperationDescriptor operation, string body, ErrorMessages messages, string? advice)
    {
        IReadOnlyDictionary<string, string> traceIds = FindTraceIds(response, out string? traceId);
        return new ErrorFacts(
            operation.Id,
            messages.Texts,
            messages.Fields,
            traceIds,
            traceId,
            FindHeader(response, "X-Failure-Category"),
            FindHeader(response, "X-Seraph-LoginReason"),
            RateLimitRefusal.Of(response) is { } refusal ? refusal.Wait : ErrorAdvice.FindRetryAfter(response),
            advice,
            body.Length == 0 ? null : DisplayText.Clean(Shorten(body, MaximumExcerpt)));
    }

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
            : "Which scopes it needs is not known";
        return granted is null
            ? $"{needed}; which ones the login was given is not known."
            : $"{needed}; granted are {(granted.Count == 0 ? "none" : string.Join(' ', granted))}.";
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
