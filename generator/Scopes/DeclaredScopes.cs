using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Scopes;

/// <summary>Reads the scopes that a project declares. They are the scopes that it requests consent for.</summary>
internal static class DeclaredScopes
{
    public const string PropertyKey = "build_property.AtlassianScopes";

    private static readonly char[] s_separators = [' ', ',', ';', '\t', '\r', '\n'];

    /// <summary>Reads the scopes of the MSBuild property.</summary>
    public static EquatableArray<string> Read(AnalyzerConfigOptions options) =>
        options.TryGetValue(PropertyKey, out string? value) ? Split(value).ToEquatableArray() : [];

    /// <summary>Reads the scopes of each argument of the attribute. An argument may contain several scopes or none.</summary>
    public static IEnumerable<IEnumerable<string>> Read(AttributeData attribute) =>
        attribute.ConstructorArguments
            .Where(static argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
            .SelectMany(static argument => argument.Values)
            .Select(static value => Split(value.Value as string));

    /// <summary>Returns all scopes of a project, each once.</summary>
    public static EquatableArray<string> Combine(ImmutableArray<EquatableArray<string>> attributes, EquatableArray<string> property) =>
        attributes.SelectMany(static a => a).Concat(property).Distinct(StringComparer.Ordinal).OrderBy(static s => s, StringComparer.Ordinal).ToEquatableArray();

    private static string[] Split(string? scopes) => (scopes ?? "").Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
}
