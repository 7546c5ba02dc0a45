namespace Leeway.Webhooks;

/// <summary>Another process, or another task of this one, has changed a record. It works on the webhook, so nothing is wrong.</summary>
internal sealed class RecordChangedException() : Exception("The record was changed by another process.");
