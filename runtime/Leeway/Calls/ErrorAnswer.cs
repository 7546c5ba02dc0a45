using System.Collections.ObjectModel;
using System.Globalization;
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

    /// <summary>Reads an answer whose status is no success of the operation.</summary>
    public static async ValueTask<AtlassianApiException> ReadAsync(
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        string body = await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false);
        ErrorMessages messages = ErrorMessages.Read(body);
        string words = Shorten(messages.ToString(), MaximumMessage);
        string explanation = response.IsSuccessStatusCode ? ", which the document does not declare"
            : words.Length > 0 ? ": " + words
            : "";
        return Create(response, operation, explanation, body, messages);
    }

    /// <summary>Makes the exception for a success that turns out to be a login page; <see langword="null"/> where it is none.</summary>
    public static async ValueTask<AtlassianApiException?> FindLoginPageAsync(
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        string body = await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return LoginPage.IsOne(response, body) ? Create(response, operation, "", body, ErrorMessages.None) : null;
    }

    /// <summary>Makes the exception for an answer whose status is as declared but whose body is not.</summary>
    public static AtlassianApiException Unreadable(
        HttpResponseMessage response,
        OperationDescriptor operation,
        string problem,
        ReadOnlySpan<byte> body = default,
        Exception? innerException = null) =>
        Create(
            response,
            operation,
            ", but " + problem,
            AnswerText.Decode(response.Content, body[..Math.Min(body.Length, MaximumBody)]),
            ErrorMessages.None,
            innerException);

    private static AtlassianApiException Create(
        HttpResponseMessage response,
        OperationDescriptor operation,
        string explanation,
        string body,
        ErrorMessages messages,
        Exception? innerException = null)
    {
        ErrorKind kind = ErrorClassification.Classify(response, operation, body, messages);
        IReadOnlyDictionary<string, string> traceIds = FindTraceIds(response, out string? traceId);
        string? failureCategory = FindHeader(response, "X-Failure-Category");
        string? loginReason = FindHeader(response, LoginReason.Header);
        RateLimitRefusal? refusal = RateLimitRefusal.Of(response);
        IReadOnlyList<string>? granted = null;
        response.RequestMessage?.Options.TryGetValue(ScopeRefusal.GrantedScopes, out granted);
        bool mayHaveWritten = response.IsSuccessStatusCode && operation.IsWrite;
        string? advice = kind switch
        {
            ErrorKind.MissingScope => DescribeScopes(operation, granted),
            ErrorKind.RateLimited => RateLimitAdvice.For(refusal!.Scope, refusal.ResetsAt),
            _ => ErrorAdvice.Find(kind, response, body, failureCategory, mayHaveWritten),
        };
        string message = Describe(kind, response, operation, explanation, loginReason, traceId, advice);
        ErrorFacts facts = new(
            operation.Id,
            messages.Texts,
            messages.Fields,
            traceIds,
            traceId,
            failureCategory,
            loginReason,
            ErrorAdvice.FindRetryAfter(response),
            advice,
            body.Length == 0 ? null : Shorten(body, MaximumExcerpt));

        return kind switch
        {
            ErrorKind.MissingScope => new MissingScopeException(message, response.StatusCode, facts)
            {
                ClassicScopes = operation.ClassicScopes,
                GranularScopes = operation.GranularScopes,
                GrantedScopes = granted,
            },
            ErrorKind.LoginFailed or ErrorKind.LoginPage => new AuthenticationFailedException(message, response.StatusCode, facts, innerException)
            {
                MayHaveWrittenAnonymously = mayHaveWritten && kind == ErrorKind.LoginFailed,
            },
            ErrorKind.RateLimited => new RateLimitedException(message, facts) { Scope = refusal!.Scope, Reason = refusal.Reason, ResetsAt = refusal.ResetsAt },
            ErrorKind.SiteMoved => new SiteMovedException(message, response.StatusCode, facts, RedirectAnswer.FindTargetOrigin(response)!),
            ErrorKind.SiteUnavailable => new SiteUnavailableException(message, response.StatusCode, facts),
            ErrorKind.NotFound => new NotFoundException(message, facts),
            _ => new AtlassianApiException(message, response.StatusCode, facts, innerException),
        };
    }

    private static string Describe(
        ErrorKind kind,
        HttpResponseMessage response,
        OperationDescriptor operation,
        string explanation,
        string? loginReason,
        string? traceId,
        string? advice)
    {
        string status = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}").TrimEnd();
        explanation = kind switch
        {
            ErrorKind.LoginFailed when response.IsSuccessStatusCode => $", but the login did not count ({LoginReason.Header}: {loginReason})",
            ErrorKind.LoginPage when RedirectAnswer.IsOne(response.StatusCode) => $", a redirect to the login page of {RedirectAnswer.FindTargetOrigin(response)!.Authority}",
            ErrorKind.LoginPage when response.IsSuccessStatusCode => ", but with a login page",
            ErrorKind.SiteMoved => $": the site has moved to {RedirectAnswer.DescribeOrigin(RedirectAnswer.FindTarget(response)!)}",
            _ => explanation,
        };
        string where = traceId is null ? operation.Id : $"{operation.Id}, trace {traceId}";
        return $"{operation} was answered {status}{explanation} ({where}).{(advice is null ? "" : " " + advice)}";
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

    private static async ValueTask<string> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            using PooledBuffer buffer = await PooledBuffer.ReadAsync(content, MaximumBody, cancellationToken).ConfigureAwait(false);
            return AnswerText.Decode(content, buffer.Memory.Span);
        }
        catch (HttpRequestException)
        {
            // The status says more than a body that broke off.
            return "";
        }
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
        response.Headers.NonValidated.TryGetValues(name, out System.Net.Http.Headers.HeaderStringValues values) ? values.ToString() : null;
}
