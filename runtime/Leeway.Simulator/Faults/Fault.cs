using System.Globalization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Faults;

/// <summary>A fault that affects one request.</summary>
public sealed record Fault
{
    private Fault(bool afterCommit, bool drops, SimulatedResponse? answer, TimeSpan delay)
    {
        AfterCommit = afterCommit;
        Drops = drops;
        Answer = answer;
        Delay = delay;
    }

    /// <summary>Whether the request is processed before the fault occurs.</summary>
    public bool AfterCommit { get; }

    /// <summary>Whether the connection breaks instead of returning a response.</summary>
    public bool Drops { get; }

    /// <summary>The response that replaces the real one.</summary>
    public SimulatedResponse? Answer { get; }

    /// <summary>The number of bytes of the response content after which the connection breaks; <see langword="null"/> if it does
    /// not.</summary>
    public long? BreaksContentAfter { get; private init; }

    /// <summary>How long the request, or its response if <see cref="AfterCommit"/> is set, is delayed by the simulator's clock.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>The connection breaks before the request is processed.</summary>
    public static Fault DropBeforeCommit { get; } = new(false, true, null, TimeSpan.Zero);

    /// <summary>The request is processed and its response is lost.</summary>
    public static Fault DropAfterCommit { get; } = new(true, true, null, TimeSpan.Zero);

    /// <summary>The request is processed and its response is delayed.</summary>
    /// <param name="delay">The delay.</param>
    public static Fault HoldAnswer(TimeSpan delay) => new(true, false, null, delay);

    /// <summary>The request is delayed before it is processed.</summary>
    /// <param name="delay">The delay.</param>
    public static Fault HoldRequest(TimeSpan delay) => new(false, false, null, delay);

    /// <summary>The request is not processed, and another response is returned.</summary>
    /// <param name="answer">The response.</param>
    public static Fault Instead(SimulatedResponse answer) => new(false, false, answer, TimeSpan.Zero);

    /// <summary>The request is processed, and another response is returned, as by a failing proxy.</summary>
    /// <param name="answer">The response.</param>
    public static Fault InsteadAfterCommit(SimulatedResponse answer) => new(true, false, answer, TimeSpan.Zero);

    /// <summary>The request is processed, and the connection breaks in the middle of the response content.</summary>
    /// <param name="afterBytes">The number of bytes that are sent before the connection breaks.</param>
    public static Fault BreakContent(long afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return new Fault(true, false, null, TimeSpan.Zero) { BreaksContentAfter = afterBytes };
    }

    /// <summary>Returns the same fault with a delay.</summary>
    /// <param name="delay">How long the request, or its response, is delayed before the fault occurs.</param>
    public Fault HeldFor(TimeSpan delay) => this with { Delay = delay };

    /// <summary>A 429 response, with or without Retry-After.</summary>
    /// <param name="retryAfter">The value of the header, rounded down to seconds.</param>
    public static Fault TooManyRequests(TimeSpan? retryAfter = null)
    {
        SimulatedResponse answer = SimulatedResponse.Html(429);
        return Instead(retryAfter is { } wait
            ? answer.With("Retry-After", ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            : answer);
    }

    /// <summary>An HTML page, such as a 502 or 503 from a proxy.</summary>
    /// <param name="status">The HTTP status.</param>
    public static Fault HtmlPage(int status = 503) => Instead(SimulatedResponse.Html(status));
}
