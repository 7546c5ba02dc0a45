using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Configuration;

/// <summary>Reads the options of an <c>AtlassianApi</c> item, which arrive as metadata of an additional file.</summary>
internal static class ConfigurationReader
{
    private const string Prefix = "build_metadata.AdditionalFiles.";

    /// <summary>The metadata that marks an additional file as a document.</summary>
    public const string DocumentKey = Prefix + "AtlassianApi";

    public const string NameKey = Prefix + "AtlassianApiName";
    public const string NamespaceKey = Prefix + "AtlassianApiNamespace";
    public const string VisibilityKey = Prefix + "AtlassianApiVisibility";
    public const string OperationsKey = Prefix + "AtlassianApiOperations";
    public const string TagsKey = Prefix + "AtlassianApiTags";

    /// <summary>The property that tells where the options stand.</summary>
    public const string ProjectKey = "build_property.MSBuildProjectFullPath";

    // A semicolon would begin a comment in the file by which MSBuild hands metadata to the compiler.
    private static readonly char[] s_separators = [',', '|', '\n'];

    /// <summary>The configuration of a file, or null where the file is no document.</summary>
    public static ConfigurationResult? Read(string path, AnalyzerConfigOptions options, AnalyzerConfigOptions globalOptions)
    {
        string? document = Option(options, DocumentKey);
        if (document is null)
        {
            return null;
        }

        string project = Option(globalOptions, ProjectKey) ?? path;
        var faults = new List<DiagnosticInfo>();
        string name = Option(options, NameKey) ?? Pascal(Path.GetFileNameWithoutExtension(path));
        if (!IsPlainIdentifier(name))
        {
            faults.Add(Invalid(project, document, "Name", name, "it must be a C# identifier"));
        }

        string ns = Option(options, NamespaceKey) ?? "Leeway." + name;
        if (faults.Count == 0 && !ns.Split('.').All(IsPlainIdentifier))
        {
            faults.Add(Invalid(project, document, "Namespace", ns, "it must be C# identifiers joined by dots"));
        }

        string visibility = Option(options, VisibilityKey) ?? "public";
        if (visibility is not ("public" or "internal"))
        {
            faults.Add(Invalid(project, document, "Visibility", visibility, "it must be public or internal"));
        }

        if (faults.Count > 0)
        {
            return new ConfigurationResult(project, null, faults.ToEquatableArray());
        }

        return new ConfigurationResult(
            project,
            new ApiConfiguration(path, document, name, ns, visibility, List(options, OperationsKey), List(options, TagsKey)) { ProjectPath = project },
            []);
    }

    private static string? Option(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out string? value) && value.Trim().Length > 0 ? value.Trim() : null;

    private static EquatableArray<string> List(AnalyzerConfigOptions options, string key) =>
        (Option(options, key) ?? "")
            .Split(s_separators)
            .Select(static v => v.Trim())
            .Where(static v => v.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToEquatableArray();

    private static bool IsPlainIdentifier(string name) =>
        SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;

    private static string Pascal(string name) => string.Concat(
        name.Split('-', '_', '.', ' ').Where(static w => w.Length > 0).Select(static w => char.ToUpperInvariant(w[0]) + w.Substring(1)));

    private static DiagnosticInfo Invalid(string path, string document, string option, string value, string reason) =>
        DiagnosticInfo.Create(DiagnosticDescriptors.InvalidOption, path, option, document, value, reason);
}
