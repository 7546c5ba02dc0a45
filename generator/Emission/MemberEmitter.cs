using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes what models and pages share: the table of names, and a line per member to declare, read and write it.</summary>
internal static class MemberEmitter
{
    private const string NamesType = "global::Leeway.Json.JsonNames";

    /// <summary>The field that holds what a member holds; null where nothing, or JSON of another shape, was read.</summary>
    public static string Field(PropertyShape property) =>
        "_" + property.Name.Substring(0, 1).ToLowerInvariant() + property.Name.Substring(1);

    /// <summary>Declares a property, and the field that holds what its member holds.</summary>
    public static void Declare(PropertyShape property, int member, SourceWriter writer) =>
        Declare(property, member, CSharpTypeName.Of(property.Type) + "?", Field(property), writer);

    /// <summary>Declares a property, and the field that holds what its member holds.</summary>
    /// <param name="type">The property's type, with what stands before it.</param>
    /// <param name="value">What the property returns.</param>
    public static void Declare(PropertyShape property, int member, string type, string value, SourceWriter writer)
    {
        string field = Field(property);
        writer.Line("private " + CSharpTypeName.Of(property.Type) + "? " + field + ";").Line();
        Describe(property, writer);
        writer.Line("public " + type + " " + CSharpText.Identifier(property.Name)).Open();
        writer.Line("get => " + value + ";");
        writer.StartLine("set { ").Append(field).Append(" = value; OnJsonMemberAssigned(").Append(member)
            .Append(property.IsClearedByNull ? ", value is null" : "").EndLine("); }").Close();
    }

    /// <summary>The documentation and the marks of a property.</summary>
    private static void Describe(PropertyShape property, SourceWriter writer)
    {
        string facts = (property.IsRequired ? "; required" : "")
            + (property.IsReadOnly ? "; read-only" : "")
            + (property.IsClearedByNull ? "; null, where assigned, is sent and clears it" : "");
        string name = "<c>" + CSharpText.DocText(property.WireName) + "</c>";
        writer.Summary(property.Summary is { Length: > 0 } summary ? CSharpText.DocText(summary) + " (" + name + facts + ")" : name + facts + ".");
        if (property.IsDeprecated)
        {
            writer.Line("[global::System.Obsolete(\"Atlassian has deprecated this member.\")]");
        }
    }

    /// <summary>Writes the table of the members' names.</summary>
    public static void Names(ApiShape api, IReadOnlyCollection<PropertyShape> properties, string? hiddenName, SourceWriter writer)
    {
        if (properties.Count == 0 && hiddenName is null)
        {
            writer.Line("protected override " + NamesType + " JsonMemberNames => " + NamesType + ".None;").Line();
            return;
        }

        IEnumerable<(string, bool)> names = properties.Select(static p => (p.WireName, p.IsRequired));
        string table = JsonNamesText.Literal(hiddenName is null ? names : names.Concat([(hiddenName, true)]));
        bool isJiraTime = api.IsJiraPlatform && properties.Any(static p => HoldsTime(p.Type));
        writer.Line("private static readonly " + NamesType + " s_names = new(" + table + (isJiraTime ? ", global::Leeway.Json.DateTimeForm.JiraPlatform" : "") + ");").Line();
        writer.Line("protected override " + NamesType + " JsonMemberNames => s_names;").Line();
    }

    /// <summary>Writes the method that reads a member by its number.</summary>
    /// <param name="targets">What each member is assigned to, in the order of the table.</param>
    public static void Read(IReadOnlyList<(string Target, string Reading)> targets, SourceWriter writer)
    {
        writer.Line("protected override void ReadJsonMember(ref global::Leeway.Json.JsonModelReader reader, int member)").Open();
        if (targets.Count > 0)
        {
            writer.Line("switch (member)").Open();
            for (int i = 0; i < targets.Count; i++)
            {
                writer.StartLine("case ").Append(i).Append(": ").Append(targets[i].Target).Append(" = ").Append(targets[i].Reading).EndLine("; break;");
            }

            writer.Close();
        }

        writer.Close().Line();
    }

    /// <summary>The call that reads a value of a type.</summary>
    public static string Reading(TypeReference type) => "reader." + type.Kind switch
    {
        TypeKind.Model or TypeKind.Union or TypeKind.Page => "ReadModel<" + CSharpTypeName.Of(type) + ">()",
        TypeKind.OpenEnum or TypeKind.Alternatives => "ReadValue<" + CSharpTypeName.Of(type) + ">()",
        TypeKind.List => "ReadList<" + ListArguments(type) + ">()",
        TypeKind.Map => "ReadMap<" + CSharpTypeName.ElementAndCodec(type) + ">()",
        _ => "Read" + type.Kind + "()",
    };

    /// <summary>The call that writes a member.</summary>
    /// <param name="member">Its number.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="source">The field that holds it.</param>
    public static string Writing(int member, TypeReference type, string source) => "writer.Write" + type.Kind switch
    {
        TypeKind.Model or TypeKind.Union or TypeKind.Page => "Model(",
        TypeKind.OpenEnum or TypeKind.Alternatives => "Value(",
        TypeKind.List => CSharpTypeName.ReadsItself(type.Element!) ? "List(" : "List<" + ListArguments(type) + ">(",
        TypeKind.Map => "Map<" + CSharpTypeName.ElementAndCodec(type) + ">(",
        _ => type.Kind + "(",
    } + member.ToString(System.Globalization.CultureInfo.InvariantCulture) + ", " + source + ");";

    private static string ListArguments(TypeReference type) =>
        CSharpTypeName.ReadsItself(type.Element!) ? CSharpTypeName.Of(type.Element!) : CSharpTypeName.ElementAndCodec(type);

    private static bool HoldsTime(TypeReference type) => type.Kind == TypeKind.DateTime || (type.Element is { } element && HoldsTime(element));
}
