using System.Text.Json;

namespace Leeway.Calls;

/// <summary>
/// Shows by its members which server wrote an error: each product has its own format, and the servers before them have others.
/// </summary>
internal sealed class ErrorShape
{
    /// <summary>In order: Jira; all products; Jira Service Management; Confluence.</summary>
    private static readonly string[] s_productMembers = ["errorMessages", "errors", "i18nErrorMessage", "statusCode"];

    private static readonly string[] s_edgeMembers = ["code", "errorCode", "status-code", "path", "timestamp"];

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private ErrorShape()
    {
    }

    /// <summary>The string values of the object, including its codes.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Whether a product wrote the error: it has members of a product's error, or has none of a gateway or proxy.</summary>
    public bool IsOfProduct => HasProductMember || !HasAny(s_edgeMembers);

    /// <summary>Whether no member shows that a product wrote the error.</summary>
    public bool IsBare => !HasProductMember;

    private bool HasProductMember => HasAny(s_productMembers);

    /// <summary>Reads a body; <see langword="null"/> if it is not a JSON object.</summary>
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
            // The body was cut, is not JSON, or has an unpaired surrogate.
            return null;
        }
    }

    private bool HasAny(string[] names) => Array.Exists(names, _names.Contains);
}
