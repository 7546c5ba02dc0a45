using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>A board.</summary>
public sealed class WebhookBoard
{
    private WebhookBoard(RawJson json)
    {
        Json = json;
        Id = json.FindId("id");
        Self = json.FindAddress("self");
        Name = json.FindString("name");
        Type = json.FindString("type");
    }

    /// <summary>The id.</summary>
    public string? Id { get; }

    /// <summary>The address of the board.</summary>
    public Uri? Self { get; }

    /// <summary>The name.</summary>
    public string? Name { get; }

    /// <summary>The type, such as <c>scrum</c> or <c>kanban</c>.</summary>
    public string? Type { get; }

    /// <summary>The board as it was delivered.</summary>
    public RawJson Json { get; }

    internal static WebhookBoard? Find(RawJson json) => (json.FindObject("board") ?? json.FindObject("configuration")) is { } board ? new WebhookBoard(board) : null;
}
