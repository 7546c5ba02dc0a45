using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>A grant and a site, and the webhook that they should have.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="CloudId">The cloud id of the site, in lower case.</param>
/// <param name="Site">The address of the site; <see langword="null"/> if it is not known.</param>
/// <param name="Wanted">The webhook; <see langword="null"/> for none.</param>
internal sealed record KeepingTarget(GrantId Grant, string CloudId, string? Site, JiraWebhookDescription? Wanted);
