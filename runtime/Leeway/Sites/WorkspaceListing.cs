using System.Text.Json;
using Leeway.Json;

namespace Leeway.Sites;

/// <summary>Reads the body of <c>/rest/servicedeskapi/assets/workspace</c>: a page of workspaces.</summary>
internal static class WorkspaceListing
{
    /// <exception cref="JsonException">The body is not such a page.</exception>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader json = SiteText.Open(utf8);
        List<string>? workspaces = null;
        if (json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                bool isList = JsonSyntax.Unescape(json.ValueSpan) == "values";
                json.Read();
                if (isList && json.TokenType == JsonTokenType.StartArray)
                {
                    workspaces = ReadList(ref json);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        return workspaces ?? throw new JsonException("there is no list");
    }

    private static List<string> ReadList(ref Utf8JsonReader json)
    {
        List<string> workspaces = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("a workspace is not an object");
            }

            string id = ReadWorkspace(ref json) ?? throw new JsonException("a workspace has no id that can be used");
            if (!workspaces.Contains(id))
            {
                workspaces.Add(id);
            }
        }

        return workspaces;
    }

    private static string? ReadWorkspace(ref Utf8JsonReader json)
    {
        string? id = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = JsonSyntax.Unescape(json.ValueSpan) == "workspaceId";
            json.Read();
            string? value = SiteText.Read(ref json);
            id = isId ? WorkspaceId.Find(value) : id;
        }

        return id;
    }
}
