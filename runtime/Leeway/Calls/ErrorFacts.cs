namespace Leeway.Calls;

/// <summary>The details of a response that every exception has, whatever its type.</summary>
internal sealed record ErrorFacts(
    string OperationId,
    IReadOnlyList<string> Messages,
    IReadOnlyDictionary<string, string> FieldErrors,
    IReadOnlyDictionary<string, string> TraceIds,
    string? TraceId,
    string? FailureCategory,
    string? LoginReason,
    TimeSpan? RetryAfter,
    string? Advice,
    string? BodyExcerpt);
