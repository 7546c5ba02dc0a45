using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Writes things as Jira does.</summary>
internal static class JiraJson
{
    private static readonly string[] s_avatarSizes = ["48x48", "24x24", "16x16", "32x32"];

    // Jira writes offsets without a colon, unlike RFC 3339.
    public static string FormatDate(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    public static string? FormatDate(DateTimeOffset? value) => value is { } time ? FormatDate(time) : null;

    public static JsonObject Of(SiteRequest call, Account? account)
    {
        string id = account?.AccountId ?? "service";
        return new JsonObject
        {
            ["self"] = $"{call.Base}/rest/api/3/user?accountId={Uri.EscapeDataString(id)}",
            ["accountId"] = id,
            ["accountType"] = account is null ? "app" : "atlassian",
            ["emailAddress"] = account?.Email ?? "",
            ["avatarUrls"] = DescribeAvatars(size => $"https://avatars.simulated.example/{Uri.EscapeDataString(id)}/{size}"),
            ["displayName"] = account?.Name ?? "Service account",
            ["active"] = true,
            ["timeZone"] = "Etc/UTC",
        };
    }

    // Addresses of avatars of projects are relative, although the document says that they are URIs.
    public static JsonObject Of(SiteRequest call, JiraProject project) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/project/{project.Id}",
        ["id"] = project.Id,
        ["key"] = project.Key,
        ["name"] = project.Name,
        ["projectTypeKey"] = "software",
        ["simplified"] = false,
        ["avatarUrls"] = DescribeAvatars(static size => $"/rest/api/3/universal_avatar/view/type/project/avatar/10400?size={size}"),
    };

    public static JsonObject Of(SiteRequest call, JiraStatus status) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/status/{status.Id}",
        ["description"] = "",
        ["iconUrl"] = $"{call.Base}/",
        ["name"] = status.Name,
        ["untranslatedName"] = status.Name,
        ["id"] = status.Id,
        ["statusCategory"] = Of(call, status.Category),
    };

    public static JsonObject Of(SiteRequest call, StatusCategory category) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/statuscategory/{category.Id}",
        ["id"] = category.Id,
        ["key"] = category.Key,
        ["colorName"] = category.ColorName,
        ["name"] = category.Name,
    };

    public static JsonObject Of(SiteRequest call, JiraPriority priority) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/priority/{priority.Id}",
        ["iconUrl"] = $"{call.Base}/images/icons/priorities/{priority.Name.ToLowerInvariant()}.svg",
        ["name"] = priority.Name,
        ["id"] = priority.Id,
    };

    public static JsonObject Of(SiteRequest call, JiraIssueType type) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/issuetype/{type.Id}",
        ["id"] = type.Id,
        ["description"] = type.Description,
        ["iconUrl"] = $"{call.Base}/rest/api/3/universal_avatar/view/type/issuetype/avatar/10318?size=medium",
        ["name"] = type.Name,
        ["untranslatedName"] = type.Name,
        ["subtask"] = type.HierarchyLevel < 0,
        ["avatarId"] = 10318,
        ["hierarchyLevel"] = type.HierarchyLevel,
    };

    public static JsonObject Of(SiteRequest call, JiraResolution resolution) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/resolution/{resolution.Id}",
        ["id"] = resolution.Id,
        ["description"] = resolution.Description,
        ["name"] = resolution.Name,
        ["isDefault"] = false,
    };

    public static JsonObject Of(SiteRequest call, JiraOption option) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/customFieldOption/{option.Id}",
        ["value"] = option.Value,
        ["id"] = option.Id,
    };

    public static JsonObject Of(SiteRequest call, JiraComponent component)
    {
        JsonObject json = new() { ["self"] = $"{call.Base}/rest/api/3/component/{component.Id}", ["id"] = component.Id, ["name"] = component.Name };
        AddText(json, "description", component.Description);
        return json;
    }

    public static JsonObject Of(SiteRequest call, JiraVersion version)
    {
        JsonObject json = new() { ["self"] = $"{call.Base}/rest/api/3/version/{version.Id}", ["id"] = version.Id };
        AddText(json, "description", version.Description);
        json["name"] = version.Name;
        json["archived"] = false;
        json["released"] = version.IsReleased;
        AddText(json, "releaseDate", version.ReleaseDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return json;
    }

    public static JsonObject Of(SiteRequest call, JiraLinkType type) => new()
    {
        ["id"] = type.Id,
        ["name"] = type.Name,
        ["inward"] = type.Inward,
        ["outward"] = type.Outward,
        ["self"] = $"{call.Base}/rest/api/3/issueLinkType/{type.Id}",
    };

    public static JsonObject OfGroup(SiteRequest call, string name) => new()
    {
        ["name"] = name,
        ["groupId"] = name,
        ["self"] = $"{call.Base}/rest/api/3/group?groupId={Uri.EscapeDataString(name)}",
    };

    public static JsonObject OfSprint(long id) => new()
    {
        ["id"] = id,
        ["name"] = string.Create(CultureInfo.InvariantCulture, $"Sprint {id}"),
        ["state"] = "active",
        ["boardId"] = 1,
        ["goal"] = "",
        ["startDate"] = "2026-01-05T08:00:00.000Z",
        ["endDate"] = "2026-01-19T08:00:00.000Z",
    };

    public static JsonObject Of(SiteRequest call, SimulatedAttachment attachment) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/attachment/{attachment.Id}",
        ["id"] = attachment.Id,
        ["filename"] = attachment.FileName,
        ["author"] = Of(call, call.Caller),
        ["created"] = FormatDate(attachment.CreatedAt),
        ["size"] = attachment.Content.Length,
        ["mimeType"] = attachment.MimeType,
        ["content"] = $"{call.Base}/rest/api/3/attachment/content/{attachment.Id}",
    };

    public static void AddText(JsonObject json, string name, string? text)
    {
        if (text is not null)
        {
            json[name] = text;
        }
    }

    private static JsonObject DescribeAvatars(Func<string, string> address)
    {
        JsonObject avatars = [];
        foreach (string size in s_avatarSizes)
        {
            avatars[size] = address(size[..size.IndexOf('x', StringComparison.Ordinal)]);
        }

        return avatars;
    }
}
