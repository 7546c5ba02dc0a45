using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>The change of a field of an issue.</summary>
public sealed class WebhookChange
{
    internal WebhookChange(RawJson json)
    {
        Json = json;
        Field = json.FindString("field");
        FieldId = json.FindString("fieldId");
        FieldType = json.FindString("fieldtype");
        From = json.FindText("from");
        FromText = json.FindText("fromString");
        To = json.FindText("to");
        ToText = json.FindText("toString");
    }

    /// <summary>The name of the field.</summary>
    public string? Field { get; }

    /// <summary>The id of the field, such as <c>status</c> or <c>customfield_10016</c>.</summary>
    public string? FieldId { get; }

    /// <summary>The kind of the field: <c>jira</c> or <c>custom</c>.</summary>
    public string? FieldType { get; }

    /// <summary>The old value, usually an id.</summary>
    public string? From { get; }

    /// <summary>The old value as people see it.</summary>
    public string? FromText { get; }

    /// <summary>The new value, usually an id.</summary>
    public string? To { get; }

    /// <summary>The new value as people see it.</summary>
    public string? ToText { get; }

    /// <summary>The change as it was delivered.</summary>
    public RawJson Json { get; }
}
