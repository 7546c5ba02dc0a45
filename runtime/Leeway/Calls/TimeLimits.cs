using Leeway.Calls;
using Leeway.Generated;

namespace Leeway.Http.Resilience;

/// <summary>How long a call and each of its attempts may take.</summary>
/// <param name="Call">The whole call.</param>
/// <param name="Attempt">One attempt.</param>
internal readonly record struct TimeLimits(TimeSpan Call, TimeSpan Attempt)
{
    /// <summary>The limits of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="call">The limit of calls that are not of files.</param>
    /// <param name="attempt">The limit of their attempts.</param>
    public static TimeLimits Of(HttpRequestMessage request, TimeSpan call, TimeSpan attempt)
    {
        TimeSpan? own = CallSettings.Of(request)?.Timeout;

        // How long a file takes depends on its size and the line.
        bool isShort = request.Content is null or JsonBody or ByteArrayContent or ReadOnlyMemoryContent;
        return isShort
            ? new TimeLimits(own ?? call, attempt)
            : new TimeLimits(own ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How much of the call's time is left, which is never negative.</summary>
    public TimeSpan Left(TimeSpan elapsed) =>
        Call == Timeout.InfiniteTimeSpan ? Call : elapsed < Call ? Call - elapsed : TimeSpan.Zero;

    /// <summary>How long an attempt may take that begins now.</summary>
    public TimeSpan Next(TimeSpan left) => IsBoundByCall(left) ? left : Attempt;

    /// <summary>Whether the call's time ends before the attempt's.</summary>
    public bool IsBoundByCall(TimeSpan left) =>
        left != Timeout.InfiniteTimeSpan && (Attempt == Timeout.InfiniteTimeSpan || left <= Attempt);
}
