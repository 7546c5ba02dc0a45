using System.Text.Json;

namespace Leeway.Calls;

/// <summary>Which server wrote an error, by the names of its members: each product has its own, and the servers in front of them have others.</summary>
internal sealed class ErrorShape
{
    /// <summary>In this order: Jira, all, Jira Service Management, Confluence.</summary>
    private static readonly string[] s_productMembers = ["errorMessages", "errors", "i18nErrorMessage", "statusCode"];

    private static readonly string[] s_edgeMembers = ["code", "errorCode", "status-code", "path", "timestamp"];

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private ErrorShape()
    {
    }

    /// <summary>The object's strings, including its codes.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Whether it has the members of a product's error, or none of those of the servers in front of the products.</summary>
    public bool IsOfProduct => HasProductMember || !HasAny(s_edgeMembers);

    /// <summary>Whether no member shows that a product wrote it.</summary>
    public bool IsBare => !HasProductMember;

    private bool HasProductMember => HasAny(s_productMembers);

    /// <summary>Reads a body; <see langword="null"/> where it is no JSON object.</summary>
    public static ErrorShape? Read(string body)
    {
        if (!body.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            ErrorShape shape = new();
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                shape._names.Add(member.Name);
                if (member.Value.ValueKind == JsonValueKind.String)
                {
                    shape.Texts.Add(member.Value.GetString()!.Trim());
                }
            }

            return shape;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Cut off, no JSON after all, or half a surrogate pair in it.
            return null;
        }
    }

    private bool HasAny(string[] names) => Array.Exists(names, _names.Contains);
}
