namespace Leeway.WebhookLoad;

/// <summary>A line of the journal.</summary>
/// <param name="IsEnd">Whether the handler ended, and not started.</param>
/// <param name="Process">The number of the process.</param>
/// <param name="Identifier">The identifier of the delivery.</param>
internal readonly record struct JournalEntry(bool IsEnd, int Process, string Identifier);
