using Leeway.Generator.Emission;
using Leeway.Generator.Shaping;

namespace Leeway.OperationTables;

/// <summary>Writes lines of C# that call an operation with its required arguments, to paste into a program.</summary>
internal sealed class CSharpExample(ClientShape client)
{
    /// <summary>A required member of a required member, and so on, is not followed further.</summary>
    private const int MaxDepth = 8;

    private readonly Dictionary<string, TypeShape> _types = client.Types.ToDictionary(static t => t.Name, StringComparer.Ordinal);

    /// <summary>Returns the statement that calls the method of an operation.</summary>
    public string FormatCall(InterfaceShape tag, OperationShape operation)
    {
        string call = $"await {FormatInterface(tag)}.{CSharpText.EscapeIdentifier(operation.MethodName)}({FormatArguments(operation.Parameters)});";
        string result = operation.Response.Kind == TypeKind.Nothing ? ""
            : $"{FormatType(operation.Response)}{(MethodSignature.IsResultNullable(operation) ? "?" : "")} {(operation.Response.Kind == TypeKind.Download ? "content" : "result")} = ";
        return (operation.Response.Kind == TypeKind.Download ? "await using " : "") + result + call;
    }

    /// <summary>Returns the head of the loop that reads all pages of an operation.</summary>
    public string FormatEnumeration(InterfaceShape tag, OperationShape operation)
    {
        EnumerationShape pages = operation.Enumeration!;
        IEnumerable<ParameterShape> parameters = operation.Parameters.Where(p => pages.BodyMember is not null || pages.IsSetByCaller || p != pages.Position);
        return $"await foreach ({FormatType(pages.Page.Item)} item in {FormatInterface(tag)}.{CSharpText.EscapeIdentifier(operation.EnumeratorName)}({FormatArguments(parameters)}))";
    }

    /// <summary>Returns the name of a type, as code with the usual using directives writes it.</summary>
    public static string FormatType(TypeReference type) => type.Kind switch
    {
        TypeKind.String or TypeKind.NumericId or TypeKind.NumberOrTextId => "string",
        TypeKind.Boolean => "bool",
        TypeKind.Int32 => "int",
        TypeKind.Int64 => "long",
        TypeKind.Double => "double",
        TypeKind.DateTime => "DateTimeOffset",
        TypeKind.Date => "DateOnly",
        TypeKind.Guid => "Guid",
        TypeKind.Json => "RawJson",
        TypeKind.RichText => "AdfDocument",
        TypeKind.IssueFields or TypeKind.IssueFieldsChanges => "IssueFields",
        TypeKind.Jql => "Jql",
        TypeKind.Cql => "Cql",
        TypeKind.Page => $"{type.Name}<{FormatType(type.Element!)}>",
        TypeKind.List => $"IReadOnlyList<{FormatType(type.Element!)}>",
        TypeKind.Map => $"IReadOnlyDictionary<string, {FormatType(type.Element!)}{(type.HoldsNull ? "?" : "")}>",
        TypeKind.Download => "Stream",
        TypeKind.Upload => "FileUpload",
        TypeKind.Nothing => "void",
        _ => CSharpText.EscapeIdentifier(type.Name),
    };

    private string FormatInterface(InterfaceShape tag) => $"{CSharpNames.ToCamelCase(client.Api.Product)}.{CSharpText.EscapeIdentifier(tag.PropertyName)}";

    private string FormatArguments(IEnumerable<ParameterShape> parameters) =>
        string.Join(", ", parameters.Where(static p => p.IsRequired).Select(p => $"{CSharpText.EscapeVariable(p.Name)}: {FormatValue(p.Place, p.Type, p.WireName, 0)}"));

    private string FormatValue(ParameterPlace place, TypeReference type, string name, int depth) => place == ParameterPlace.QueryMap
        ? "new Dictionary<string, string> { [\"name\"] = \"value\" }"
        : FormatValue(type, name, depth);

    private string FormatValue(TypeReference type, string name, int depth) => type.Kind switch
    {
        TypeKind.String => CSharpText.FormatLiteral(name),
        TypeKind.NumericId or TypeKind.NumberOrTextId => "\"10000\"",
        TypeKind.Boolean => "true",
        TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double => "1",
        TypeKind.DateTime => "DateTimeOffset.UtcNow",
        TypeKind.Date => "DateOnly.FromDateTime(DateTime.UtcNow)",
        TypeKind.Guid => "Guid.NewGuid()",
        TypeKind.Json => "RawJson.Parse(\"{}\")",
        TypeKind.RichText => "AdfDocument.FromText(\"text\")",
        TypeKind.IssueFields or TypeKind.IssueFieldsChanges => "new IssueFields()",
        TypeKind.OpenEnum => FormatChoice(type),
        // A list that is an argument of its own must not be empty.
        TypeKind.List => depth == 0 ? $"[{FormatValue(type.Element!, name, depth + 1)}]" : "[]",
        TypeKind.Map => $"new Dictionary<string, {FormatType(type.Element!)}{(type.HoldsNull ? "?" : "")}>()",
        TypeKind.Upload => "FileUpload.FromFile(\"file.png\")",
        TypeKind.Alternatives => "default",
        TypeKind.Union => FormatModel(_types.TryGetValue(type.Name, out TypeShape? union) ? ((UnionShape)union).Branches[0].ModelName : type.Name, depth),
        _ => FormatModel(type.Name, depth),
    };

    private string FormatChoice(TypeReference type) =>
        _types.TryGetValue(type.Name, out TypeShape? shape) && shape is OpenEnumShape { Values: [{ } first, ..] }
            ? $"{CSharpText.EscapeIdentifier(type.Name)}.{CSharpText.EscapeIdentifier(first.Name)}"
            : "\"value\"";

    private string FormatModel(string name, int depth)
    {
        string type = CSharpText.EscapeIdentifier(name);
        if (depth >= MaxDepth || !_types.TryGetValue(name, out TypeShape? shape) || shape is not ModelShape { IsRequestOnly: true } model)
        {
            return $"new {type}()";
        }

        string members = string.Join(", ", model.Properties
            .Where(static p => p.IsRequired && !p.IsReadOnly)
            .Select(p => $"{CSharpText.EscapeIdentifier(p.Name)} = {FormatValue(p.Type, p.WireName, depth + 1)}"));
        return members.Length == 0 ? $"new {type}()" : $"new {type} {{ {members} }}";
    }
}
