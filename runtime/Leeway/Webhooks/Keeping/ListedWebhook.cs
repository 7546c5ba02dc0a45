namespace Leeway.Webhooks;

/// <summary>A webhook as Jira lists it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Url">The address.</param>
/// <param name="ExpiresAt">When it expires; <see langword="null"/> if Jira does not say so.</param>
internal readonly record struct ListedWebhook(long Id, string Url, DateTimeOffset? ExpiresAt);
