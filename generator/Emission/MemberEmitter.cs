using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes the parts that models and pages share: the table of names, and the code that declares, reads and writes each member.</summary>
internal static class MemberEmitter
{
    private const string NamesType = "global::Leeway.Generated.JsonNames";

    /// <summary>Returns the field with the value of a member. The field is null if the JSON has no such member, or one of another shape.</summary>
    public static string GetField(PropertyShape property) =>
        "_" + property.Name.Substring(0, 1).ToLowerInvariant() + property.Name.Substring(1);

    /// <summary>Declares a property and the field with its value.</summary>
    public static void Declare(PropertyShape property, int member, SourceWriter writer) =>
        Declare(property, member, CSharpTypeName.Of(property.Type) + "?", GetField(property), writer);

    /// <summary>Declares a property and the field with its value.</summary>
    /// <param name="type">The property's type, with its modifiers.</param>
    /// <param name="value">The expression that the property returns.</param>
    public static void Declare(PropertyShape property, int member, string type, string value, SourceWriter writer)
    {
        string field = GetField(property);
        writer.Line("private " + CSharpTypeName.Of(property.Type) + "? " + field + ";").Line();
        Describe(property, writer);
        writer.Line("public " + type + " " + CSharpText.Identifier(property.Name)).Open();
        writer.Line("get => " + value + ";");
        writer.StartLine("set { ").Append(field).Append(" = value; OnJsonMemberAssigned(").Append(member)
            .Append(property.IsClearedByNull ? ", value is null" : "").EndLine("); }").Close();
    }

    /// <summary>Writes the documentation and the attributes of a property.</summary>
    private static void Describe(PropertyShape property, SourceWriter writer)
    {
        string facts = (property.IsRequired ? "; required" : "")
            + (property.IsReadOnly ? "; read-only" : "")
            + (property.IsClearedByNull ? "; assigning null sends null, which clears the value" : "");
        string name = "<c>" + CSharpText.DocText(property.WireName) + "</c>";
        writer.Summary(property.Summary is { Length: > 0 } summary ? CSharpText.DocText(summary) + " (" + name + facts + ")" : name + facts + ".");
        if (property.IsDeprecated)
        {
            writer.Line("[global::System.Obsolete(\"Atlassian has deprecated this member.\")]");
        }
    }

    /// <summary>Writes the table of the members' names.</summary>
    public static void EmitNames(ApiShape api, IReadOnlyCollection<PropertyShape> properties, string? hiddenName, SourceWriter writer)
    {
        if (properties.Count == 0 && hiddenName is null)
        {
            writer.Line("protected override " + NamesType + " JsonMemberNames => " + NamesType + ".None;").Line();
            return;
        }

        IEnumerable<(string, bool)> names = properties.Select(static p => (p.WireName, p.IsRequired));
        string table = JsonNamesText.Literal(hiddenName is null ? names : names.Concat([(hiddenName, true)]));
        bool isJiraTime = api.IsJiraPlatform && properties.Any(static p => HoldsTime(p.Type));
        writer.Line("private static readonly " + NamesType + " s_names = new(" + table + (isJiraTime ? ", global::Leeway.Generated.DateTimeForm.JiraPlatform" : "") + ");").Line();
        writer.Line("protected override " + NamesType + " JsonMemberNames => s_names;").Line();
    }

    /// <summary>Writes the method that reads a member by its number.</summary>
    /// <param name="targets">The field of each member, in the order of the table.</param>
    public static void EmitRead(IReadOnlyList<(string Target, string Reading)> targets, SourceWriter writer)
    {
        writer.Line("protected override void ReadJsonMember(ref global::Leeway.Generated.JsonModelReader reader, int member)").Open();
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

    /// <summary>Returns the call that reads a value of a type.</summary>
    public static string FormatRead(TypeReference type) => "reader." + type.Kind switch
    {
        TypeKind.Model or TypeKind.Union or TypeKind.Page => "ReadModel<" + CSharpTypeName.Of(type) + ">()",
        TypeKind.OpenEnum or TypeKind.Alternatives => "ReadValue<" + CSharpTypeName.Of(type) + ">()",
        TypeKind.List => "ReadList<" + FormatListArguments(type) + ">()",
        TypeKind.Map => "ReadMap<" + CSharpTypeName.ElementAndCodec(type) + ">()",
        _ => "Read" + type.Kind + "()",
    };

    /// <summary>Returns the call that writes a member.</summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="type">The type of the member.</param>
    /// <param name="source">The field with its value.</param>
    public static string FormatWrite(int member, TypeReference type, string source) => "writer.Write" + type.Kind switch
    {
        TypeKind.Model or TypeKind.Union or TypeKind.Page => "Model(",
        TypeKind.OpenEnum or TypeKind.Alternatives => "Value(",
        TypeKind.List => CSharpTypeName.ReadsItself(type.Element!) ? "List(" : "List<" + FormatListArguments(type) + ">(",
        TypeKind.Map => "Map<" + CSharpTypeName.ElementAndCodec(type) + ">(",
        _ => type.Kind + "(",
    } + member.ToString(System.Globalization.CultureInfo.InvariantCulture) + ", " + source + ");";

    private static string FormatListArguments(TypeReference type) =>
        CSharpTypeName.ReadsItself(type.Element!) ? CSharpTypeName.Of(type.Element!) : CSharpTypeName.ElementAndCodec(type);

    private static bool HoldsTime(TypeReference type) => type.Kind == TypeKind.DateTime || (type.Element is { } element && HoldsTime(element));
}
