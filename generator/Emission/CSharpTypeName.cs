using System;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Returns the C# names of the types that shapes refer to, for code in the product's namespace.</summary>
/// <remarks>
/// Generated types have their simple names, because C# looks in the product's namespace first. All other types have their full name after
/// <c>global::</c>, so that a schema named Task or String does not change what they refer to.
/// </remarks>
internal static class CSharpTypeName
{
    private const string Json = "global::Leeway.Json.";
    private const string Generated = "global::Leeway.Generated.";

    /// <summary>Returns the C# type of a value, without the question mark of a nullable type.</summary>
    public static string Format(TypeReference type) => type.Kind switch
    {
        TypeKind.String or TypeKind.NumericId or TypeKind.NumberOrTextId => "string",
        TypeKind.Boolean => "bool",
        TypeKind.Int32 => "int",
        TypeKind.Int64 => "long",
        TypeKind.Double => "double",
        TypeKind.DateTime => "global::System.DateTimeOffset",
        TypeKind.Date => "global::System.DateOnly",
        TypeKind.Guid => "global::System.Guid",
        TypeKind.Json => Json + "RawJson",
        TypeKind.RichText => "global::Leeway.RichText.AdfDocument",
        TypeKind.IssueFields or TypeKind.IssueFieldsChanges => "global::Leeway.Fields.IssueFields",
        TypeKind.Jql => "global::Leeway.Queries.Jql",
        TypeKind.Cql => "global::Leeway.Queries.Cql",
        TypeKind.Model or TypeKind.Union or TypeKind.OpenEnum or TypeKind.Alternatives => CSharpText.EscapeIdentifier(type.Name),
        TypeKind.Page => CSharpText.EscapeIdentifier(type.Name) + "<" + Format(GetElement(type)) + ">",
        TypeKind.List => "global::System.Collections.Generic.IReadOnlyList<" + Format(GetElement(type)) + ">",
        TypeKind.Map => "global::System.Collections.Generic.IReadOnlyDictionary<" + Wrapping.Fill("string", Format(GetElement(type)) + (type.HoldsNull ? "?" : "")) + ">",
        TypeKind.Download => "global::System.IO.Stream",
        TypeKind.Upload => "global::Leeway.FileUpload",
        _ => throw new ArgumentException($"The kind {type.Kind} has no values.", nameof(type)),
    };

    /// <summary>Returns the codec (<c>Leeway.Generated.IJsonCodec&lt;T&gt;</c>) that reads and writes values of a type as JSON.</summary>
    public static string FormatCodec(TypeReference type) => type.Kind switch
    {
        TypeKind.String => Generated + "StringCodec",
        TypeKind.Boolean => Generated + "BooleanCodec",
        TypeKind.Int32 => Generated + "Int32Codec",
        TypeKind.Int64 => Generated + "Int64Codec",
        TypeKind.NumericId => Generated + "NumericIdCodec",
        TypeKind.NumberOrTextId => Generated + "NumberOrTextIdCodec",
        TypeKind.Double => Generated + "DoubleCodec",
        TypeKind.DateTime => Generated + "DateTimeCodec",
        TypeKind.Date => Generated + "DateCodec",
        TypeKind.Guid => Generated + "GuidCodec",
        TypeKind.IssueFieldsChanges => Generated + "IssueFieldsChangesCodec",
        TypeKind.List => Generated + "ListCodec<" + FormatElementAndCodec(type) + ">",
        TypeKind.Map => Generated + "MapCodec<" + FormatElementAndCodec(type) + ">",
        _ when ReadsItself(type) => Generated + "ValueCodec<" + Format(type) + ">",
        _ => throw new ArgumentException($"Values of the kind {type.Kind} are not JSON.", nameof(type)),
    };

    /// <summary>Returns two type arguments: a type and its codec.</summary>
    public static string FormatWithCodec(TypeReference type) => Wrapping.Fill(Format(type), FormatCodec(type));

    /// <summary>Returns the codec of a nullable value type.</summary>
    public static string FormatNullableCodec(TypeReference type) => Generated + "NullableCodec<" + FormatWithCodec(type) + ">";

    /// <summary>Whether the type implements <c>Leeway.Json.IJsonValue&lt;T&gt;</c>.</summary>
    public static bool ReadsItself(TypeReference type) => type.Kind
        is TypeKind.Json or TypeKind.RichText or TypeKind.IssueFields or TypeKind.Model or TypeKind.Union or TypeKind.OpenEnum
        or TypeKind.Alternatives or TypeKind.Page;

    /// <summary>Whether the C# type is a value type, whose nullable form is <c>Nullable&lt;T&gt;</c>.</summary>
    public static bool IsValueType(TypeReference type) => type.Kind
        is TypeKind.Boolean or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double or TypeKind.DateTime or TypeKind.Date
        or TypeKind.Guid or TypeKind.Json or TypeKind.Jql or TypeKind.Cql or TypeKind.OpenEnum or TypeKind.Alternatives;

    /// <summary>Returns the two type arguments of the codec of a list or a map: the element type and its codec.</summary>
    public static string FormatElementAndCodec(TypeReference collection)
    {
        TypeReference element = GetElement(collection);
        return !collection.HoldsNull ? FormatWithCodec(element)
            : IsValueType(element) ? Wrapping.Fill(Format(element) + "?", FormatNullableCodec(element))
            : Wrapping.Fill(Format(element) + "?", Generated + "NullableReferenceCodec<" + FormatWithCodec(element) + ">");
    }

    private static TypeReference GetElement(TypeReference type) =>
        type.Element ?? throw new ArgumentException($"A {type.Kind} has no element.", nameof(type));
}
