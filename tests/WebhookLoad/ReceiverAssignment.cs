namespace Leeway.WebhookLoad;

/// <summary>The input of a receiver. It is sent on standard input, because it contains secrets.</summary>
/// <param name="Address">The address to listen at.</param>
/// <param name="Database">The database, which all receivers share.</param>
/// <param name="ClientSecret">The secret that signs deliveries.</param>
/// <param name="Journal">The file that handlers write to.</param>
/// <param name="Process">The number of the process, starting at 1.</param>
internal sealed record ReceiverAssignment(string Address, LoadDatabase Database, string ClientSecret, string Journal, int Process);
