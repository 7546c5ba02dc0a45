using Leeway.Http.Resilience;

namespace Leeway.Calls;

/// <summary>Describes what is known about the outcome of a write that returned an error.</summary>
internal static class UnknownOutcome
{
    private const string Harmless = "Sending it again does no harm.";
    private const string Harmful = "Check before you send it again, because a second request may have its effect twice. Set CallSettings.MayRepeat to let Leeway repeat single calls.";

    /// <summary>Whether an attempt before the last one may have been carried out.</summary>
    public static bool IsOfEarlierAttempt(HttpResponseMessage response, OperationDescriptor operation) =>
        IsError(response, operation) && response.RequestMessage is { } request && CallAttempts.MayHaveBeenCarriedOut(request);

    /// <summary>Says that the request may have been carried out, and what to do.</summary>
    /// <returns>Null if the response shows whether the request was carried out, or the operation only reads.</returns>
    public static string? Describe(HttpResponseMessage response, OperationDescriptor operation)
    {
        bool isOfLast = IsError(response, operation) && AttemptResult.IsOutcomeUnknown(response);
        if (isOfLast)
        {
            bool isHarmless = response.RequestMessage is { } request && operation.Repeat.Allows(request.Content);
            return $"The request may have been carried out. {(isHarmless ? Harmless : Harmful)}";
        }

        return IsOfEarlierAttempt(response, operation)
            ? "An earlier attempt of this call had no clear outcome and may have been carried out, and this response may be a consequence of it. Check before you send it again."
            : null;
    }

    private static bool IsError(HttpResponseMessage response, OperationDescriptor operation) =>
        !operation.IsReadOnly && !response.IsSuccessStatusCode && !operation.DeclaresSuccess((int)response.StatusCode);
}
