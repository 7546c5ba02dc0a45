using System.Globalization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Faults;

/// <summary>One thing that goes wrong with one request.</summary>
public sealed record Fault
{
    private Fault(bool afterCommit, bool drops, SimulatedResponse? answer, TimeSpan hold)
    {
        AfterCommit = afterCommit;
        Drops = drops;
        Answer = answer;
        Delay = hold;
    }

    /// <summary>Whether the request takes its effect first.</summary>
    public bool AfterCommit { get; }

    /// <summary>Whether the connection breaks instead of an answer.</summary>
    public bool Drops { get; }

    /// <summary>The answer given instead of the true one.</summary>
    public SimulatedResponse? Answer { get; }

    /// <summary>After how many bytes of the answer's content the connection breaks; <see langword="null"/> where it does not.</summary>
    public long? BreaksContentAfter { get; private init; }

    /// <summary>How long the request (before commit) or its answer (after) is held back, by the simulator's clock.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>The connection breaks before the request has any effect.</summary>
    public static Fault DropBeforeCommit { get; } = new(false, true, null, TimeSpan.Zero);

    /// <summary>The request takes effect and its answer is lost.</summary>
    public static Fault DropAfterCommit { get; } = new(true, true, null, TimeSpan.Zero);

    /// <summary>The request takes effect and its answer is held back.</summary>
    /// <param name="delay">For how long.</param>
    public static Fault HoldAnswer(TimeSpan delay) => new(true, false, null, delay);

    /// <summary>The request is held back before it takes effect.</summary>
    /// <param name="delay">For how long.</param>
    public static Fault HoldRequest(TimeSpan delay) => new(false, false, null, delay);

    /// <summary>Another answer is given and the request has no effect.</summary>
    /// <param name="answer">The answer.</param>
    public static Fault Instead(SimulatedResponse answer) => new(false, false, answer, TimeSpan.Zero);

    /// <summary>The request takes effect, and another answer is given than the true one, as by a failing proxy.</summary>
    /// <param name="answer">The answer.</param>
    public static Fault InsteadAfterCommit(SimulatedResponse answer) => new(true, false, answer, TimeSpan.Zero);

    /// <summary>The request takes effect, and the connection breaks in the middle of the answer's content.</summary>
    /// <param name="afterBytes">How many bytes of the content come before.</param>
    public static Fault BreakContent(long afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return new Fault(true, false, null, TimeSpan.Zero) { BreaksContentAfter = afterBytes };
    }

    /// <summary>The same fault after a while.</summary>
    /// <param name="delay">How long the request, or its answer, is held back first.</param>
    public Fault HeldFor(TimeSpan delay) => this with { Delay = delay };

    /// <summary>429, with or without Retry-After.</summary>
    /// <param name="retryAfter">The header's value in whole seconds.</param>
    public static Fault TooManyRequests(TimeSpan? retryAfter = null)
    {
        SimulatedResponse answer = SimulatedResponse.Html(429);
        return Instead(retryAfter is { } wait
            ? answer.With("Retry-After", ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            : answer);
    }

    /// <summary>A page of HTML, such as 502 or 503 from a proxy.</summary>
    /// <param name="status">The HTTP status.</param>
    public static Fault HtmlPage(int status = 503) => Instead(SimulatedResponse.Html(status));
}
