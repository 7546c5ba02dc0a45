using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Servers;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Configuration;

/// <summary>Reads the options of an <c>AtlassianApi</c> item, which the build passes as metadata of an additional file.</summary>
internal static class ConfigurationReader
{
    /// <summary>The start of the name of every metadata.</summary>
    public const string Prefix = "build_metadata.AdditionalFiles.";

    /// <summary>The metadata that marks an additional file as a document.</summary>
    public const string DocumentKey = Prefix + "AtlassianApi";

    public const string NameKey = Prefix + "AtlassianApiName";
    public const string NamespaceKey = Prefix + "AtlassianApiNamespace";
    public const string VisibilityKey = Prefix + "AtlassianApiVisibility";
    public const string OperationsKey = Prefix + "AtlassianApiOperations";
    public const string TagsKey = Prefix + "AtlassianApiTags";
    public const string ServerKey = Prefix + "AtlassianApiServer";
    public const string ServerVariablesKey = Prefix + "AtlassianApiServerVariables";
    public const string LoginKey = Prefix + "AtlassianApiLogin";

    /// <summary>The property with the path of the project file, which contains the options.</summary>
    public const string ProjectKey = "build_property.MSBuildProjectFullPath";

    // A semicolon starts a comment in the file by which MSBuild passes metadata to the compiler.
    private static readonly char[] s_separators = [',', '|', '\n'];

    /// <summary>Reads the configuration of a file. Returns null if the file is not a document.</summary>
    public static ConfigurationResult? Read(string path, AnalyzerConfigOptions options, AnalyzerConfigOptions globalOptions)
    {
        string? document = ReadOption(options, DocumentKey);
        if (document is null)
        {
            return null;
        }

        string project = ReadOption(globalOptions, ProjectKey) ?? path;
        var faults = new List<DiagnosticInfo>();
        string name = ReadOption(options, NameKey) ?? ToPascalCase(Path.GetFileNameWithoutExtension(path));
        if (!IsPlainIdentifier(name))
        {
            faults.Add(CreateFault(project, document, "Name", name, "a C# identifier"));
        }

        string ns = ReadOption(options, NamespaceKey) ?? "Leeway." + name;
        if (faults.Count == 0 && !ns.Split('.').All(IsPlainIdentifier))
        {
            faults.Add(CreateFault(project, document, "Namespace", ns, "C# identifiers joined by dots"));
        }

        string visibility = ReadOption(options, VisibilityKey) ?? "public";
        if (visibility is not ("public" or "internal"))
        {
            faults.Add(CreateFault(project, document, "Visibility", visibility, "'public' or 'internal'"));
        }

        string? login = ReadOption(options, LoginKey);
        if (login?.All(IsNameCharacter) == false)
        {
            faults.Add(CreateFault(project, document, "Login", login, "the name of a registration in letters, digits, dots, hyphens and underscores"));
        }

        EquatableArray<ServerVariable> variables = ReadVariables(options, out string? fault);
        if (fault is not null)
        {
            faults.Add(CreateFault(project, document, "ServerVariables", fault, "name=value, once for each name"));
        }

        if (faults.Count > 0)
        {
            return new ConfigurationResult(project, null, faults.ToEquatableArray());
        }

        return new ConfigurationResult(
            project,
            new ApiConfiguration(path, document, name, ns, visibility, ReadList(options, OperationsKey), ReadList(options, TagsKey))
            {
                ProjectPath = project,
                Server = ReadOption(options, ServerKey),
                ServerVariables = variables,
                Login = login,
            },
            []);
    }

    /// <summary>Returns the value of an option; null if it is missing or empty.</summary>
    public static string? ReadOption(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out string? value) && value.Trim().Length > 0 ? value.Trim() : null;

    private static EquatableArray<string> ReadList(AnalyzerConfigOptions options, string key) =>
        (ReadOption(options, key) ?? "")
            .Split(s_separators)
            .Select(static v => v.Trim())
            .Where(static v => v.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToEquatableArray();

    private static EquatableArray<ServerVariable> ReadVariables(AnalyzerConfigOptions options, out string? fault)
    {
        var variables = new List<ServerVariable>();
        foreach (string pair in ReadList(options, ServerVariablesKey))
        {
            int separator = pair.IndexOf('=');
            string name = separator < 0 ? "" : pair.Substring(0, separator).Trim();
            if (name.Length == 0 || variables.Exists(v => v.Name == name))
            {
                fault = pair;
                return [];
            }

            variables.Add(new ServerVariable(name, pair.Substring(separator + 1).Trim()));
        }

        fault = null;
        return variables.ToEquatableArray();
    }

    private static bool IsNameCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_';

    /// <summary>Whether a text is an identifier and not a keyword.</summary>
    public static bool IsPlainIdentifier(string name) =>
        SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;

    private static string ToPascalCase(string name) => string.Concat(
        name.Split('-', '_', '.', ' ').Where(static w => w.Length > 0).Select(static w => char.ToUpperInvariant(w[0]) + w.Substring(1)));

    private static DiagnosticInfo CreateFault(string path, string document, string option, string value, string expected) =>
        DiagnosticInfo.Create(DiagnosticDescriptors.InvalidOption, path, option, document, value, expected);
}
