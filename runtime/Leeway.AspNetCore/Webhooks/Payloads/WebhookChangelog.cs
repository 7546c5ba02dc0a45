using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Which fields of an issue changed.</summary>
public sealed class WebhookChangelog
{
    private WebhookChangelog(RawJson json)
    {
        Id = json.FindId("id");
        List<WebhookChange> changes = [];
        foreach (RawJson item in json.FindObjects("items"))
        {
            changes.Add(new WebhookChange(item));
        }

        Items = changes;
    }

    /// <summary>The id of the changelog.</summary>
    public string? Id { get; }

    /// <summary>The changes.</summary>
    public IReadOnlyList<WebhookChange> Items { get; }

    /// <summary>Finds the change of a field.</summary>
    /// <param name="field">The id of the field, such as <c>status</c> or <c>customfield_10016</c>, or its name.</param>
    /// <returns>The change; <see langword="null"/> if the field did not change.</returns>
    public WebhookChange? Find(string field)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        foreach (WebhookChange change in Items)
        {
            if (change.FieldId == field || string.Equals(change.Field, field, StringComparison.OrdinalIgnoreCase))
            {
                return change;
            }
        }

        return null;
    }

    internal static WebhookChangelog? Find(RawJson json) => json.FindObject("changelog") is { } changelog ? new WebhookChangelog(changelog) : null;
}
