using System.Text.Json;

namespace Leeway.Tasks;

/// <summary>The last response about a task.</summary>
/// <param name="Progress">What it reports.</param>
/// <param name="Result">The result; the default if the task is not complete or has none.</param>
/// <param name="Unreadable">Why the result cannot be read; null if it can.</param>
internal sealed record LongTaskAnswer<TResult>(LongTaskProgress Progress, TResult? Result, JsonException? Unreadable = null);
