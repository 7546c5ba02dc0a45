using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes the parts that models and pages share: the table of names, and the code that declares, reads and writes each member.</summary>
internal static class MemberEmitter
{
    /// <summary>
    /// The maximum number of members that one switch reads. The compiler needs quadratic time for the cases of a switch, because it follows
    /// the nullability of every field through each of them.
    /// </summary>
    private const int MaxCases = 256;

    /// <summary>The beginning of the names of the methods that read a part of the members. No member of a model begins with two underscores and a letter.</summary>
    private const string PartialRead = "__readMembers";

    private const string NamesType = "global::Leeway.Generated.JsonNames";

    /// <summary>Returns the field with the value of a member. The field is null if the JSON has no such member, or one of another shape.</summary>
    public static string GetField(PropertyShape property) => "_" + CSharpText.LowerFirst(property.Name);

    /// <summary>Declares a property and the field with its value.</summary>
    public static void Declare(PropertyShape property, int member, SourceWriter writer) =>
        Declare(property, member, CSharpTypeName.Format(property.Type) + "?", GetField(property), writer);

    /// <summary>Declares a property and the field with its value.</summary>
    /// <param name="type">The property's type, with its modifiers.</param>
    /// <param name="value">The expression that the property returns.</param>
    public static void Declare(PropertyShape property, int member, string type, string value, SourceWriter writer)
    {
        string field = GetField(property);
        writer.Write($$"""
            private {{CSharpTypeName.Format(property.Type)}}?{{Wrapping.Defer(field + ";")}}

            {{DocComment.FormatSummary(Describe(property))}}
            {{(property.IsDeprecated ? "[global::System.Obsolete(\"Atlassian has deprecated this member.\")]" : "")}}
            public {{type}}{{Wrapping.Defer(CSharpText.EscapeIdentifier(property.Name))}}
            {
                get => {{value}};
                set { {{field}} = value; {{FormatAssigned(property, member)}} }
            }
            """);
    }

    /// <summary>Returns the statement after the assignment of a member, in an accessor whose <c>value</c> is null if the member is.</summary>
    public static string FormatAssigned(PropertyShape property, int member) =>
        $"OnJsonMemberAssigned({member}{(property.IsClearedByNull ? ", value is null" : "")});";

    /// <summary>Returns the description of a property; empty if it would only repeat the name of the property.</summary>
    private static string Describe(PropertyShape property)
    {
        string facts = (property.IsRequired ? "; required" : "")
            + (property.IsReadOnly ? "; read-only" : "")
            + (property.IsClearedByNull ? "; assigning null sends null, which clears the value" : "");
        string name = "<c>" + CSharpText.EscapeComment(property.WireName) + "</c>";
        return property.Summary is { Length: > 0 } summary ? CSharpText.EscapeComment(summary) + " (" + name + facts + ")"
            : facts.Length == 0 && property.WireName == CSharpText.LowerFirst(property.Name) ? ""
            : name + facts + ".";
    }

    /// <summary>Writes the table of the members' names.</summary>
    public static void EmitNames(ApiShape api, IReadOnlyCollection<PropertyShape> properties, string? hiddenName, SourceWriter writer)
    {
        if (properties.Count == 0 && hiddenName is null)
        {
            writer.Write($"protected override {NamesType} JsonMemberNames => {NamesType}.None;");
            return;
        }

        IEnumerable<(string, bool)> names = properties.Select(static p => (p.WireName, p.IsRequired));
        string table = JsonNamesText.FormatLiteral(hiddenName is null ? names : names.Concat([(hiddenName, true)]));
        bool isJiraTime = api.IsJiraPlatform && properties.Any(static p => HoldsTime(p.Type));
        writer.Write($$"""
            private static readonly {{NamesType}} s_names = new({{table}}{{(isJiraTime ? ", global::Leeway.Generated.DateTimeForm.JiraPlatform" : "")}});

            protected override {{NamesType}} JsonMemberNames => s_names;
            """);
    }

    /// <summary>Writes the method that reads a member by its number, and those that read a part of the members.</summary>
    /// <param name="targets">The field of each member, in the order of the table.</param>
    public static void EmitRead(IReadOnlyList<(string Target, string Reading)> targets, SourceWriter writer)
    {
        bool isParted = targets.Count > MaxCases;
        EmitReader("protected override void ReadJsonMember", w => EmitSwitch(targets, isParted, w), writer);
        for (int start = 0; isParted && start < targets.Count; start += MaxCases)
        {
            int first = start;
            writer.Write();
            EmitReader($"private void {PartialRead}{first / MaxCases}", w => EmitCases(targets, first, w), writer);
        }
    }

    private static void EmitReader(string method, Action<SourceWriter> emitBody, SourceWriter writer) => writer.Write($$"""
        {{GeneratedFile.NonUserCode}}
        {{method}}(ref global::Leeway.Generated.JsonModelReader reader, int member)
        {
            {{emitBody}}
        }
        """);

    private static void EmitSwitch(IReadOnlyList<(string Target, string Reading)> targets, bool isParted, SourceWriter writer)
    {
        if (isParted)
        {
            writer.Write($$"""
                switch (member / {{MaxCases}})
                {
                    {{w => EmitParts(targets.Count, w)}}
                }
                """);
        }
        else if (targets.Count > 0)
        {
            EmitCases(targets, 0, writer);
        }
    }

    private static void EmitParts(int count, SourceWriter writer)
    {
        for (int part = 0; part * MaxCases < count; part++)
        {
            writer.Write($"case {part}: {PartialRead}{part}(ref reader, member); break;");
        }
    }

    private static void EmitCases(IReadOnlyList<(string Target, string Reading)> targets, int start, SourceWriter writer) => writer.Write($$"""
        switch (member)
        {
            {{w => EmitReads(targets, start, w)}}
        }
        """);

    private static void EmitReads(IReadOnlyList<(string Target, string Reading)> targets, int start, SourceWriter writer)
    {
        for (int i = start; i < targets.Count && i < start + MaxCases; i++)
        {
            writer.Write($"case {i}:{Wrapping.Defer($"{targets[i].Target} = {targets[i].Reading}; break;")}");
        }
    }

    /// <summary>Returns the call that reads a value of a type.</summary>
    public static string FormatRead(TypeReference type) => "reader." + type.Kind switch
    {
        TypeKind.Model or TypeKind.Union or TypeKind.Page or TypeKind.RichText => "ReadModel<" + CSharpTypeName.Format(type) + ">()",
        TypeKind.IssueFields or TypeKind.IssueFieldsChanges => "ReadMember<" + CSharpTypeName.FormatWithCodec(type) + ">()",
        TypeKind.OpenEnum or TypeKind.Alternatives => "ReadValue<" + CSharpTypeName.Format(type) + ">()",
        TypeKind.List => "ReadList<" + FormatListArguments(type) + ">()",
        TypeKind.Map => "ReadMap<" + CSharpTypeName.FormatElementAndCodec(type) + ">()",
        _ => "Read" + type.Kind + "()",
    };

    /// <summary>Returns the statement that writes a member.</summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="type">The type of the member.</param>
    /// <param name="source">The field with its value.</param>
    public static string FormatWrite(int member, TypeReference type, string source) => "writer.Write" + type.Kind switch
    {
        TypeKind.Model or TypeKind.Union or TypeKind.Page or TypeKind.RichText => "Model(",
        TypeKind.IssueFields or TypeKind.IssueFieldsChanges => "Member<" + CSharpTypeName.FormatWithCodec(type) + ">(",
        TypeKind.OpenEnum or TypeKind.Alternatives => "Value(",
        TypeKind.List => CSharpTypeName.ReadsItself(type.Element!) ? "List(" : "List<" + FormatListArguments(type) + ">(",
        TypeKind.Map => "Map<" + CSharpTypeName.FormatElementAndCodec(type) + ">(",
        TypeKind.NumberOrTextId => "String(",
        _ => type.Kind + "(",
    } + Wrapping.Fill(member.ToString(CultureInfo.InvariantCulture), source) + ");";

    private static string FormatListArguments(TypeReference type) =>
        CSharpTypeName.ReadsItself(type.Element!) ? CSharpTypeName.Format(type.Element!) : CSharpTypeName.FormatElementAndCodec(type);

    private static bool HoldsTime(TypeReference type) => type.Kind == TypeKind.DateTime || (type.Element is { } element && HoldsTime(element));
}
